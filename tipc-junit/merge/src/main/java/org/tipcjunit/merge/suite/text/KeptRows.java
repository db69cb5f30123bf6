// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.tipcjunit.merge.change.ChangeKind;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownTable;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.suite.common.Languages;
import org.tipcjunit.merge.suite.common.Metric;

/**
 * Wishes that a change that adds to the suite leaves the rows of other models in its tables, which a merge by hand loses easily. Values:
 * {@code rows}, {@code was}.
 */
final class KeptRows implements MergeJudge {

    /** So many rows, or fewer, are told one by one. */
    private static final int MANY = 50;

    private static final int NAMED = 3;

    /** So many names, or fewer, are compared with each other. */
    private static final int COMPARED = 1000;

    /** So many of the rows that go together have to stand elsewhere to have been moved. */
    private static final double MOST = 0.8;

    @Override
    public Outcome judge(Review review) {
        List<ChangedFile> documents = review.change().files().stream()
                .filter(file ->
                        file.kind() == ChangeKind.MODIFIED && file.path().endsWith(".md"))
                .toList();
        if (review.addition().parts().isEmpty() || documents.isEmpty()) {
            return new Outcome.DoesNotApply("the change adds nothing to a document of others");
        }
        List<String> before = new ArrayList<>();
        List<String> now = new ArrayList<>();
        for (ChangedFile document : documents) {
            review.sources().markdownBefore(document).ifPresent(file -> before.addAll(models(file)));
        }
        // A row may have moved to another document of the change.
        for (String path : review.change().touched(name -> name.endsWith(".md"))) {
            review.sources().markdown(path).ifPresent(file -> now.addAll(models(file)));
        }
        Map<String, Integer> lost = counts(before);
        counts(now).forEach((model, count) -> lost.merge(model, -count, Integer::sum));
        lost.values().removeIf(count -> count <= 0);
        if (lost.size() <= COMPARED) {
            List<String> plainBefore = before.stream().map(Names::plain).toList();
            List<String> plainNow = now.stream().map(Names::plain).toList();
            // A name may have become longer.
            lost.keySet().removeIf(model -> holders(plainNow, model) >= holders(plainBefore, model));
        }
        List<Lost> rows = new ArrayList<>();
        documents.forEach(document -> rows.addAll(lost(review, document, lost.keySet())));
        Set<String> told = new HashSet<>();
        rows.removeIf(row -> !told.add(row.model()));
        if (rows.size() <= MANY) {
            return Outcome.of(rows.stream()
                    .map(row -> Violation.of(row.document().path())
                            .with("rows", new Words("the row of " + row.model() + " is", row.model() + " 的行"))
                            .with("was", row.line()))
                    .toList());
        }
        return isMoved(review, documents, rows) ? Outcome.of(List.of()) : Outcome.of(List.of(together(rows)));
    }

    /**
     * A row that is gone.
     *
     * @param document where it stood
     * @param model its model
     * @param line how it was written
     */
    private record Lost(ChangedFile document, String model, String line) {}

    private static long holders(List<String> names, String model) {
        return names.stream().filter(name -> name.contains(model)).count();
    }

    private static List<Lost> lost(Review review, ChangedFile document, Set<String> models) {
        Set<String> lines = new HashSet<>();
        review.sources().text(document.path()).stream().flatMap(String::lines).forEach(line -> lines.add(line.strip()));
        List<Lost> lost = new ArrayList<>();
        review.sources().markdownBefore(document).ifPresent(file -> rows(file).forEach((line, model) -> {
            if (models.contains(Names.plain(model)) && !lines.contains(line)) {
                lost.add(new Lost(document, model, line));
            }
        }));
        return lost;
    }

    /** A whole table that is gone is told by one message. */
    private static Violation together(List<Lost> rows) {
        List<String> names = rows.stream().limit(NAMED).map(Lost::model).toList();
        return Violation.of(rows.get(0).document().path())
                .with(
                        "rows",
                        new Words(
                                "the rows of " + String.join(", ", names) + " and " + (rows.size() - NAMED)
                                        + " other models are",
                                String.join("、", names) + " 等 " + rows.size() + " 个模型的行"))
                .with("was", rows.stream().limit(NAMED).map(Lost::line).collect(Collectors.joining("\n")));
    }

    /**
     * Whether rows that go together stand elsewhere on purpose: most of them in another document, or in what is new in one that they
     * are lost from, as a list for instance. A translation of such a document tells nothing by what it had before.
     */
    private static boolean isMoved(Review review, List<ChangedFile> documents, List<Lost> rows) {
        List<String> models =
                rows.stream().limit(MANY).map(row -> Names.plain(row.model())).toList();
        Set<String> families = documents.stream()
                .map(document -> Languages.family(document.path()))
                .collect(Collectors.toSet());
        Map<String, ChangedFile> changed = review.change().files().stream()
                .collect(Collectors.toMap(ChangedFile::path, file -> file, (first, second) -> first));
        for (String path : review.sources().paths(name -> name.endsWith(".md"))) {
            List<String> lines = review.sources()
                    .text(path)
                    .map(text -> text.lines().toList())
                    .orElse(List.of());
            String text = String.join("\n", lines);
            if (families.contains(Languages.family(path))) {
                text = changed.containsKey(path)
                        ? review.sources().newLines(changed.get(path)).stream()
                                .filter(number -> number <= lines.size())
                                .mapToObj(number -> lines.get(number - 1))
                                .collect(Collectors.joining("\n"))
                        : "";
            }
            String plain = Names.plain(text);
            if (models.stream().filter(plain::contains).count() >= MOST * models.size()) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Integer> counts(List<String> models) {
        Map<String, Integer> counts = new HashMap<>();
        models.forEach(model -> counts.merge(Names.plain(model), 1, Integer::sum));
        return counts;
    }

    private static List<String> models(MarkdownFile file) {
        List<String> models = new ArrayList<>();
        cells(file, (row, cell) -> models.add(cell));
        return models;
    }

    /** Get the models of rows by the rows as they are written. */
    private static Map<String, String> rows(MarkdownFile file) {
        List<String> lines = file.text().lines().toList();
        Map<String, String> rows = new LinkedHashMap<>();
        cells(file, (row, cell) -> {
            if (row.line() >= 1 && row.line() <= lines.size()) {
                rows.put(lines.get(row.line() - 1).strip(), cell);
            }
        });
        return rows;
    }

    private static void cells(MarkdownFile file, BiConsumer<MarkdownTable.Row, String> use) {
        for (MarkdownTable table : file.tables()) {
            Metric.modelColumn(table.header()).ifPresent(column -> table.rows().stream()
                    .filter(row -> row.cells().size() > column)
                    .filter(row -> !Names.plain(row.cells().get(column)).isEmpty())
                    .forEach(row -> use.accept(row, row.cells().get(column))));
        }
    }
}
