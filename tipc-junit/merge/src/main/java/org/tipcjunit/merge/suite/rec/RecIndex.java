// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.rec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.suite.common.WholeName;

/** Demands that the index of documents has a new one. */
final class RecIndex implements MergeJudge {

    private static final String INDEX = "doc/source/models/index.rst";

    /** A comment of reStructuredText with the lines that are set in below it; what ends with two colons is a directive. */
    private static final Pattern COMMENT =
            Pattern.compile("(?m)^\\.\\.(?:[ \\t]+(?![\\w:-]+::|_|\\[).*)?$(?:\\n(?:[ \\t]+.*)?)*+");

    @Override
    public Outcome judge(Review review) {
        String index = COMMENT.matcher(review.sources().text(INDEX).orElse("").replace("\r\n", "\n"))
                .replaceAll("");
        List<Violation> violations = new ArrayList<>();
        int seen = 0;
        for (String folder : RecModels.of(review).folders()) {
            if (review.sources().has(RecDocument.path(folder))) {
                seen++;
                if (!WholeName.isWritten(index, RecModels.group(folder) + "/" + RecModels.model(folder))) {
                    violations.add(RecModels.violation(INDEX, folder));
                }
            }
        }
        return seen == 0
                ? new Outcome.DoesNotApply("no new model has a document in doc/source")
                : Outcome.of(violations);
    }
}
