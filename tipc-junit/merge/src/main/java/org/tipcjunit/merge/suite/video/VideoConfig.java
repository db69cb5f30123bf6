// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.video;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands a config for a new backbone. Values: {@code models}, {@code model}, {@code module}. */
final class VideoConfig implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        VideoModels models = new VideoModels(review);
        List<VideoModels.Backbone> backbones = models.backbones();
        if (backbones.isEmpty()) {
            return new Outcome.DoesNotApply("the change registers no backbone");
        }
        List<Violation> violations = new ArrayList<>();
        for (VideoModels.Backbone backbone : backbones) {
            if (models.configs(backbone).isEmpty()) {
                violations.add(Violation.of(backbone.part().path())
                        .with("models", String.join(", ", backbone.classes()))
                        .with("model", backbone.model())
                        .with("module", backbone.part().stem()));
            }
        }
        return Outcome.of(violations);
    }
}
