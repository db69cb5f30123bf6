// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.ocr;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.Names;

/** Wishes a TIPC config for a new algorithm. Values: {@code model}, {@code name}, {@code tipc}, {@code config}, {@code task}. */
final class OcrTipc implements MergeJudge {

    private static final PathPattern TESTS = PathPattern.of("test_tipc/configs/**/*.{txt,yml}");

    @Override
    public Outcome judge(Review review) {
        List<OcrAlgorithms.Algorithm> algorithms = new OcrAlgorithms(review).algorithms();
        if (algorithms.isEmpty()) {
            return new Outcome.DoesNotApply("no new config names a new class");
        }
        List<String> tests = review.sources().paths(TESTS);
        List<Violation> violations = new ArrayList<>();
        for (OcrAlgorithms.Algorithm algorithm : algorithms) {
            boolean tested = tests.stream()
                    .anyMatch(path -> Names.mentions(path, algorithm.config().stem())
                            || review.sources().text(path).stream()
                                    .flatMap(String::lines)
                                    .anyMatch(line -> names(line, algorithm)));
            if (!tested) {
                String name = algorithm.config().stem();
                String tipc = "test_tipc/configs/" + name + "/train_infer_python.txt";
                violations.add(algorithm.violation(tipc).with("name", name).with("tipc", tipc));
            }
        }
        return Outcome.of(violations);
    }

    private static boolean names(String line, OcrAlgorithms.Algorithm algorithm) {
        return line.contains(algorithm.config().path())
                || line.strip().equals("algorithm: " + algorithm.name())
                || line.strip().equals("--" + algorithm.task() + "_algorithm:" + algorithm.name());
    }
}
