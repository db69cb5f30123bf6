// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.suite.common.WholeName;

/**
 * Demands that the list of models of the home page has a new model.
 *
 * @param file the home page
 */
record RecList(String file) implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        RecModels models = RecModels.of(review);
        if (models.isEmpty()) {
            return RecModels.absent();
        }
        if (!review.sources().has(file)) {
            return new Outcome.DoesNotApply("there is no " + file);
        }
        String text = review.sources().shown(file).orElse("");
        List<Violation> violations = models.folders().stream()
                .filter(folder -> !WholeName.isWritten(text, folder))
                .map(folder -> RecModels.violation(file, folder))
                .toList();
        return Outcome.of(violations);
    }
}
