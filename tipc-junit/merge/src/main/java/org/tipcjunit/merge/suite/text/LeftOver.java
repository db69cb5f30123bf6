// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.text;

import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Demands that what editors, notebooks and runs of Python leave behind is not committed. */
final class LeftOver implements MergeJudge {

    private static final Pattern LEFT =
            Pattern.compile("(?s)(?:.*/)?(?:__pycache__/.*|[^/]*\\.py[co]|\\.DS_Store|Thumbs\\.db|\\.idea/.*"
                    + "|\\.vscode/.*|\\.ipynb_checkpoints/.*|nohup\\.out|[^/]*\\.sw[op]|[^/]*\\.(?:orig|rej))");

    @Override
    public Outcome judge(Review review) {
        List<String> added = review.change().added(path -> true);
        if (added.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds no file");
        }
        return Outcome.of(added.stream()
                .filter(path -> LEFT.matcher(path).matches())
                .map(Violation::of)
                .toList());
    }
}
