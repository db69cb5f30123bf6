// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that links of the tree lead to something in it. */
final class TreeLinks implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        Set<String> broken = review.sources().view().brokenLinks();
        List<Violation> violations = new ArrayList<>();
        for (String path : review.change().touched(broken::contains)) {
            violations.add(Violation.of(path));
        }
        return Outcome.of(violations);
    }
}
