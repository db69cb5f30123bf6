// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that the TIPC config of a new model knows the modes of training. Value: {@code missing}. */
final class RecModes implements MergeJudge {

    private static final List<String> MODES =
            List.of("lite_train_lite_infer", "lite_train_whole_infer", "whole_train_whole_infer");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (String folder : RecModels.of(review).folders()) {
            Optional<String> path = RecTipc.config(review, folder);
            if (path.isPresent()) {
                seen++;
                String text = review.sources().text(path.get()).orElse("");
                List<String> missing =
                        MODES.stream().filter(mode -> !text.contains(mode)).toList();
                if (!missing.isEmpty()) {
                    violations.add(RecModels.violation(path.get(), folder).with("missing", String.join(", ", missing)));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new model has a TIPC config") : Outcome.of(violations);
    }
}
