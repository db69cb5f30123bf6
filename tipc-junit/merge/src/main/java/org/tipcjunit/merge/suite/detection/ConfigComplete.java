// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.detection;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that a config, with what it builds on, says all that training needs. Value: {@code missing}. */
final class ConfigComplete implements MergeJudge {

    /** What is wanted, and by which names: trackers and semi-supervised detectors have readers and data of their own. */
    private static final Map<String, Pattern> WANTED = Map.of(
            "architecture", Pattern.compile("architecture"),
            "epoch", Pattern.compile("epoch"),
            "LearningRate", Pattern.compile("LearningRate"),
            "OptimizerBuilder", Pattern.compile("OptimizerBuilder"),
            "TrainReader", Pattern.compile("\\w*Train\\w*Reader"),
            "EvalReader", Pattern.compile("\\w*Eval\\w*Reader"),
            "TrainDataset", Pattern.compile("\\w*Train\\w*Dataset"),
            "EvalDataset", Pattern.compile("\\w*Eval\\w*Dataset"));

    @Override
    public Outcome judge(Review review) {
        return EffectiveConfig.each(review, (config, effective) -> {
            Set<String> missing = new TreeSet<>();
            WANTED.forEach((wanted, names) -> {
                if (effective.names().stream()
                        .noneMatch(name -> names.matcher(name).matches())) {
                    missing.add(wanted);
                }
            });
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Violation.of(config.path()).with("missing", String.join(", ", missing)));
        });
    }
}
