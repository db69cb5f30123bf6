// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.PrintedMetric;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.Readme.Line;
import org.tipcjunit.requirement.text.Readme.Row;
import org.tipcjunit.requirement.text.Readme.Table;
import org.tipcjunit.requirement.text.WrittenNumber;

/**
 * Where a README documents a metric of a model.
 *
 * @param readme the README
 * @param metric the metric
 * @param row what a cell of the model's row says
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DocumentedMetric(Readme readme, MetricName metric, String row) {

    /** A documented value and where it stands. */
    public record Place(int line, WrittenNumber number, String written) {}

    /** A table's column of the metric. */
    private record Column(Table table, int index) {

        String cell(Row row) {
            return index < row.cells().size() ? row.cells().get(index) : "";
        }

        Optional<WrittenNumber> number(Row row) {
            boolean percent = MetricName.isPercentage(table.header().get(index));
            return WrittenNumber.ofCell(cell(row)).map(number -> percent ? number.asPercent() : number);
        }
    }

    /** Get the places that document it, those that name the model before others. */
    public List<Place> places() {
        List<Place> named = new ArrayList<>();
        List<Place> unnamed = new ArrayList<>();
        List<Place> onlyRows = new ArrayList<>();
        for (Column column : columns()) {
            for (Row line : column.table().rows()) {
                Optional<WrittenNumber> value = column.number(line);
                boolean names = isOfModel(line);
                if (value.isPresent() && (names || column.table().rows().size() == 1)) {
                    (names ? named : onlyRows).add(new Place(line.line(), value.get(), column.cell(line)));
                }
            }
        }
        for (Line line : readme.prose()) {
            for (PrintedMetric found : PrintedMetric.stated(List.of(line.text()), metric.text())) {
                found.number().ifPresent(value -> unnamed.add(new Place(line.number(), value, found.written())));
            }
        }
        // A row that names the model speaks for it; the only row of another table doesn't.
        if (named.isEmpty()) {
            named.addAll(onlyRows);
        }
        named.addAll(unnamed);
        return named;
    }

    /** Get the line of the model's row where it says that there is no value yet. */
    Optional<Integer> comingSoon() {
        return columns().stream()
                .flatMap(column -> column.table().rows().stream()
                        .filter(this::isOfModel)
                        .filter(line -> PrintedMetric.isComingSoon(column.cell(line))))
                .map(Row::line)
                .findFirst();
    }

    /** Get what the README has instead of a value, for messages. */
    String insteadOfValue() {
        String headers = readme.tables().stream()
                .map(table -> "line " + table.line() + ": " + String.join(", ", table.header()))
                .collect(Collectors.joining("\n"));
        String unusable = columns().stream()
                .flatMap(column ->
                        column.table().rows().stream().map(line -> "line " + line.line() + ": " + column.cell(line)))
                .collect(Collectors.joining("\n"));
        return !unusable.isEmpty()
                ? "cells of column " + metric.text() + " that are not for this model or no number:\n" + unusable
                : headers.isEmpty() ? "no table" : "tables headed\n" + headers;
    }

    private boolean isOfModel(Row line) {
        return line.cells().stream()
                .anyMatch(cell ->
                        cell.equals(row) || MetricName.withoutFootnote(cell).equals(row));
    }

    /** Get the columns headed by the very name; where there is none, by another spelling of it. */
    private List<Column> columns() {
        List<Column> exact = new ArrayList<>();
        List<Column> alike = new ArrayList<>();
        for (Table table : readme.tables()) {
            for (int i = 0; i < table.header().size(); i++) {
                if (metric.isHeading(table.header().get(i))) {
                    exact.add(new Column(table, i));
                } else if (metric.isHeadingLike(table.header().get(i))) {
                    alike.add(new Column(table, i));
                }
            }
        }
        return exact.isEmpty() ? alike : exact;
    }
}
