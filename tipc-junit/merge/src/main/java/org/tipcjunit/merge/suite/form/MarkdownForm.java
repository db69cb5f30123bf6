// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.OfficialSuite;
import org.tipcjunit.merge.rule.Words;

/**
 * What the suites' hooks put right in Markdown. Value: {@code fault}.
 *
 * @param blanks whether blanks at the ends of lines are looked for, which reviewers let pass; else line ends, tabs and the file's end
 */
record MarkdownForm(boolean blanks) implements MergeJudge {

    /** Whose hooks remove tabs, and whose remove carriage returns, by their .pre-commit-config.yaml. */
    private static final Set<OfficialSuite> TABS =
            Set.of(OfficialSuite.PADDLE_CLAS, OfficialSuite.PADDLE_DETECTION, OfficialSuite.PADDLE_SEG);

    private static final Set<OfficialSuite> RETURNS = Set.of(
            OfficialSuite.PADDLE_CLAS,
            OfficialSuite.PADDLE_DETECTION,
            OfficialSuite.PADDLE_SEG,
            OfficialSuite.PADDLE_OCR,
            OfficialSuite.PADDLE_REC);

    @Override
    public Outcome judge(Review review) {
        List<NewLines> files = NewLines.of(review, path -> path.endsWith(".md"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Markdown");
        }
        List<Violation> violations = new ArrayList<>();
        Optional<OfficialSuite> suite = review.suite().suite();
        boolean tabs = suite.filter(TABS::contains).isPresent();
        boolean returns = suite.filter(RETURNS::contains).isPresent();
        files.forEach(file -> firstFault(file, tabs, returns).ifPresent(violations::add));
        return Outcome.of(violations);
    }

    /** One is enough to know that the hooks did not run. */
    private Optional<Violation> firstFault(NewLines file, boolean tabs, boolean returns) {
        String path = file.file().path();
        for (NewLines.Line line : file.lines()) {
            Optional<Words> fault = fault(line.text(), tabs, returns);
            if (fault.isPresent()) {
                return Optional.of(Violation.at(path, line.number()).with("fault", fault.get()));
            }
        }
        boolean endsWell = blanks
                || file.file().text().endsWith("\n")
                || file.file().text().isEmpty();
        return endsWell || file.isEmpty()
                ? Optional.empty()
                : Optional.of(Violation.at(path, file.file().lines().size())
                        .with("fault", new Words("no newline at the end of the file", "文件末尾没有换行")));
    }

    private Optional<Words> fault(String line, boolean tabs, boolean returns) {
        if (blanks) {
            return line.endsWith(" ")
                    ? Optional.of(new Words("blanks at the end of the line", "行尾有空白"))
                    : Optional.empty();
        }
        if (returns && line.endsWith("\r")) {
            return Optional.of(new Words("CRLF", "CRLF 换行"));
        }
        return tabs && line.indexOf('\t') >= 0 ? Optional.of(new Words("a tab", "制表符")) : Optional.empty();
    }
}
