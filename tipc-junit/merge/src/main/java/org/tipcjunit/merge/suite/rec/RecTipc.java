// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands a TIPC config for a new model. */
final class RecTipc implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        RecModels models = RecModels.of(review);
        if (models.isEmpty()) {
            return RecModels.absent();
        }
        List<Violation> violations = models.folders().stream()
                .filter(folder -> config(review, folder).isEmpty())
                .map(folder -> RecModels.violation(path(folder), folder))
                .toList();
        return Outcome.of(violations);
    }

    /** Find the config: the one that is named after the model, else one that trains from its folder. */
    static Optional<String> config(Review review, String folder) {
        if (review.sources().has(path(folder))) {
            return Optional.of(path(folder));
        }
        return review
                .sources()
                .paths(path -> path.startsWith("test_tipc/configs/") && path.endsWith("/train_infer_python.txt"))
                .stream()
                .filter(path -> review.sources()
                        .text(path)
                        .filter(text -> text.contains(folder + "/"))
                        .isPresent())
                .findFirst();
    }

    private static String path(String folder) {
        return "test_tipc/configs/" + RecModels.model(folder) + "/train_infer_python.txt";
    }
}
