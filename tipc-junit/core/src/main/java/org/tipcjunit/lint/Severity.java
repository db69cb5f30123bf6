// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How much a diagnosis matters.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Severity {
    /** Upstream's script does something else than the config shows, and does not say so. */
    ERROR,
    /** Something is probably not meant, or depends on how the repository's scripts are written. */
    WARNING,
    /** Nothing is wrong now, but it easily becomes wrong. */
    NOTE;

    /** Get the name that reports show, such as {@code error}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
