// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.StageFindings;
import org.tipcjunit.requirement.text.PrintedMetric;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.Readme.Line;
import org.tipcjunit.requirement.text.Readme.Row;
import org.tipcjunit.requirement.text.Readme.Table;

/**
 * Judges whether an evaluated metric reaches the documented value, without any tolerance.
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MetricReached(Parameters parameters) {

    private static final String REQUIREMENT = "@MetricReaches";

    /**
     * What is demanded of the metric.
     *
     * @param metric the metric's name as the script prints it and as the README's column is headed; case matters
     * @param row what a cell of the README's row must say where a table has several rows; empty for the model's name
     * @param value the value that the test states; empty when it leaves that to the README
     * @param higherIsBetter whether the metric must be at least, not at most, the documented value
     * @param declaredBy where the test states its value, for messages, such as {@code DigitsCertification.evaluation}
     */
    public record Parameters(
            String metric,
            Optional<String> row,
            Optional<BigDecimal> value,
            boolean higherIsBetter,
            String declaredBy) {

        public Parameters {
            if (metric.isBlank()) {
                throw new IllegalArgumentException("the metric needs a name");
            }
        }

        /** Get parameters for a metric of which more is better, with the README's value. */
        public static Parameters of(String metric) {
            return new Parameters(metric, Optional.empty(), Optional.empty(), true, REQUIREMENT);
        }
    }

    /** A documented value and where it stands. */
    private record Documented(int line, BigDecimal value, String written) {}

    /** Judge {@code evaluation} against {@code readme}; a pure function, safe for several threads. */
    public Finding judge(Evaluation evaluation, Readme readme) {
        if (!evaluation.stage().outcome().termination().isSuccess()) {
            return StageFindings.failed(Clause.METRIC, REQUIREMENT, evaluation.stage());
        }
        Judgement judgement = Judgement.of(
                Clause.METRIC,
                REQUIREMENT,
                evaluation.stage(),
                parameters.metric + " reaches the value documented in " + readme.file());
        if (readme.problem().isPresent()) {
            return judgement.fail(
                    "the README cannot be read",
                    readme.file() + ": " + readme.problem().get(),
                    "give the README's path in documentedIn, relative to the project");
        }
        List<Documented> documented =
                documented(readme, parameters.row.orElse(evaluation.stage().model()));
        List<BigDecimal> values = documented.stream()
                .map(place -> place.value().stripTrailingZeros())
                .distinct()
                .toList();
        if (values.isEmpty()) {
            return undocumented(judgement, readme);
        }
        if (values.size() > 1) {
            return judgement.fail(
                    "the README documents several values of " + parameters.metric,
                    documented.stream()
                            .map(place -> readme.file() + ":" + place.line() + ": " + place.written())
                            .collect(Collectors.joining("\n")),
                    "keep one value for " + rowName(judgement)
                            + "; in a table with several rows, one cell of its row must say so");
        }
        Documented place = documented.get(0);
        if (parameters.value.isPresent() && parameters.value.get().compareTo(place.value()) != 0) {
            return judgement.fail(
                    "document and test drifted apart",
                    readme.file() + ":" + place.line() + " documents " + parameters.metric + " " + place.written()
                            + ", "
                            + parameters.declaredBy + " states "
                            + parameters.value.get().toPlainString(),
                    "decide which is right, then state the same value in both places");
        }
        return compare(evaluation, readme, place);
    }

    /** Judge {@code evaluation} against {@code documented} instead of a README; a pure function. */
    public Finding judge(Evaluation evaluation, BigDecimal documented) {
        if (!evaluation.stage().outcome().termination().isSuccess()) {
            return StageFindings.failed(Clause.METRIC, REQUIREMENT, evaluation.stage());
        }
        return compare(evaluation, documented, documented.toPlainString(), "stated by the test", List.of());
    }

    private Finding compare(Evaluation evaluation, Readme readme, Documented place) {
        String where = readme.file() + ":" + place.line();
        return compare(
                evaluation,
                place.value(),
                place.written(),
                "documented in " + where,
                List.of(new TextEvidence(
                        "documented value", where + ": " + parameters.metric + " " + place.written())));
    }

    private Finding compare(
            Evaluation evaluation, BigDecimal demanded, String written, String source, List<Evidence> documentation) {
        Judgement judgement = Judgement.of(
                Clause.METRIC,
                REQUIREMENT,
                evaluation.stage(),
                parameters.metric + (parameters.higherIsBetter ? " >= " : " <= ") + written + ", " + source);
        List<String> output = evaluation.stage().output();
        List<PrintedMetric> printed = PrintedMetric.in(output, parameters.metric);
        if (printed.isEmpty()) {
            return judgement.fail(
                    "the evaluation printed no " + parameters.metric,
                    output.size() + " lines of output, none with " + parameters.metric + " and a number",
                    "print it, for example as '" + parameters.metric
                            + ": 0.9700', or name the metric as the script does" + " (case matters)",
                    List.of(),
                    documentation);
        }
        PrintedMetric last = printed.get(printed.size() - 1);
        List<Evidence> evidence = new ArrayList<>(documentation);
        evidence.add(new TextEvidence("evaluated value", output.get(last.line())));
        if (last.value().isEmpty()) {
            return judgement.fail(
                    parameters.metric + " is not a finite number",
                    parameters.metric + " is " + last.written() + ", in: " + output.get(last.line()),
                    "look for NaN in the trained weights and for a division by zero in the evaluation",
                    List.of(Figure.text(parameters.metric, last.written()).as(Figure.Key.METRIC)),
                    evidence);
        }
        BigDecimal value = last.value().get();
        BigDecimal surplus = parameters.higherIsBetter ? value.subtract(demanded) : demanded.subtract(value);
        List<Figure> figures = List.of(
                Figure.of(parameters.metric, value, "").as(Figure.Key.METRIC),
                Figure.of("documented " + parameters.metric, demanded, ""),
                Figure.of("margin", surplus, ""));
        String observed = parameters.metric + " = " + last.written();
        if (surplus.signum() >= 0) {
            return judgement.pass(
                    parameters.metric + " is " + last.written() + ", documented is " + written,
                    observed,
                    figures,
                    evidence);
        }
        boolean percentages = demanded.compareTo(BigDecimal.ONE) > 0
                && value.compareTo(BigDecimal.ONE) <= 0
                && parameters.higherIsBetter;
        return judgement.fail(
                parameters.metric + " is " + surplus.abs().toPlainString()
                        + (parameters.higherIsBetter ? " below" : " above") + " the documented value",
                observed + ", in: " + output.get(last.line()),
                percentages
                        ? "write the documented value with a percent sign, or as a share like the script does"
                        : "train longer or correct the model; document only what the training reaches on this data",
                figures,
                evidence);
    }

    private Finding undocumented(Judgement judgement, Readme readme) {
        Optional<Row> comingSoon = readme.tables().stream()
                .filter(table -> table.header().contains(parameters.metric))
                .flatMap(table -> table.rows().stream()
                        .filter(row -> row.cells().contains(rowName(judgement)))
                        .filter(row -> PrintedMetric.isComingSoon(cell(table, row))))
                .findFirst();
        if (comingSoon.isPresent()) {
            return judgement.notRun(
                    "the README's " + parameters.metric + " of " + rowName(judgement) + " is coming soon",
                    readme.file() + ":" + comingSoon.get().line() + " states no value yet",
                    "document the value that the training reaches",
                    List.of(),
                    List.of());
        }
        String headers = readme.tables().stream()
                .map(table -> "line " + table.line() + ": " + String.join(", ", table.header()))
                .collect(Collectors.joining("\n"));
        String unusable = readme.tables().stream()
                .filter(table -> table.header().contains(parameters.metric))
                .flatMap(table -> table.rows().stream().map(row -> "line " + row.line() + ": " + cell(table, row)))
                .collect(Collectors.joining("\n"));
        String seen = !unusable.isEmpty()
                ? "cells of column " + parameters.metric + " that are not for this model or no number:\n" + unusable
                : headers.isEmpty() ? "no table" : "tables headed\n" + headers;
        return judgement.fail(
                "the README documents no value of " + parameters.metric,
                readme.file() + " has " + seen,
                "add a table with a column " + parameters.metric + " and a row for " + rowName(judgement)
                        + ", or a line '" + parameters.metric + ": 0.97' outside code blocks");
    }

    private String rowName(Judgement judgement) {
        return parameters.row.orElse(judgement.model());
    }

    private List<Documented> documented(Readme readme, String wanted) {
        List<Documented> named = new ArrayList<>();
        List<Documented> unnamed = new ArrayList<>();
        for (Table table : readme.tables()) {
            if (!table.header().contains(parameters.metric)) {
                continue;
            }
            for (Row row : table.rows()) {
                String cell = cell(table, row);
                Optional<BigDecimal> value = PrintedMetric.number(cell);
                boolean names = row.cells().contains(wanted);
                if (value.isPresent() && (names || table.rows().size() == 1)) {
                    (names ? named : unnamed).add(new Documented(row.line(), value.get(), cell));
                }
            }
        }
        for (Line line : readme.prose()) {
            for (PrintedMetric metric : PrintedMetric.stated(List.of(line.text()), parameters.metric)) {
                metric.value().ifPresent(value -> unnamed.add(new Documented(line.number(), value, metric.written())));
            }
        }
        // A row that names the model speaks for it; the only row of another table doesn't.
        if (!named.isEmpty()) {
            unnamed.removeIf(place -> isRow(readme, place.line()));
        }
        named.addAll(unnamed);
        return named;
    }

    private static boolean isRow(Readme readme, int line) {
        return readme.tables().stream().flatMap(table -> table.rows().stream()).anyMatch(row -> row.line() == line);
    }

    private String cell(Table table, Row row) {
        int column = table.header().indexOf(parameters.metric);
        return column < row.cells().size() ? row.cells().get(column) : "";
    }
}
