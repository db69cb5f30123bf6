// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that the README of a new model names the paper. */
final class SegReference implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<String> readmes = new SegModels(review).readmes();
        if (readmes.isEmpty()) {
            return new Outcome.DoesNotApply("no new model has a README");
        }
        List<Violation> violations = new ArrayList<>();
        for (String path : readmes) {
            String text = review.sources().said(path).orElse("").toLowerCase(Locale.ROOT);
            if (!text.contains("reference") && !text.contains("参考")) {
                violations.add(Violation.of(path));
            }
        }
        return Outcome.of(violations);
    }
}
