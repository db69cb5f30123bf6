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

/** Wishes a document for a new algorithm. Values: {@code model}, {@code document}. */
final class OcrDocument implements MergeJudge {

    private static final PathPattern DOCUMENTS = PathPattern.of("{doc/doc_ch,docs/algorithm/*}/algorithm_*.md");

    @Override
    public Outcome judge(Review review) {
        List<OcrAlgorithms.Algorithm> algorithms = new OcrAlgorithms(review).algorithms();
        if (algorithms.isEmpty()) {
            return new Outcome.DoesNotApply("no new config names a new class");
        }
        List<Violation> violations = new ArrayList<>();
        List<String> documents =
                review.sources().paths(path -> DOCUMENTS.test(path) && !path.contains("algorithm_overview"));
        for (OcrAlgorithms.Algorithm algorithm : algorithms) {
            boolean written = documents.stream()
                    .anyMatch(path -> Names.mentions(path, algorithm.name())
                            || review.sources()
                                    .said(path)
                                    .filter(text ->
                                            text.contains(algorithm.config().path()))
                                    .isPresent());
            if (!written) {
                String document = algorithm.document(review, false);
                violations.add(algorithm.violation(document).with("document", document));
            }
        }
        return Outcome.of(violations);
    }
}
