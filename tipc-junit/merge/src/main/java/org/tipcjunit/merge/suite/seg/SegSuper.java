// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;

/** Wishes plain constructors of models. Values: {@code type}, {@code fault}. */
final class SegSuper implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (SegModels.Model model : new SegModels(review).models()) {
            model.type().method("__init__").ifPresent(constructor -> {
                if (!constructor.variable().isEmpty() || constructor.superArguments() > 0) {
                    String variable = "*" + String.join(", *", constructor.variable());
                    Words fault = constructor.variable().isEmpty()
                            ? new Words("gives arguments to super()", "向 super() 传递了参数")
                            : new Words("has " + variable, "带有 " + variable);
                    violations.add(Violation.at(model.module().path(), constructor.line())
                            .with("type", model.type().name())
                            .with("fault", fault));
                }
            });
        }
        return Outcome.of(violations);
    }
}
