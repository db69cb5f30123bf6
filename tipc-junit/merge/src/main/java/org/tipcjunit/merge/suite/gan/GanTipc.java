// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;

/** Wishes a TIPC config for a new model. Values: {@code model}, {@code tipc}, {@code config}. */
final class GanTipc implements MergeJudge {

    private static final PathPattern CONFIGS = PathPattern.of("test_tipc/configs/**/train_infer_python.txt");

    @Override
    public Outcome judge(Review review) {
        if (review.addition().of(Set.of("generator", "model")).isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no generator and no model");
        }
        Set<String> names = GanNames.of(review);
        boolean tested = review.sources().paths(CONFIGS).stream()
                .anyMatch(path -> GanNames.isAny(path, names)
                        || review.sources()
                                .text(path)
                                .filter(text -> GanNames.isAny(text, names))
                                .isPresent());
        String model = GanNames.first(review);
        String file = "test_tipc/configs/" + model + "/train_infer_python.txt";
        String config = review.addition().of("config").stream()
                .map(AddedPart::path)
                .findFirst()
                .orElse("configs/" + model + ".yaml");
        return tested
                ? new Outcome.Holds()
                : Outcome.of(List.of(Violation.of(file)
                        .with("model", model)
                        .with("tipc", file)
                        .with("config", config)));
    }
}
