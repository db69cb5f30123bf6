// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that new Python begins with a notice of its copyright. */
final class Copyright implements MergeJudge {

    private static final int FIRST_LINES = 15;

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (String path : review.change().added(name -> name.endsWith(".py"))) {
            List<String> lines = review.sources()
                    .text(path)
                    .orElse("")
                    .lines()
                    .limit(FIRST_LINES)
                    .toList();
            boolean empty = lines.stream().allMatch(String::isBlank);
            if (!empty
                    && lines.stream()
                            .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("copyright"))) {
                violations.add(Violation.of(path)
                        .with("year", String.valueOf(review.change().date().getYear())));
            }
        }
        return Outcome.of(violations);
    }
}
