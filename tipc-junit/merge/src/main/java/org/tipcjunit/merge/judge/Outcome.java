// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.judge;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.rule.Words;

/**
 * What a judge says of one rule.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public sealed interface Outcome {

    /** Create the outcome of these violations; the rule holds where there are none. */
    static Outcome of(List<Violation> violations) {
        return violations.isEmpty() ? new Holds() : new Broken(violations);
    }

    /** The rule is followed. */
    record Holds() implements Outcome {}

    /**
     * The rule is broken.
     *
     * @param violations where; at least one
     */
    record Broken(List<Violation> violations) implements Outcome {

        public Broken {
            violations = List.copyOf(violations);
        }
    }

    /**
     * The change has nothing that the rule is about.
     *
     * @param why what it lacks, in one sentence without a full stop
     */
    record DoesNotApply(String why) implements Outcome {}

    /**
     * Nobody can say: never a pass.
     *
     * @param why what is missing, in one sentence without a full stop
     */
    record CannotJudge(Words why) implements Outcome {}
}
