// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.problem;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Something that is not as it has to be.
 *
 * @param where where it is
 * @param what what is wrong, in one sentence without a full stop
 * @param expected what would be right; empty where the sentence says it
 * @param observed what was seen; empty where the sentence says it; may have several lines
 * @param remedy what to do about it; empty where nobody can say
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Problem(Place where, String what, String expected, String observed, String remedy) {

    /** Create a problem whose sentence says all but what to do. */
    public Problem(Place where, String what, String remedy) {
        this(where, what, "", "", remedy);
    }

    /** Get it as one text: the place and the sentence, then a line for each of the other parts that is not empty. */
    public String text() {
        return text("observed");
    }

    /** Get it as one text in which what was observed has a name of its own, such as {@code upstream}. */
    public String text(String observedName) {
        return sentence() + part("expected", expected) + part(observedName, observed) + part("remedy", remedy);
    }

    /** Get the place and the sentence alone. */
    public String sentence() {
        return where.prefix() + what;
    }

    private static String part(String name, String text) {
        return text.isEmpty() ? "" : "\n  " + name + ": " + text;
    }
}
