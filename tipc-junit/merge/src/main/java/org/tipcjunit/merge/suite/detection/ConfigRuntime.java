// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that a config builds on the suite's own runtime. */
final class ConfigRuntime implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart config : review.addition().of("config")) {
            if (review.sources()
                    .yaml(config.path())
                    .filter(file -> file.has("_BASE_"))
                    .isPresent()) {
                seen++;
                if (!new EffectiveConfig(review, config.path()).files().contains("configs/runtime.yml")) {
                    violations.add(Violation.of(config.path()));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new config builds on others") : Outcome.of(violations);
    }
}
