// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;

/** Demands that commands of a README stand in blocks of bash. */
final class RecBash implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (String folder : RecModels.of(review).folders()) {
            Optional<MarkdownFile> readme = RecReadme.of(review, folder);
            if (readme.isPresent()) {
                seen++;
                if (readme.get().text().lines().noneMatch(line -> line.strip().matches("(```|~~~) *(bash|shell|sh)"))) {
                    violations.add(RecModels.violation(readme.get().path(), folder));
                }
            }
        }
        return seen == 0 ? new Outcome.DoesNotApply("no new model has a README") : Outcome.of(violations);
    }
}
