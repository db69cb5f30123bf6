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

/** Demands that a new backbone tells its shapes. Value: {@code type}. */
final class BackboneShape implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart part : review.addition().of("backbone")) {
            for (PythonClass type : NewModule.classes(review, part)) {
                seen++;
                boolean own = !type.bases().isEmpty() && type.bases().get(0).endsWith("Layer");
                if (own && !type.fields().contains("out_shape")) {
                    violations.add(Violation.at(part.path(), type.line()).with("type", type.name()));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("the change registers no backbone") : Outcome.of(violations);
    }
}
