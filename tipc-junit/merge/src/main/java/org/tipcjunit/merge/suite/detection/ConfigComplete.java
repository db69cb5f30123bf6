// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that a config, with what it builds on, says all that training needs. Value: {@code missing}. */
final class ConfigComplete implements MergeJudge {

    private static final Set<String> WANTED = Set.of(
            "architecture",
            "epoch",
            "LearningRate",
            "OptimizerBuilder",
            "TrainReader",
            "EvalReader",
            "TrainDataset",
            "EvalDataset");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart config : review.addition().of("config")) {
            boolean isModel = review.sources()
                    .yaml(config.path())
                    .filter(file -> file.has("_BASE_"))
                    .isPresent();
            if (isModel) {
                seen++;
                Set<String> missing = new TreeSet<>(WANTED);
                missing.removeAll(new EffectiveConfig(review, config.path()).names());
                if (!missing.isEmpty()) {
                    violations.add(Violation.of(config.path()).with("missing", String.join(", ", missing)));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new config builds on others") : Outcome.of(violations);
    }
}
