// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands a config for a new backbone. Values: {@code models}, {@code model}, {@code family}. */
final class ClasConfig implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        ClasModels models = new ClasModels(review);
        List<ClasModels.Backbone> backbones = models.backbones();
        if (backbones.isEmpty()) {
            return new Outcome.DoesNotApply("no new module defines a model");
        }
        Set<String> named = models.configs().keySet();
        List<Violation> violations = new ArrayList<>();
        for (ClasModels.Backbone backbone : backbones) {
            if (backbone.names().stream().noneMatch(named::contains)) {
                violations.add(Violation.of(backbone.part().path())
                        .with("models", String.join(", ", new TreeSet<>(backbone.names())))
                        .with("model", ClasModels.first(backbone))
                        .with("family", models.family(backbone)));
            }
        }
        return Outcome.of(violations);
    }
}
