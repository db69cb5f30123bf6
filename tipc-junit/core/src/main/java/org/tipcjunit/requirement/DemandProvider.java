// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Adds demands of a third party to what the command line demands of every model: a {@link java.util.ServiceLoader} finds it on the class
 * path. It can only add: its judges are not of this library, and have clauses of their own.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface DemandProvider {

    /**
     * Get what is demanded of a model besides; none where nothing is.
     *
     * @param repository the repository, where a file may say what the demands' parameters are
     * @param config the config that is certified, relative to the repository
     */
    List<Demand<?>> demands(Path repository, String config);
}
