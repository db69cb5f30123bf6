// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Subject;

/** Says that a class names no backbones, for all who compare them. */
final class NoBackbones {

    private NoBackbones() {}

    static Finding finding(Clause clause, Subject subject) {
        return subject.notDeclared(
                clause,
                "the class names no backbones",
                "annotate the class with @Backbones(original = ...) beside @TipcModel");
    }
}
