// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that a config says which networks are exported. */
final class GanExport implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> configs = review.addition().of("config");
        boolean exported = configs.stream().anyMatch(config -> review.sources()
                .yaml(config.path())
                .filter(file -> file.has("export_model"))
                .isPresent());
        if (configs.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no config");
        }
        return exported
                ? new Outcome.Holds()
                : Outcome.of(List.of(Violation.of(configs.get(0).path())));
    }
}
