// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonClass;

/** Wishes that a backbone takes the number of classes. Value: {@code module}. */
final class ClasClassNumber implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<ClasModels.Backbone> backbones = new ClasModels(review).backbones();
        if (backbones.isEmpty()) {
            return new Outcome.DoesNotApply("no new module defines a model");
        }
        List<Violation> violations = new ArrayList<>();
        for (ClasModels.Backbone backbone : backbones) {
            boolean own = backbone.file().classes().stream().anyMatch(ClasClassNumber::takes);
            boolean borrowed = backbone.file().classes().stream()
                    .noneMatch(type -> type.method("__init__").isPresent());
            if (!own && !borrowed) {
                violations.add(Violation.of(backbone.part().path())
                        .with("module", backbone.part().stem()));
            }
        }
        return Outcome.of(violations);
    }

    private static boolean takes(PythonClass type) {
        return type.method("__init__").stream()
                .anyMatch(constructor -> constructor.parameters().contains("class_num")
                        || constructor.parameters().contains("num_classes"));
    }
}
