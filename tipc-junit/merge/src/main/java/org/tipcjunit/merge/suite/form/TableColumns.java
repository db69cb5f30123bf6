// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.List;
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
        return NewDocuments.judge(review, (file, added) -> check(file, added));
    }

    private static List<Violation> check(MarkdownFile file, NewLines added) {
        List<Violation> violations = new ArrayList<>();
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
        return violations;
    }
}
