// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands a document of a new model in doc/source, whose first line is its name with its paper. */
final class RecDocument implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        RecModels models = RecModels.of(review);
        if (models.isEmpty()) {
            return RecModels.absent();
        }
        List<Violation> violations = models.folders().stream()
                .filter(folder -> !review.sources().has(path(folder)))
                .map(folder -> RecModels.violation(path(folder), folder))
                .toList();
        return Outcome.of(violations);
    }

    static String path(String folder) {
        return "doc/source/" + folder + ".md";
    }
}
