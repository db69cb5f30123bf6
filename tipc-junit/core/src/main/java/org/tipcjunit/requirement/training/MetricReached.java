// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.StageFindings;
import org.tipcjunit.requirement.answers.PrintedShare;
import org.tipcjunit.requirement.program.MeasuredHeads;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.MetricReading;
import org.tipcjunit.requirement.text.PlainLines;
import org.tipcjunit.requirement.text.PrintedMetric;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.WrittenNumber;

/**
 * Judges whether an evaluated metric reaches the documented value, without any tolerance.
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MetricReached(Parameters parameters) {

    static final String REQUIREMENT = "@MetricReaches";

    /**
     * What is demanded of the metric.
     *
     * @param metric the metric's name as the script prints it and as the README's column is headed; case matters
     * @param row what a cell of the README's row must say where a table has several rows; empty for the model's name
     * @param value the value that the test states; empty when it leaves that to the README
     * @param higherIsBetter whether the metric must be at least, not at most, the documented value
     * @param declaredBy where the test states its value, for messages, such as {@code DigitsCertificationTest.evaluation}
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
        DocumentedMetric documents = new DocumentedMetric(
                readme, name(), parameters.row.orElse(evaluation.stage().model()));
        List<DocumentedMetric.Place> documented = documents.places();
        List<BigDecimal> values = documented.stream()
                .map(place -> place.number().value().stripTrailingZeros())
                .distinct()
                .toList();
        if (values.isEmpty()) {
            return undocumented(judgement, documents, evaluation);
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
        DocumentedMetric.Place place = documented.get(0);
        if (parameters.value.isPresent() && !isStated(parameters.value.get(), place.number())) {
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

    /** Whether a test states a documented number: as it is written, or as what it is. */
    private static boolean isStated(BigDecimal stated, WrittenNumber documented) {
        return stated.compareTo(documented.value()) == 0 || stated.compareTo(documented.digits()) == 0;
    }

    /** Judge {@code evaluation} against {@code documented} instead of a README; a pure function. */
    public Finding judge(Evaluation evaluation, BigDecimal documented) {
        if (!evaluation.stage().outcome().termination().isSuccess()) {
            return StageFindings.failed(Clause.METRIC, REQUIREMENT, evaluation.stage());
        }
        String written = documented.toPlainString();
        return new MetricComparison(
                        parameters,
                        evaluation,
                        new WrittenNumber(documented, false, false, written),
                        written,
                        "stated by the test",
                        List.of())
                .finding();
    }

    private Finding compare(Evaluation evaluation, Readme readme, DocumentedMetric.Place place) {
        String where = readme.file() + ":" + place.line();
        Finding finding = new MetricComparison(
                        parameters,
                        evaluation,
                        place.number(),
                        place.written(),
                        "documented in " + where,
                        List.of(new TextEvidence(
                                "documented value", where + ": " + parameters.metric + " " + place.written())))
                .finding();
        return new MeasuredWay(parameters.metric, place, readme).in(finding, evaluation);
    }

    /** Read what an evaluation of {@code model} printed. */
    MetricReading reading(List<String> output, String model) {
        return MetricReading.of(new PlainLines(output).lines(), name(), names(model));
    }

    /** Get another name with the metric's in it that an evaluation of {@code model} printed once. */
    Optional<String> printedOnce(List<String> output, String model) {
        return MetricReading.printedOnce(new PlainLines(output).lines(), name(), names(model));
    }

    private Set<String> names(String model) {
        Set<String> names = new HashSet<>(Set.of(model));
        parameters.row().ifPresent(names::add);
        return names;
    }

    /** Read the number that an evaluation of {@code model} printed; empty where it is not one. */
    Optional<WrittenNumber> number(List<String> output, String model) {
        return reading(output, model).value().flatMap(PrintedMetric::number);
    }

    /** Get how the number that an evaluation printed is read in others of the same command. */
    public MeasuredHeads.Reading headReading(Evaluation evaluation) {
        return new MeasuredHeads.Reading(
                parameters.metric, output -> number(output, evaluation.stage().model())
                        .map(written -> written.value().stripTrailingZeros().toPlainString()));
    }

    /** Read the share of right answers that an evaluation printed; empty where the metric is none, or was not printed plainly. */
    public Optional<PrintedShare> printedShare(Evaluation evaluation) {
        return parameters.higherIsBetter()
                ? number(evaluation.stage().output(), evaluation.stage().model())
                        .flatMap(number -> PrintedShare.of(name(), number))
                : Optional.empty();
    }

    private Finding undocumented(Judgement judgement, DocumentedMetric documents, Evaluation evaluation) {
        Path file = documents.readme().file();
        Optional<Integer> comingSoon = documents.comingSoon();
        if (comingSoon.isPresent()) {
            return judgement.notRun(
                    "the README's " + parameters.metric + " of " + documents.row() + " is coming soon",
                    file + ":" + comingSoon.get() + " states no value yet",
                    "document the value that the training reaches",
                    List.of(),
                    List.of());
        }
        // Whoever documents a value next has to know it, and that it is printed at all.
        DocumentedMetric.Wanted printed = new DocumentedMetric.Wanted(
                parameters.metric,
                evaluation.stage().output(),
                reading(evaluation.stage().output(), evaluation.stage().model()));
        return judgement.fail(
                "the README documents no value of " + parameters.metric,
                documents.readme().lacking(file + " has " + documents.insteadOfValue()) + "\n" + printed.observed(),
                printed.remedy(documents.row()));
    }

    private MetricName name() {
        return new MetricName(parameters.metric);
    }

    private String rowName(Judgement judgement) {
        return parameters.row.orElse(judgement.model());
    }
}
