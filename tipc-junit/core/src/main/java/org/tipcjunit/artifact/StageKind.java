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
    TRAIN,
    EVALUATE,
    PREDICT,
    EXPORT,
    INFER,
    CONVERT,
    SERVE,
    REQUEST;

    /** Get the name used in messages, folders and certificates, such as {@code train}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
