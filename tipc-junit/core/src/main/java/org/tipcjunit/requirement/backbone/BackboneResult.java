// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.requirement.text.PrintedMetric;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.Readme.Row;
import org.tipcjunit.requirement.text.Readme.Table;

/**
 * Judges whether a backbone's row in the table of results and its training log belong together, and to this backbone
 * (clause 4.3.4).
 *
 * @param parameters what is looked at
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record BackboneResult(Parameters parameters) {

    private static final String REQUIREMENT = "@BackboneDocumented";
    private static final Pattern PERCENT = Pattern.compile("[%％]");
    private static final Pattern HYPER_PARAMETER_COLUMN = Pattern.compile("hyper-?\\s?parameters?|超参");

    /** From this share of equal lines on, a log is a copy. Two trainings seldom print one loss to the last digit. */
    private static final double COPIED = 0.5;

    /**
     * What is looked at.
     *
     * @param model the name that messages use
     * @param backbone the backbone's name, which a cell of its row says
     * @param metric the metric's name as logs print it; case matters
     * @param column the head of the table's column that states what the log ends with
     */
    public record Parameters(String model, String backbone, String metric, String column) {}

    /** A table, and the row of the backbone in it. */
    private record Place(Table table, Row row, String written) {}

    /**
     * Judge the row and the log of the backbone; a pure function, safe for several threads.
     *
     * @param readme the README with the table of results
     * @param logs the logs of all backbones of the table, this one included, by the backbones' names
     */
    public Finding judge(Readme readme, Map<String, TrainingLog> logs) {
        Judgement judgement = new Judgement(
                Clause.BACKBONE_RESULTS,
                REQUIREMENT,
                parameters.model,
                "a row for " + parameters.backbone + " in " + readme.file() + " that states what its own log ends with",
                Optional.empty());
        if (readme.problem().isPresent()) {
            return judgement.fail(
                    "the README cannot be read",
                    readme.file() + ": " + readme.problem().get(),
                    "give the README's path in readme, relative to the project");
        }
        List<Place> places = places(readme);
        if (places.size() != 1) {
            return judgement.fail(
                    places.isEmpty()
                            ? "the README has no result for " + parameters.backbone
                            : "the README has several results for " + parameters.backbone,
                    places.isEmpty()
                            ? readme.file() + " has no table with a column " + parameters.column + " and a row "
                                    + parameters.backbone
                            : readme.file() + ": lines "
                                    + String.join(
                                            ", ",
                                            places.stream()
                                                    .map(place -> String.valueOf(
                                                            place.row().line()))
                                                    .toList()),
                    "state one result for each backbone in one table: backbone, " + parameters.column
                            + ", hyper-parameters");
        }
        return judge(judgement, readme, places.get(0), logs);
    }

    private Finding judge(Judgement judgement, Readme readme, Place place, Map<String, TrainingLog> logs) {
        String where = readme.file() + ":" + place.row().line();
        String stated = where + ": " + parameters.column + " " + place.written();
        if (PrintedMetric.isComingSoon(place.written())) {
            return judgement.notRun(
                    "the result of " + parameters.backbone + " is coming soon",
                    stated,
                    "train it, and state its result and its log",
                    figures(place),
                    List.of());
        }
        Optional<BigDecimal> documented = PrintedMetric.number(place.written());
        if (documented.isEmpty()) {
            return judgement.fail(
                    "the result of " + parameters.backbone + " is no number",
                    stated,
                    "state the value that its log ends with");
        }
        TrainingLog log = logs.getOrDefault(
                parameters.backbone, new TrainingLog(readme.file(), Optional.of("no log of it was named"), List.of()));
        Optional<Fault> fault = faultOf(log, documented.get(), stated, logs);
        if (fault.isPresent()) {
            return judgement.fail(
                    fault.get().summary(), fault.get().detail(), fault.get().remedy(), figures(place), List.of());
        }
        return judgement.pass(
                "the table and the log of " + parameters.backbone + " agree on " + parameters.metric + " "
                        + place.written(),
                stated + "; " + log.file() + " ends with it",
                figures(place),
                List.of(new TextEvidence("stated result", stated), new FileEvidence("training log", log.file())));
    }

    private Optional<Fault> faultOf(
            TrainingLog log, BigDecimal documented, String stated, Map<String, TrainingLog> logs) {
        String backbone = parameters.backbone;
        if (log.problem().isPresent()) {
            return Optional.of(new Fault(
                    "the training log of " + backbone + " cannot be read",
                    log.file() + ": " + log.problem().get(),
                    "hand in the log of this backbone's training"));
        }
        if (!log.names(backbone)) {
            return Optional.of(new Fault(
                    "the training log of " + backbone + " does not name it",
                    log.file() + " says " + backbone + " nowhere"
                            + logs.keySet().stream()
                                    .filter(other -> !other.equals(backbone) && log.names(other))
                                    .findFirst()
                                    .map(other -> ", but " + other)
                                    .orElse(""),
                    "let the training print the backbone that it builds, and hand in that log"));
        }
        for (Map.Entry<String, TrainingLog> other : logs.entrySet()) {
            int lines = log.linesWithDecimals();
            int common = other.getKey().equals(backbone) ? 0 : log.inCommonWith(other.getValue());
            if (common > 0 && common >= COPIED * lines) {
                return Optional.of(new Fault(
                        "the training log of " + backbone + " is a copy of that of " + other.getKey(),
                        common + " of " + lines + " lines with numbers of " + log.file() + " stand in "
                                + other.getValue().file(),
                        "hand in the log of this backbone's own training"));
            }
        }
        Optional<PrintedMetric> last = log.last(parameters.metric);
        if (last.isEmpty() || last.get().value().isEmpty()) {
            return Optional.of(new Fault(
                    "the training log of " + backbone + " ends with no " + parameters.metric,
                    log.file() + ": "
                            + last.map(metric -> parameters.metric + " " + metric.written())
                                    .orElse(log.lines().size() + " lines, none with " + parameters.metric
                                            + " and a number"),
                    "let the training print the metric after its last epoch, such as '" + parameters.metric
                            + ": 0.4321'"));
        }
        if (agree(last.get().value().get(), documented)) {
            return Optional.empty();
        }
        String elsewhere = logs.entrySet().stream()
                .filter(other -> !other.getKey().equals(backbone))
                .filter(other -> other.getValue()
                        .last(parameters.metric)
                        .flatMap(PrintedMetric::value)
                        .filter(value -> agree(value, documented))
                        .isPresent())
                .map(other -> "\nthat is what the log of " + other.getKey() + " ends with, "
                        + other.getValue().file())
                .findFirst()
                .orElse("");
        return Optional.of(new Fault(
                "the result of " + backbone + " is "
                        + (elsewhere.isEmpty() ? "not what its log ends with" : "that of another backbone"),
                stated + "; " + log.file() + " ends with " + last.get().written() + elsewhere,
                "state what the log of this backbone ends with"));
    }

    /** Whether a documented value is a logged one, rounded to the digits that are documented. */
    private static boolean agree(BigDecimal logged, BigDecimal documented) {
        return logged.setScale(Math.max(0, documented.scale()), RoundingMode.HALF_UP)
                        .compareTo(documented)
                == 0;
    }

    private List<Place> places(Readme readme) {
        List<Place> places = new ArrayList<>();
        for (Table table : readme.tables()) {
            int column = table.header().indexOf(parameters.column);
            for (Row row : table.rows()) {
                if (column >= 0 && column < row.cells().size() && row.cells().contains(parameters.backbone)) {
                    places.add(new Place(table, row, row.cells().get(column)));
                }
            }
        }
        return places;
    }

    /** A table may state a percentage where the log prints a share. */
    private Figure documented(Place place) {
        String name = "documented " + parameters.metric;
        return PrintedMetric.number(place.written())
                .map(value -> PERCENT.matcher(place.written()).find()
                        ? Figure.of(name, value.movePointRight(2), "%")
                        : Figure.of(name, value, ""))
                .orElseGet(() -> Figure.text(name, place.written()));
    }

    private List<Figure> figures(Place place) {
        List<Figure> figures = new ArrayList<>();
        figures.add(documented(place));
        for (int i = 0;
                i < Math.min(place.table().header().size(), place.row().cells().size());
                i++) {
            String head = place.table().header().get(i).toLowerCase(Locale.ROOT);
            if (HYPER_PARAMETER_COLUMN.matcher(head).find()) {
                figures.add(Figure.text("hyper-parameters", place.row().cells().get(i))
                        .as(Figure.Key.HYPER_PARAMETERS));
                break;
            }
        }
        return figures;
    }
}
