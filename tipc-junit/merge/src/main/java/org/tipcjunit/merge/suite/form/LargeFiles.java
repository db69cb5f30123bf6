// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.OfficialSuite;

/** Demands that new files are no larger than the suite's hook lets through. Values: {@code size}, {@code limit}. */
final class LargeFiles implements MergeJudge {

    /** In KiB; what has no hook of its own is measured by the default of the hook of the others, four times. */
    private static final Map<OfficialSuite, Integer> LIMITS = Map.of(
            OfficialSuite.PADDLE_VIDEO, 500,
            OfficialSuite.PADDLE_REC, 500,
            OfficialSuite.PADDLE_GAN, 1800,
            OfficialSuite.PADDLE_OCR, 2048);

    private static final int OTHERWISE = 2048;

    @Override
    public Outcome judge(Review review) {
        long limit = review.suite()
                .suite()
                .map(suite -> LIMITS.getOrDefault(suite, OTHERWISE))
                .orElse(OTHERWISE);
        List<Violation> violations = new ArrayList<>();
        for (String path : review.change().added(path -> true)) {
            Optional<FileContent> content = review.sources().view().read(path);
            long kib = content.map(FileContent::size).orElse(0L) / 1024;
            if (kib > limit) {
                violations.add(
                        Violation.of(path).with("size", String.valueOf(kib)).with("limit", String.valueOf(limit)));
            }
        }
        return Outcome.of(violations);
    }
}
