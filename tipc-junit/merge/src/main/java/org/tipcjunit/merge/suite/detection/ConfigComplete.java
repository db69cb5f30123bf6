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

    private static final Set<String> TRAINING = Set.of("epoch", "LearningRate", "OptimizerBuilder", "TrainReader");

    private static final Pattern OF_TRACKERS = Pattern.compile("(?:Eval|Test)MOTDataset");

    /** A tracker that is put together of trained parts is only evaluated. */
    private static boolean isOfTracker(EffectiveConfig effective, Set<String> missing) {
        return missing.containsAll(TRAINING)
                && effective.names().stream()
                        .anyMatch(name -> OF_TRACKERS.matcher(name).matches());
    }

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
            return missing.isEmpty() || isOfTracker(effective, missing)
                    ? Optional.empty()
                    : Optional.of(Violation.of(config.path()).with("missing", String.join(", ", missing)));
        });
    }
}
