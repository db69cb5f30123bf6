// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;

/**
 * What the suites' hooks put right in Markdown. Value: {@code fault}.
 *
 * @param blanks whether blanks at the ends of lines are looked for, which reviewers let pass; else line ends, tabs and the file's end
 */
record MarkdownForm(boolean blanks) implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<NewLines> files = NewLines.of(review, path -> path.endsWith(".md"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Markdown");
        }
        List<Violation> violations = new ArrayList<>();
        files.forEach(file -> firstFault(file).ifPresent(violations::add));
        return Outcome.of(violations);
    }

    /** One is enough to know that the hooks did not run. */
    private Optional<Violation> firstFault(NewLines file) {
        String path = file.file().path();
        for (NewLines.Line line : file.lines()) {
            String fault = fault(line.text());
            if (!fault.isEmpty()) {
                return Optional.of(Violation.at(path, line.number()).with("fault", fault));
            }
        }
        boolean endsWell = blanks
                || file.file().text().endsWith("\n")
                || file.file().text().isEmpty();
        return endsWell || file.lines().isEmpty()
                ? Optional.empty()
                : Optional.of(Violation.at(path, file.file().lines().size())
                        .with("fault", "no newline at the end of the file"));
    }

    private String fault(String line) {
        if (blanks) {
            return line.endsWith(" ") ? "blanks at the end of the line" : "";
        }
        if (line.endsWith("\r")) {
            return "CRLF";
        }
        return line.indexOf('\t') >= 0 ? "a tab" : "";
    }
}
