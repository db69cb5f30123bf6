// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.EffectiveYaml;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.suite.common.Ways;

/** Demands that a new config that names a model says, with what it builds on, all that a training of it needs. Value: {@code missing}. */
final class SegSections implements MergeJudge {

    private static final List<String> SECTIONS =
            List.of("iters", "train_dataset", "val_dataset", "optimizer | learning_rate", "loss");

    private static final Pattern EITHER = Pattern.compile(" \\| ");

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> configs = review.addition().of("config");
        if (configs.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no config");
        }
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : configs) {
            EffectiveYaml.of(review.sources(), config.path(), Ways::from)
                    .filter(file -> file.has("model") && !isForExport(file))
                    .ifPresent(file -> {
                        List<String> missing = SECTIONS.stream()
                                .filter(section -> EITHER.splitAsStream(section).noneMatch(file::has))
                                .toList();
                        if (!missing.isEmpty()) {
                            violations.add(Violation.of(config.path()).with("missing", String.join(", ", missing)));
                        }
                    });
        }
        return Outcome.of(violations);
    }

    /** A config that says how to export, and nothing of a training, is of a model that another config trains. */
    private static boolean isForExport(YamlFile file) {
        return file.has("export") && !file.has("train_dataset") && !file.has("iters");
    }
}
