// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/**
 * Wishes that prepare.sh prepares the models of new TIPC configs that train. Values: those of {@link PreparedModel}.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PreparedConfigs implements MergeJudge {

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
