// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.ocr;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that prepare.sh knows the model of a new TIPC config. Value: {@code model}. */
final class OcrPrepare implements MergeJudge {

    private static final String SCRIPT = "test_tipc/prepare.sh";

    @Override
    public Outcome judge(Review review) {
        String script = review.sources().text(SCRIPT).orElse("");
        List<Violation> violations = new ArrayList<>();
        for (AddedPart config : review.addition().of("tipc")) {
            review.sources().text(config.path()).stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("model_name:"))
                    .map(line -> line.substring("model_name:".length()).strip())
                    .findFirst()
                    .filter(model -> !script.contains(model))
                    .ifPresent(model -> violations.add(Violation.of(SCRIPT).with("model", model)));
        }
        return Outcome.of(violations);
    }
}
