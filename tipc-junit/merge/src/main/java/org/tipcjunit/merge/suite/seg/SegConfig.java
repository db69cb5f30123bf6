// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands a config for each model that is registered. Values: {@code model}, {@code folder}. */
final class SegConfig implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        SegModels added = new SegModels(review);
        List<SegModels.Model> models = added.models();
        if (models.isEmpty()) {
            return new Outcome.DoesNotApply("the change registers no model");
        }
        Map<String, String> folders = added.folders();
        List<Violation> violations = new ArrayList<>();
        for (SegModels.Model model : models) {
            if (!folders.containsKey(model.type().name())) {
                violations.add(Violation.at(model.module().path(), model.type().line())
                        .with("model", model.type().name())
                        .with("folder", model.module().stem()));
            }
        }
        // Variants of one module share its configs.
        return Outcome.of(violations.size() < models.size() ? List.of() : violations);
    }
}
