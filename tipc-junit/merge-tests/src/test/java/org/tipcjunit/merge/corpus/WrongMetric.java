// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.merge.change.FileContent;
import org.tipcjunit.merge.change.GitChange;
import org.tipcjunit.merge.source.MarkdownTable;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.source.Sources;
import org.tipcjunit.merge.suite.common.Metric;

/**
 * Makes one of two documents that state a metric of one model state another.
 *
 * @param merged the change as it was merged
 */
record WrongMetric(GitChange merged) {

    private record Cell(String path, int line, String text) {}

    Optional<Omission> make() {
        Sources sources = new Sources(merged.view(), files -> List.of());
        Map<String, Map<String, List<Cell>>> seen = new LinkedHashMap<>();
        for (String path : merged.change().added(path -> path.endsWith(".md"))) {
            sources.markdown(path).stream()
                    .flatMap(file -> file.tables().stream())
                    .forEach(table ->
                            Metric.modelColumn(table.header()).ifPresent(model -> collect(path, table, model, seen)));
        }
        // A model that a file states twice, as for two sizes of images, is told apart by nothing.
        return seen.values().stream()
                .filter(files -> files.size() > 1 && files.values().stream().allMatch(cells -> cells.size() == 1))
                .findFirst()
                .map(files -> files.values().stream().flatMap(List::stream).toList())
                .map(cells -> wrong(cells.get(0), cells.get(1)));
    }

    private static void collect(
            String path, MarkdownTable table, int model, Map<String, Map<String, List<Cell>>> seen) {
        for (MarkdownTable.Row row : table.rows()) {
            if (row.cells().size() != table.header().size()) {
                continue;
            }
            for (int column = 0; column < row.cells().size(); column++) {
                String metric = Metric.name(table.header().get(column));
                String text = row.cells().get(column).strip();
                if (!metric.isEmpty() && text.matches("\\d+\\.\\d+%?")) {
                    seen.computeIfAbsent(
                                    Names.plain(row.cells().get(model)) + "|" + metric, key -> new LinkedHashMap<>())
                            .computeIfAbsent(path, key -> new ArrayList<>())
                            .add(new Cell(path, row.line(), text));
                }
            }
        }
    }

    private Omission wrong(Cell first, Cell cell) {
        String[] lines = merged.view()
                .read(cell.path())
                .map(FileContent::text)
                .orElseThrow()
                .split("\n", -1);
        double value = Double.parseDouble(cell.text().replace("%", ""));
        String other = cell.text().replaceFirst("\\d+\\.\\d+", String.valueOf(Math.round(value * 90) / 100.0));
        lines[cell.line() - 1] = lines[cell.line() - 1].replace(cell.text(), other);
        return new Omission(
                "wrong metric",
                cell.path(),
                new Overlay(merged).with(cell.path(), String.join("\n", lines)).change(),
                Set.of("common-one-number"),
                Set.of(cell.path(), first.path()));
    }
}
