// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that tools/inference.py knows a new model. Value: {@code model}. */
final class GanInference implements MergeJudge {

    private static final String SCRIPT = "tools/inference.py";

    @Override
    public Outcome judge(Review review) {
        if (review.addition().of("model").isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no model");
        }
        Set<String> names = GanNames.of(review);
        String text = review.sources().text(SCRIPT).orElse("");
        return GanNames.isAny(text, names)
                ? new Outcome.Holds()
                : Outcome.of(List.of(Violation.of(SCRIPT).with("model", GanNames.first(review))));
    }
}
