// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.YamlValue;

/** Demands that a config's weights are those that its training saves. Values: {@code weights}, {@code stem}. */
final class ConfigWeights implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (AddedPart config : review.addition().of("config")) {
            Optional<YamlValue> weights = review.sources().yaml(config.path()).flatMap(file -> file.get("weights"));
            if (weights.filter(value -> value.text().startsWith("output/")).isPresent()) {
                seen++;
                YamlValue value = weights.get();
                if (!value.text().startsWith("output/" + config.stem() + "/")) {
                    violations.add(Violation.at(config.path(), value.line())
                            .with("weights", value.text())
                            .with("stem", config.stem()));
                }
            }
        }
        return seen == 0
                ? new Outcome.DoesNotApply("no new config names weights below output/")
                : Outcome.of(violations);
    }
}
