// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The inference matrix as a table of two dimensions: what differs between cells heads its rows and columns, and each cell
 * says what it came to.
 *
 * @param rows the cells of the table of evidence: name, how it ran, tolerance, two differences, decisions, result
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MatrixGrid(List<List<String>> rows) {

    private static final int NAME = 0;
    private static final int WAY = 1;
    private static final int TOLERANCE = 2;
    private static final int ABSOLUTE = 3;
    private static final int RELATIVE = 4;
    private static final int DECISIONS = 5;
    private static final int RESULT = 6;
    private static final int COLUMNS = 7;
    private static final int WIDEST = 8;

    /** The shades of a difference: none, and up to a hundred millionth, a millionth, ten thousandth of one, and more. */
    private static final double[] SHADES = {0, 1e-8, 1e-6, 1e-4};

    /**
     * Get the grid of a table of evidence.
     *
     * @param table a table's rows
     * @param cells the names of the matrix's cells
     * @return empty where the table is not one of these cells
     */
    public static Optional<MatrixGrid> of(List<List<String>> table, Set<String> cells) {
        boolean ofCells = !table.isEmpty()
                && table.stream().allMatch(row -> row.size() == COLUMNS && cells.contains(row.get(NAME)));
        return ofCells ? Optional.of(new MatrixGrid(table)) : Optional.empty();
    }

    /** Get what a page shows of it. */
    public Map<String, Object> view(PageWords words) {
        List<Map<String, String>> named =
                rows.stream().map(row -> settings(row.get(NAME))).toList();
        List<String> varying = names(named).stream()
                .filter(name -> named.stream()
                                .map(cell -> cell.getOrDefault(name, ""))
                                .distinct()
                                .count()
                        > 1)
                .toList();
        List<String> down = varying;
        List<String> across = List.of();
        for (int i = varying.size() - 1; i >= 1; i--) {
            List<String> last = varying.subList(i, varying.size());
            boolean fits = distinct(named, last).size() <= WIDEST;
            if (fits && last.size() <= Math.max(1, varying.size() / 2)) {
                across = last;
                down = varying.subList(0, i);
            }
        }
        List<String> columns = distinct(named, across);
        Map<String, Map<String, List<String>>> grid = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            grid.computeIfAbsent(heading(named.get(i), down), row -> new LinkedHashMap<>())
                    .put(heading(named.get(i), across), rows.get(i));
        }
        List<Object> lines = new ArrayList<>();
        grid.forEach((heading, cells) -> lines.add(Map.of(
                "heading",
                heading.isEmpty() ? words.get("cell") : heading,
                "gridCells",
                columns.stream()
                        .map(column -> cell(cells.getOrDefault(column, List.of()), words))
                        .toList())));
        String same = names(named).stream()
                .filter(name -> !varying.contains(name))
                .map(name -> name + "=" + named.get(0).get(name))
                .collect(Collectors.joining(", "));
        return Map.of(
                "columns",
                columns.stream()
                        .map(column -> Map.of("column", column.isEmpty() ? words.get("difference") : column))
                        .toList(),
                "lines",
                lines,
                "same",
                same,
                "hasSame",
                !same.isEmpty(),
                "tolerances",
                rows.stream()
                        .map(row -> row.get(TOLERANCE))
                        .filter(tolerance -> !tolerance.equals("-"))
                        .distinct()
                        .map(tolerance -> Sentences.in(words.language()).label(tolerance))
                        .collect(Collectors.joining("; ")));
    }

    private static Map<String, Object> cell(List<String> row, PageWords words) {
        if (row.isEmpty()) {
            return Map.of("shade", "none", "mark", "", "difference", "", "hasMore", false, "more", "", "way", "");
        }
        boolean ran = !row.get(WAY).equals("NOT_RUN");
        boolean agrees = row.get(RESULT).equals("agrees");
        boolean differs = row.get(RESULT).equals("differs");
        boolean measured = !row.get(ABSOLUTE).equals("-");
        String more = Stream.of(
                        measured
                                ? words.get(
                                        "cellMore",
                                        row.get(RELATIVE),
                                        Sentences.in(words.language()).cell(row.get(DECISIONS)))
                                : "",
                        agrees || differs ? "" : Sentences.in(words.language()).label(row.get(RESULT)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return Map.of(
                "shade",
                !ran ? "open" : agrees ? "heat" + shade(row.get(ABSOLUTE)) : "differs",
                "mark",
                !ran ? "○" : agrees ? "✔" : "✘",
                "difference",
                measured ? row.get(ABSOLUTE) : words.get(ran ? "fail" : "notRunHere"),
                "way",
                ran ? words.getOr(row.get(WAY), row.get(WAY)) : "",
                "hasMore",
                !more.isEmpty(),
                "more",
                PageText.text(more));
    }

    private static int shade(String difference) {
        try {
            double number = Double.parseDouble(difference);
            int shade = 0;
            while (shade < SHADES.length && number > SHADES[shade]) {
                shade++;
            }
            return shade;
        } catch (NumberFormatException e) {
            return SHADES.length;
        }
    }

    private static Set<String> names(List<Map<String, String>> named) {
        Set<String> names = new LinkedHashSet<>();
        named.forEach(cell -> names.addAll(cell.keySet()));
        return names;
    }

    private static List<String> distinct(List<Map<String, String>> named, List<String> names) {
        return named.stream().map(cell -> heading(cell, names)).distinct().toList();
    }

    private static String heading(Map<String, String> cell, List<String> names) {
        return names.stream()
                .map(name -> name + "=" + cell.getOrDefault(name, "-"))
                .collect(Collectors.joining(", "));
    }

    /** Get what a cell's name states by name; a name of another form stands for itself. */
    private static Map<String, String> settings(String name) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : List.of(name.split(", ", -1))) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                return Map.of("cell", name);
            }
            settings.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return settings;
    }
}
