// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.Outcome;

/** Says that a change has nothing that a rule is about. */
final class Absent {

    private Absent() {}

    static Outcome of(Set<String> roles) {
        return new Outcome.DoesNotApply("the change adds none of: " + String.join(", ", new TreeSet<>(roles)));
    }
}
