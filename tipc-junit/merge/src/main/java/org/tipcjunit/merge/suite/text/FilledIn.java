// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownTable;
import org.tipcjunit.merge.suite.common.Metric;

/**
 * Demands that what a skeleton leaves open is filled in: metrics of zero, tables without rows, marks of
 * what is to be written, and sections without a word. Value: {@code fault}.
 */
final class FilledIn implements MergeJudge {

    private static final Pattern UNDERLINE = Pattern.compile("=+|-+");

    private static final int FEW = 3;

    /** The columns of what is measured; nothing else is asked, since a column of another kind may well be zero. */
    private static final Pattern METRIC = Pattern.compile(
            "(?i)map|\\bap|acc|iou|dice|recall|precision|f1|psnr|ssim|fid|auc|hmean|top-?\\d|lpips|mota|ndcg|精度|准确率|召回率|指标");

    /** What the skeletons of this library say where something is to be written. */
    private static final Pattern MARKED = Pattern.compile(
            "TODO\\(merge-check\\)[^'\"|]*" + "|Title of the paper|Author, First\\b|arxiv\\.org/abs/0000\\.00000");

    /** Forms of the hosting site are to be filled in by others. */
    private static final Pattern FORMS = Pattern.compile("(?s)(?:.*/)?\\.[^/]+/.*");

    @Override
    public Outcome judge(Review review) {
        List<Violation> violations = new ArrayList<>();
        for (ChangedFile file : review.change().files()) {
            if (file.isThere() && !FORMS.matcher(file.path()).matches()) {
                review.sources()
                        .view()
                        .read(file.path())
                        .filter(FileContent::isText)
                        .ifPresent(content -> check(review, file, content, violations));
            }
        }
        return Outcome.of(violations);
    }

    private static void check(Review review, ChangedFile file, FileContent content, List<Violation> violations) {
        boolean isDocument = file.path().endsWith(".md");
        boolean isMarked = MARKED.matcher(content.text()).find();
        if (!isDocument && !isMarked) {
            return;
        }
        BitSet added = review.sources().newLines(file);
        if (isMarked) {
            List<String> lines = content.lines();
            added.stream().forEach(number -> {
                Matcher mark = MARKED.matcher(lines.get(number - 1));
                if (mark.find()) {
                    String said = mark.group().strip();
                    violations.add(violation(file, number, "it still says " + said, "仍写着 " + said));
                }
            });
        }
        if (isDocument) {
            review.sources().markdown(file.path()).ifPresent(document -> {
                document.tables().forEach(table -> zeros(file, table, added, violations));
                if (file.isNew() && isEmpty(document)) {
                    violations.add(violation(file, 1, "the document has nothing but headings", "文档只有标题，没有内容"));
                } else if (file.isNew()) {
                    sections(file, document, violations);
                    document.tables().stream()
                            .filter(table -> table.rows().isEmpty())
                            .map(table -> String.join(" | ", table.header()))
                            .forEach(header -> violations.add(violation(
                                    file, 0, "the table " + header + " has no row", "表格“" + header + "”没有数据行")));
                }
            });
        }
    }

    private static void zeros(ChangedFile file, MarkdownTable table, BitSet added, List<Violation> violations) {
        for (MarkdownTable.Row row : table.rows()) {
            int columns = added.get(row.line())
                    ? Math.min(row.cells().size(), table.header().size())
                    : 0;
            for (int i = 0; i < columns; i++) {
                String column = table.header().get(i);
                boolean isZero = Metric.value(row.cells().get(i))
                        .filter(value -> value.number() == 0)
                        .isPresent();
                if (isZero && METRIC.matcher(column).find()) {
                    violations.add(
                            violation(file, row.line(), "the column " + column + " is zero", "“" + column + "”一列为零"));
                    break;
                }
            }
        }
    }

    /** Whether a document has headings, and not a word below them. */
    private static boolean isEmpty(MarkdownFile document) {
        return !document.headings().isEmpty()
                && document.links().isEmpty()
                && document.text()
                        .lines()
                        .map(String::strip)
                        .allMatch(line -> line.isEmpty()
                                || line.startsWith("#")
                                || UNDERLINE.matcher(line).matches()
                                || document.headings().contains(line));
    }

    /** Many documents have a section or two, such as questions, that are empty for good; one that was not written has little else. */
    private static void sections(ChangedFile file, MarkdownFile document, List<Violation> violations) {
        int all = document.headings().size();
        if (document.empty().size() < FEW || document.empty().size() * 2 < all - 1) {
            return;
        }
        document.empty()
                .forEach((line, heading) -> violations.add(violation(
                        file, line, "nothing stands below the heading " + heading, "标题“" + heading + "”下没有内容")));
    }

    private static Violation violation(ChangedFile file, int line, String en, String zh) {
        return Violation.at(file.path(), line).with("fault", new Words(en, zh));
    }
}
