// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.ocr;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.suite.common.PreparedModel;

/** Wishes that prepare.sh prepares the model of a new TIPC config. Values: those of {@link PreparedModel}. */
final class OcrPrepare implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("tipc")) {
            PreparedModel.name(review, config.path())
                    .flatMap(model -> PreparedModel.missing(review, config.path(), model))
                    .ifPresent(violations::add);
        }
        return Outcome.of(violations);
    }
}
