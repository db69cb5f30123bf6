// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Names;

/** Wishes a row in the list of models for a new backbone. Value: {@code model}. */
final class ClasModelList implements MergeJudge {

    private static final String MODELS = "docs/zh_CN/models/ImageNet1k/README.md";

    @Override
    public Outcome judge(Review review) {
        List<ClasModels.Backbone> backbones = new ClasModels(review).backbones();
        if (backbones.isEmpty()) {
            return new Outcome.DoesNotApply("no new module defines a model");
        }
        String text = review.sources().shown(MODELS).orElse("");
        List<Violation> violations = new ArrayList<>();
        for (ClasModels.Backbone backbone : backbones) {
            if (backbone.names().stream().noneMatch(name -> Names.mentions(text, name))) {
                violations.add(Violation.of(MODELS).with("model", ClasModels.first(backbone)));
            }
        }
        return Outcome.of(violations);
    }
}
