// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands the sections of a config that training reads. Value: {@code missing}. */
final class GanSections implements MergeJudge {

    private static final List<String> WANTED =
            List.of("output_dir", "model", "dataset", "lr_scheduler", "optimizer", "log_config", "snapshot_config");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("config")) {
            review.sources()
                    .yaml(config.path())
                    .filter(file -> file.problem().isEmpty())
                    .ifPresent(file -> {
                        Set<String> missing = new LinkedHashSet<>(WANTED);
                        missing.removeIf(file::has);
                        if (!file.has("total_iters") && !file.has("epochs")) {
                            missing.add("total_iters | epochs");
                        }
                        if (!missing.isEmpty()) {
                            violations.add(Violation.of(config.path()).with("missing", String.join(", ", missing)));
                        }
                    });
        }
        return review.addition().of("config").isEmpty()
                ? new Outcome.DoesNotApply("the change adds no config")
                : Outcome.of(violations);
    }
}
