// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Why a rule is one.
 *
 * @param kind who demands it
 * @param document the file of the suite that says so, with its line, or the hook's name; empty where only history does
 * @param share how much of history follows it; empty where nobody counted
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RuleSource(Kind kind, String document, Optional<Share> share) {

    /** Who demands something. */
    public enum Kind {
        /** A guide of the suite. */
        DOCUMENTED,
        /** A hook or a check of the suite's CI. */
        HOOK,
        /** What merged changes have in common. */
        EMPIRICAL,
        /** What reviewers asked for. */
        REVIEW;

        /** Get the name that data and reports use. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How many of the merged changes that a rule is about follow it.
     *
     * @param followed how many do
     * @param of how many there are
     */
    public record Share(int followed, int of) {

        public Share {
            if (followed < 0 || followed > of) {
                throw new IllegalArgumentException(followed + " of " + of);
            }
        }

        /** Get it as {@code 34 of 41 (83 %)}. */
        public String text() {
            return of == 0 ? "0 of 0" : "%d of %d (%d %%)".formatted(followed, of, Math.round(100.0 * followed / of));
        }
    }
}
