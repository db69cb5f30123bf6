// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes plain constructors of models. Values: {@code type}, {@code fault}. */
final class SegSuper implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (SegModels.Model model : new SegModels(review).models()) {
            model.type().method("__init__").ifPresent(constructor -> {
                String fault = !constructor.variable().isEmpty()
                        ? "has *" + String.join(", *", constructor.variable())
                        : constructor.superArguments() > 0 ? "gives arguments to super()" : "";
                if (!fault.isEmpty()) {
                    violations.add(Violation.at(model.module().path(), constructor.line())
                            .with("type", model.type().name())
                            .with("fault", fault));
                }
            });
        }
        return Outcome.of(violations);
    }
}
