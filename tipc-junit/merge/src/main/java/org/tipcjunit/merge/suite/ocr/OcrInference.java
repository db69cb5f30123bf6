// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.source.PythonFile;

/** Wishes that the inference script of the task knows a new algorithm. Values: {@code model}, {@code task}, {@code script}. */
final class OcrInference implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<OcrAlgorithms.Algorithm> algorithms = new OcrAlgorithms(review).algorithms();
        if (algorithms.isEmpty()) {
            return new Outcome.DoesNotApply("no new config names a new class");
        }
        List<Violation> violations = new ArrayList<>();
        for (OcrAlgorithms.Algorithm algorithm : algorithms) {
            String script = "tools/infer/predict_" + algorithm.task() + ".py";
            Optional<PythonFile> file = review.sources().python(script);
            boolean knows = file.stream()
                    .flatMap(python -> python.strings().keySet().stream())
                    .anyMatch(word -> Names.same(word, algorithm.name()));
            if (file.isPresent() && !knows) {
                violations.add(algorithm.violation(script).with("script", script));
            }
        }
        return Outcome.of(violations);
    }
}
