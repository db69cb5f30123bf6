// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownTable;

/** Wishes that a row of a table has as many cells as its header. Values: {@code cells}, {@code columns}. */
final class TableColumns implements MergeJudge {

    @Override
    public Outcome judge(Review review) {
        List<NewLines> files = NewLines.of(review, path -> path.endsWith(".md"));
        if (files.isEmpty()) {
            return new Outcome.DoesNotApply("the change touches no Markdown");
        }
        List<Violation> violations = new ArrayList<>();
        for (NewLines file : files) {
            Set<Integer> added = new HashSet<>();
            file.lines().forEach(line -> added.add(line.number()));
            review.sources().markdown(file.file().path()).ifPresent(text -> check(text, added, violations));
        }
        return Outcome.of(violations);
    }

    private static void check(MarkdownFile file, Set<Integer> added, List<Violation> violations) {
        for (MarkdownTable table : file.tables()) {
            for (MarkdownTable.Row row : table.rows()) {
                if (added.contains(row.line())
                        && row.written() != table.header().size()) {
                    violations.add(Violation.at(file.path(), row.line())
                            .with("cells", String.valueOf(row.written()))
                            .with("columns", String.valueOf(table.header().size())));
                }
            }
        }
    }
}
