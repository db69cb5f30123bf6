// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.MetricReading;
import org.tipcjunit.requirement.text.MetricVariant;
import org.tipcjunit.requirement.text.PlainLines;
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

    /**
     * A documented value and where it stands.
     *
     * @param source what is written there, for messages
     * @param variants in what way it is said to be measured
     * @param others in what ways the same table has the metric measured as well, in columns of their own
     */
    public record Place(
            int line,
            WrittenNumber number,
            String written,
            String source,
            Set<MetricVariant> variants,
            Set<MetricVariant> others) {

        public Place {
            variants = Set.copyOf(variants);
            others = Set.copyOf(others);
        }
    }

    /** A sentence above a table that says how its numbers were measured, and not how the network was trained. */
    private static final Pattern OF_TEST =
            Pattern.compile("(?i)\\b(?:test|eval|infer|result|performance|metric)\\w*|测试|评估|结果");

    private static final Pattern NOT_OF_TEST = Pattern.compile(
            "(?i)\\b(?:train|augment|without|w/o|no|not|single|off|optional|support)\\w*|训练|增强|单尺度|不|无");

    private static final int LINES_TO_CAPTION = 2;

    /** What stands behind a number in brackets. */
    private static final Pattern BEHIND = Pattern.compile("^[%％]?\\s*[(（\\[](?<words>[^)）\\]:：=]{1,40})[)）\\]]");

    private static final Pattern SLASH = Pattern.compile("\\s*/\\s*");

    /** A table's column of the metric, or of several of which it is the one at {@code part}, as in {@code top1/top5}. */
    private record Column(Table table, int index, int part) {

        String heading() {
            return part(table.header().get(index));
        }

        String cell(Row row) {
            return index < row.cells().size() ? part(row.cells().get(index)) : "";
        }

        private String part(String text) {
            String[] parts = SLASH.split(text, -1);
            int all = SLASH.split(table.header().get(index), -1).length;
            return part < 0 ? text : parts.length == all ? parts[part].strip() : "";
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
                    (names ? named : onlyRows)
                            .add(new Place(
                                    line.line(),
                                    value.get(),
                                    column.cell(line),
                                    column.heading() + " " + column.cell(line),
                                    variants(column),
                                    others(column)));
                }
            }
        }
        for (Line line : readme.prose()) {
            for (PrintedMetric found : PrintedMetric.stated(List.of(line.text()), metric.text())) {
                found.number()
                        .ifPresent(value -> unnamed.add(new Place(
                                line.number(),
                                value,
                                found.written(),
                                line.text().strip(),
                                variants(found, line.text()),
                                Set.of())));
            }
        }
        // A row that names the model speaks for it; the only row of another table doesn't.
        if (named.isEmpty()) {
            named.addAll(onlyRows);
        }
        named.addAll(unnamed);
        // Beside the plain metric, one that was measured in another way is another one.
        List<Place> plain =
                named.stream().filter(place -> place.variants().isEmpty()).toList();
        return plain.isEmpty() ? named : plain;
    }

    private Set<MetricVariant> variants(PrintedMetric found, String line) {
        int behind =
                line.indexOf(found.written(), found.column()) + found.written().length();
        Matcher words = BEHIND.matcher(line.substring(Math.min(behind, line.length())));
        String text = found.label() + (words.find() ? " " + words.group("words") : "");
        return NOT_OF_TEST.matcher(text).find() ? Set.of() : ofOthers(text);
    }

    private Set<MetricVariant> variants(Column column) {
        Set<MetricVariant> variants = EnumSet.noneOf(MetricVariant.class);
        variants.addAll(ofOthers(column.heading()));
        readme.prose().stream()
                .filter(line -> line.number() < column.table().line()
                        && line.number() >= column.table().line() - LINES_TO_CAPTION
                        && OF_TEST.matcher(line.text()).find()
                        && !NOT_OF_TEST.matcher(line.text()).find())
                .forEach(line -> variants.addAll(ofOthers(line.text())));
        return variants;
    }

    /** Get what a text says, without what the metric's name says itself. */
    private Set<MetricVariant> ofOthers(String text) {
        return MetricVariant.unsaid(MetricVariant.in(text), MetricVariant.in(metric.text()));
    }

    /** Get the ways of the columns that are headed by the metric's name and more. */
    private Set<MetricVariant> others(Column column) {
        return column.table().header().stream()
                .filter(heading -> !metric.isHeading(heading) && heading.contains(metric.text()))
                .flatMap(heading -> ofOthers(heading).stream())
                .collect(Collectors.toSet());
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
                String heading = table.header().get(i);
                if (metric.isHeading(heading)) {
                    exact.add(new Column(table, i, -1));
                } else if (metric.isHeadingLike(heading)) {
                    alike.add(new Column(table, i, -1));
                } else if (heading.contains("/")) {
                    String[] parts = SLASH.split(heading, -1);
                    for (int part = 0; part < parts.length; part++) {
                        if (metric.isHeadingLike(parts[part])) {
                            alike.add(new Column(table, i, part));
                        }
                    }
                }
            }
        }
        return exact.isEmpty() ? alike : exact;
    }

    /**
     * What is to be documented where no value is: what an evaluation printed.
     *
     * @param output what it printed
     * @param reading what that says about the metric
     */
    record Wanted(String metric, List<String> output, MetricReading reading) {

        private static final int SHOWN = 3;

        Wanted {
            output = List.copyOf(output);
        }

        /** Get the lines with a value, or that there is none. */
        String observed() {
            List<String> lines = new PlainLines(output).lines();
            if (reading.quoted().isEmpty()) {
                return MetricComparison.none(lines, metric);
            }
            return reading.quoted().stream()
                    .map(place -> "the evaluation printed: " + lines.get(place.line()))
                    .distinct()
                    .limit(SHOWN)
                    .collect(Collectors.joining("\n"));
        }

        String remedy(String row) {
            return "add a table with a column " + metric + " and a row for " + row + ", or a line '" + metric + ": "
                    + reading.value().map(PrintedMetric::written).orElse("0.97") + "' outside code blocks"
                    + (reading.outcome() == MetricReading.Outcome.ABSENT
                            ? "\n" + MetricComparison.printIt(metric)
                            : "");
        }
    }
}
