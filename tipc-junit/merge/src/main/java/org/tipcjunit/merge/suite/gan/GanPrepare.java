// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.gan;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.suite.common.PreparedModel;

/** Demands that prepare.sh prepares the model of a new TIPC config. Values: those of {@link PreparedModel}. */
final class GanPrepare implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<AddedPart> configs = review.addition().of("tipc").stream()
                .filter(part -> part.stem().equals("train_infer_python"))
                .toList();
        if (configs.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no TIPC config");
        }
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : configs) {
            String model = PreparedModel.name(review, config.path()).orElse(config.folderName());
            PreparedModel.missing(review, config.path(), model).ifPresent(violations::add);
        }
        return Outcome.of(violations);
    }
}
