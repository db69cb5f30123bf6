// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;

/** Wishes a TIPC config for a new folder of configs. Values: {@code model}, {@code tipc}, {@code config}, {@code stem}. */
final class DetectionTipc implements MergeJudge {

    private static final PathPattern CONFIGS = PathPattern.of("test_tipc/{config,configs}/**/*.txt");

    @Override
    public Outcome judge(Review review) {
        List<String> tests = review.sources().paths(CONFIGS);
        List<Violation> violations = new ArrayList<>();
        Set<String> models = new LinkedHashSet<>();
        List<AddedPart> configs = review.addition().of("config").stream()
                .filter(config -> !config.path().contains("/_base_/"))
                .toList();
        for (AddedPart config : configs) {
            String model = ConfigPlace.model(config);
            boolean tested =
                    tests.stream().anyMatch(path -> path.contains("/" + model + "/") || path.contains(config.stem()));
            if (!tested && models.add(model)) {
                String file = "test_tipc/configs/" + model + "/" + config.stem() + "_train_infer_python.txt";
                violations.add(Violation.of(file)
                        .with("model", model)
                        .with("stem", config.stem())
                        .with("tipc", file)
                        .with("config", config.path()));
            }
        }
        return configs.isEmpty() ? new Outcome.DoesNotApply("the change adds no config") : Outcome.of(violations);
    }
}
