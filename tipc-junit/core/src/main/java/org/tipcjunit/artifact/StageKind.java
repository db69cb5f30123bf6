// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The stages of a chain, in the order of their data.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum StageKind {
    PREPARE,
    TRAIN,
    EVALUATE,
    PREDICT,
    EXPORT,
    INFER,
    CONVERT,
    SERVE,
    REQUEST;

    /** Whether it is a stage of a service, whose status upstream's scripts keep in a file of its own. */
    public boolean isOfService() {
        return this == CONVERT || this == SERVE || this == REQUEST;
    }

    /** Get the name used in messages, folders and certificates, such as {@code train}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
