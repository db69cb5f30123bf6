// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.suite.common.NewModule;

/** Demands the category of a new architecture. Value: {@code type}. */
final class ArchitectureCategory implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart part : review.addition().of("architecture")) {
            List<PythonClass> types = NewModule.classes(review, part);
            seen += types.size();
            // A file may hold what its architecture is made of.
            boolean none = types.stream().noneMatch(type -> type.fields().contains("__category__"));
            if (none && !types.isEmpty()) {
                violations.add(Violation.at(part.path(), types.get(0).line())
                        .with("type", types.get(0).name()));
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("the change registers no architecture") : Outcome.of(violations);
    }
}
