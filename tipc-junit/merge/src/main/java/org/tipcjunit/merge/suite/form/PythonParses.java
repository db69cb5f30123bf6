// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.PythonFile;

/** Demands that Python can read the Python that is new or changed. Value: {@code fault}. */
final class PythonParses implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<String> paths = review.change().touched(path -> path.endsWith(".py"));
        if (paths.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Python");
        }
        List<Violation> violations = new ArrayList<>();
        for (PythonFile file : review.sources().pythons(paths)) {
            Utf8.fault(review, file.path()).ifPresent(violations::add);
            file.problem()
                    .ifPresent(fault -> violations.add(
                            Violation.at(file.path(), fault.line()).with("fault", fault.what())));
        }
        return Outcome.of(violations);
    }
}
