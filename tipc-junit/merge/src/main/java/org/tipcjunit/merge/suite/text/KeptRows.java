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
import org.tipcjunit.merge.change.ChangeKind;
import org.tipcjunit.merge.change.ChangedFile;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.Outcome;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.MarkdownFile;
import org.tipcjunit.merge.source.MarkdownTable;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.suite.common.Metric;

/**
 * Wishes that a change that adds to the suite leaves the rows of other models in its tables, which a merge by hand loses easily. Values:
 * {@code row}, {@code was}.
 */
final class KeptRows implements MergeJudge {

    private static final int MANY = 50;

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
        // A name may have become longer; who writes a list anew loses no row by accident.
        if (lost.size() > MANY) {
            return Outcome.of(List.of());
        }
        lost.keySet()
                .removeIf(model -> now.stream()
                                .filter(other -> Names.mentions(other, model))
                                .count()
                        >= before.stream()
                                .filter(other -> Names.mentions(other, model))
                                .count());
        List<Violation> violations = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (ChangedFile document : documents) {
            Set<String> lines = new HashSet<>();
            review.sources().text(document.path()).stream()
                    .flatMap(String::lines)
                    .forEach(line -> lines.add(line.strip()));
            review.sources().markdownBefore(document).ifPresent(file -> rows(file)
                    .forEach((line, model) -> {
                        boolean isLost = lost.containsKey(Names.plain(model)) && !lines.contains(line);
                        if (isLost && told.add(model)) {
                            violations.add(Violation.of(document.path())
                                    .with("row", model)
                                    .with("was", line));
                        }
                    }));
        }
        return Outcome.of(violations);
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
