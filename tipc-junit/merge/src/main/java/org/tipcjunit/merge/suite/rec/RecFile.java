// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/**
 * Demands a file in the folder of a new model. Values: {@code folder}, {@code model}, {@code group}, {@code file}.
 *
 * @param names the names of which one has to be there
 */
record RecFile(List<String> names) implements MergeJudge {

    static RecFile of(String... names) {
        return new RecFile(List.of(names));
    }

    @Override
    public Outcome judge(Review review) {
        RecModels models = RecModels.of(review);
        if (models.isEmpty()) {
            return RecModels.absent();
        }
        List<Violation> violations = models.folders().stream()
                .filter(folder ->
                        names.stream().noneMatch(name -> review.sources().has(folder + "/" + name)))
                .map(folder -> RecModels.violation(folder + "/" + names.get(0), folder))
                .toList();
        return Outcome.of(violations);
    }
}
