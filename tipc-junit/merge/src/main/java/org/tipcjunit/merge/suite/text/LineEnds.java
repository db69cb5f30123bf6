// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/** Wishes that code and configs end their lines as the suite's do, without a carriage return. Values: {@code returns}, {@code path}. */
final class LineEnds implements MergeJudge {

    /** Of Markdown, scripts and TIPC configs other rules speak. */
    private static final Pattern NAMES = Pattern.compile("(?s).*\\.(py|ya?ml)");

    private static final String RETURN = "\r";

    @Override
    public Outcome judge(Review review) {
        List<ChangedFile> files = review.change().files().stream()
                .filter(file -> file.isThere() && NAMES.matcher(file.path()).matches())
                .toList();
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no code and no config");
        }
        List<Violation> violations = new ArrayList<>();
        for (ChangedFile file : files) {
            review.sources()
                    .view()
                    .read(file.path())
                    .filter(FileContent::isText)
                    .filter(content -> content.text().contains(RETURN))
                    .ifPresent(content -> check(file, content, review.sources().newLines(file), violations));
        }
        return Outcome.of(violations);
    }

    private static void check(ChangedFile file, FileContent content, BitSet added, List<Violation> violations) {
        List<String> lines = content.lines();
        List<Integer> returned = added.stream()
                .filter(number -> lines.get(number - 1).endsWith(RETURN))
                .boxed()
                .toList();
        if (!returned.isEmpty()) {
            violations.add(Violation.at(file.path(), returned.get(0))
                    .with("returns", String.valueOf(returned.size()))
                    .with("path", file.path()));
        }
    }
}
