// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How much a broken rule matters.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum RuleSeverity {
    /** The guide or a hook demands it, or at least 70 % of merged changes follow it. */
    ERROR,
    /** 30 to 70 % of merged changes follow it. */
    WARNING,
    /** Fewer do; it helps all the same. */
    HINT;

    /** Get the name that data and reports use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
