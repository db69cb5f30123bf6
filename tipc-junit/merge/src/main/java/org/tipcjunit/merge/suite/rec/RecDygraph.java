// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.PythonFile;

/** Demands the class and the methods that the trainer calls. Value: {@code missing}. */
final class RecDygraph implements MergeJudge {

    private static final List<String> METHODS =
            List.of("create_model", "create_optimizer", "create_metrics", "train_forward", "infer_forward");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (AddedPart part : review.addition().of("dygraph")) {
            Optional<PythonFile> file = review.sources().python(part.path());
            Optional<PythonClass> type = file.flatMap(python -> python.findClass("DygraphModel"));
            Set<String> missing = new LinkedHashSet<>();
            METHODS.stream()
                    .filter(name -> type.flatMap(found -> found.method(name)).isEmpty())
                    .forEach(missing::add);
            boolean own = own(review, part.folder());
            boolean readable = file.filter(python -> python.problem().isEmpty()).isPresent();
            // A model with its own trainer is called by that.
            boolean wrong = type.isEmpty() || !missing.isEmpty();
            if (readable && wrong && !own) {
                violations.add(RecModels.with(
                                Violation.at(
                                        part.path(), type.map(PythonClass::line).orElse(0)),
                                part.folder())
                        .with("missing", type.isEmpty() ? "class DygraphModel" : String.join(", ", missing)));
            }
        }
        return review.addition().of("dygraph").isEmpty() ? RecModels.absent() : Outcome.of(violations);
    }

    private static boolean own(Review review, String folder) {
        return review.sources().has(folder + "/trainer.py") || review.sources().has(folder + "/infer.py");
    }
}
