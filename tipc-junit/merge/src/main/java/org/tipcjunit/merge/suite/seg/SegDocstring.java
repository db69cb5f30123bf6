// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that the class of a model says what it implements. Values: {@code type}, {@code missing}. */
final class SegDocstring implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (SegModels.Model model : new SegModels(review).models()) {
            String text = model.type().documentation();
            List<String> missing = new ArrayList<>();
            if (!text.contains("implementation based on PaddlePaddle")) {
                missing.add("The ... implementation based on PaddlePaddle.");
            }
            if (!text.contains("original article refers to")) {
                missing.add("The original article refers to ...");
            }
            if (!text.contains("Args:")) {
                missing.add("Args:");
            }
            if (!missing.isEmpty()) {
                violations.add(Violation.at(model.module().path(), model.type().line())
                        .with("type", model.type().name())
                        .with("missing", String.join("; ", missing)));
            }
        }
        return Outcome.of(violations);
    }
}
