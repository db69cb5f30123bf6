// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands sample data beside a new model. */
final class RecSample implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        RecModels models = RecModels.of(review);
        if (models.isEmpty()) {
            return RecModels.absent();
        }
        List<Violation> violations = models.folders().stream()
                .filter(folder -> !review.sources().hasFolder(folder + "/data"))
                .map(folder -> RecModels.violation(folder + "/data/sample_data", folder))
                .toList();
        return Outcome.of(violations);
    }
}
