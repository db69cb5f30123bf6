// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that a backbone names its weights. Values: {@code module}, {@code model}. */
final class ClasPretrained implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<ClasModels.Backbone> backbones = new ClasModels(review).backbones();
        if (backbones.isEmpty()) {
            return new Outcome.DoesNotApply("no new module defines a model");
        }
        List<Violation> violations = new ArrayList<>();
        for (ClasModels.Backbone backbone : backbones) {
            if (!backbone.file().listed().containsKey("MODEL_URLS")) {
                violations.add(Violation.of(backbone.part().path())
                        .with("module", backbone.part().stem())
                        .with("model", ClasModels.first(backbone)));
            }
        }
        return Outcome.of(violations);
    }
}
