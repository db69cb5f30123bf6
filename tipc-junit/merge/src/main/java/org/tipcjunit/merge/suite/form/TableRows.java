// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownTable;

/** Wishes that no row of a table stands in it twice. Value: {@code first}. */
final class TableRows implements MergeJudge {

    private static final Pattern WORD = Pattern.compile("\\p{Alnum}");

    @Override
    public Outcome judge(Review review) {
        return NewDocuments.judge(review, TableRows::check);
    }

    private static List<Violation> check(MarkdownFile file, NewLines added) {
        List<String> lines = file.text().lines().toList();
        List<Violation> violations = new ArrayList<>();
        for (MarkdownTable table : file.tables()) {
            Map<String, Integer> rows = new HashMap<>();
            for (MarkdownTable.Row row : table.rows()) {
                boolean speaks =
                        row.cells().stream().anyMatch(cell -> WORD.matcher(cell).find());
                String text =
                        row.line() <= lines.size() ? lines.get(row.line() - 1).strip() : "";
                Integer first = rows.putIfAbsent(text, row.line());
                if (speaks && first != null && added.contains(row.line())) {
                    violations.add(Violation.at(file.path(), row.line()).with("first", String.valueOf(first)));
                }
            }
        }
        return violations;
    }
}
