// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that nothing new uses {@code paddle.fluid}, which Paddle 2.5 removed. */
final class NoFluid implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (NewLines file : NewLines.of(review, path -> path.endsWith(".py"))) {
            String path = file.file().path();
            review.sources().python(path).stream()
                    .flatMap(python -> python.fluid().stream())
                    .filter(file::contains)
                    .min(Comparator.naturalOrder())
                    .ifPresent(line -> violations.add(Violation.at(path, line)));
        }
        return Outcome.of(violations);
    }
}
