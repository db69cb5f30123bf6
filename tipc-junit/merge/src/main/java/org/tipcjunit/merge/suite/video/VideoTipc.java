// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.video;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;

/** Wishes a TIPC config for a new model. Values: {@code model}, {@code config}. */
final class VideoTipc implements MergeJudge {

    private static final PathPattern TESTS = PathPattern.of("test_tipc/configs/**/*.txt");

    @Override
    public Outcome judge(Review review) {
        VideoModels models = new VideoModels(review);
        List<VideoModels.Backbone> backbones = models.backbones();
        if (backbones.isEmpty()) {
            return new Outcome.DoesNotApply("the change registers no backbone");
        }
        List<String> tests = review.sources().paths(TESTS);
        List<Violation> violations = new ArrayList<>();
        for (VideoModels.Backbone backbone : backbones) {
            List<String> configs = models.configs(backbone);
            boolean tested = tests.stream()
                    .anyMatch(path -> backbone.isIn(path)
                            || configs.stream().anyMatch(config -> review.sources()
                                    .text(path)
                                    .filter(text -> text.contains(config))
                                    .isPresent()));
            if (!tested) {
                violations.add(Violation.of("test_tipc/configs/" + backbone.model() + "/train_infer_python.txt")
                        .with("model", backbone.model())
                        .with(
                                "config",
                                configs.isEmpty() ? "configs/" + backbone.part().stem() + ".yaml" : configs.get(0)));
            }
        }
        return Outcome.of(violations);
    }
}
