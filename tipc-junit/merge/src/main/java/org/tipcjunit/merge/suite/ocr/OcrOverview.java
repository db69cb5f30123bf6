// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.ocr;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.suite.common.Ways;

/**
 * Demands that the overview of algorithms speaks of a new one. Values: {@code model}, where it lies as document, the way from there to its own document as link, and others.
 *
 * @param documents where the overview lies, the older layout first
 * @param english whether it is in English
 */
record OcrOverview(List<String> documents, boolean english) implements MergeJudge {

    OcrOverview {
        documents = List.copyOf(documents);
    }

    @Override
    public Outcome judge(Review review) {
        List<OcrAlgorithms.Algorithm> algorithms = new OcrAlgorithms(review).algorithms();
        if (algorithms.isEmpty()) {
            return new Outcome.DoesNotApply("no new config names a new class");
        }
        List<String> there = documents.stream().filter(review.sources()::has).toList();
        if (there.isEmpty()) {
            return new Outcome.DoesNotApply("there is none of: " + String.join(", ", documents));
        }
        List<Violation> violations = new ArrayList<>();
        for (OcrAlgorithms.Algorithm algorithm : algorithms) {
            boolean written = there.stream()
                    .anyMatch(
                            path -> Names.mentions(review.sources().shown(path).orElse(""), algorithm.name()));
            if (!written) {
                violations.add(algorithm
                        .violation(there.get(0))
                        .with("document", there.get(0))
                        .with("link", Ways.between(there.get(0), algorithm.document(review, english))));
            }
        }
        return Outcome.of(violations);
    }
}
