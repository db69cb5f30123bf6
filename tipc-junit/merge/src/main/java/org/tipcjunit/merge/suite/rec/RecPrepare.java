// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.suite.common.PreparedModel;

/** Demands that prepare.sh brings the data of a new model. Values: those of {@link PreparedModel} and of all models. */
final class RecPrepare implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (String folder : RecModels.of(review).folders()) {
            Optional<String> config = RecTipc.config(review, folder);
            if (config.isPresent()) {
                seen++;
                String model = PreparedModel.name(review, config.get()).orElse(RecModels.model(folder));
                PreparedModel.missing(review, config.get(), model)
                        .map(missing -> RecModels.with(missing, folder).with("model", model))
                        .ifPresent(violations::add);
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new model has a TIPC config") : Outcome.of(violations);
    }
}
