// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that the list of models speaks of a new architecture. Value: {@code model}. */
final class ModelZoo implements MergeJudge {

    private static final String ZOO = "docs/MODEL_ZOO_cn.md";

    @Override
    public Outcome judge(Review review) {
        Set<String> models = new LinkedHashSet<>();
        review.addition().of("config").forEach(config -> models.add(ConfigPlace.model(config)));
        if (models.isEmpty() || !review.sources().has(ZOO)) {
            return new Outcome.DoesNotApply("the change adds no config, or there is no list of models");
        }
        String text = review.sources().shown(ZOO).orElse("");
        List<Violation> violations = models.stream()
                .filter(model -> !text.contains("configs/" + model))
                .map(model -> Violation.of(ZOO).with("model", model))
                .toList();
        return Outcome.of(violations);
    }
}
