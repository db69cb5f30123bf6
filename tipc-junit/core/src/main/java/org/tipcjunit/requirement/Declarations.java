// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.math.BigDecimal;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.tensors.Outputs;

/**
 * What is stated about a model, or about how it is certified: by a setting, by the annotation of the class, or in a file {@value #FILE}
 * beside the config.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface Declarations {

    /** The file in which a repository states something beside its config. */
    String FILE = "certification.properties";

    /**
     * Get what is stated under a name.
     *
     * @param key a name as in {@value #FILE}, such as {@code documented-in}, or that of a setting without {@code tipc.}, such as
     *     {@code no-tools}
     * @throws IllegalArgumentException if nothing can be stated under that name
     */
    Optional<String> text(String key);

    /**
     * Get a decimal number that is stated under a name.
     *
     * @throws org.tipcjunit.config.ConfigException if something else is stated
     */
    Optional<BigDecimal> number(String key);

    /**
     * Whether something is stated to hold.
     *
     * @throws org.tipcjunit.config.ConfigException if something else than true or false is stated
     */
    boolean holds(String key);

    /** Get what the outputs of the model mean. */
    Optional<Outputs> outputs();

    /** Get the folders that prediction and inference draw into. */
    Optional<Drawings> drawings();
}
