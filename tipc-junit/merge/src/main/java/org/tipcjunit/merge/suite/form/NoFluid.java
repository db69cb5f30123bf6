// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonFile;

/** Demands that nothing new uses {@code paddle.fluid}, which Paddle 2.5 removed. */
final class NoFluid implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (NewLines file : NewLines.of(review, path -> path.endsWith(".py"))) {
            Set<Integer> used = new TreeSet<>();
            review.sources().python(file.file().path()).map(PythonFile::fluid).ifPresent(used::addAll);
            file.lines().stream()
                    .filter(line -> used.contains(line.number()))
                    .findFirst()
                    .ifPresent(line -> violations.add(Violation.at(file.file().path(), line.number())));
        }
        return Outcome.of(violations);
    }
}
