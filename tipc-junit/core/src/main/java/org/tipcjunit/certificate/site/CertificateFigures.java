// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.Certificate.FigureResult;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Figure.Value;

/**
 * The figures of a certificate that are followed over time.
 *
 * @param metricName the name of the metric; empty when none was evaluated
 * @param metric the evaluated metric
 * @param difference the largest difference between prediction and inference
 * @param took how long the run took
 * @param training how long the training took
 */
record CertificateFigures(
        String metricName,
        Optional<BigDecimal> metric,
        Optional<BigDecimal> difference,
        Duration took,
        Optional<Duration> training) {

    private static final String DIFFERENCE = "max abs difference";

    static CertificateFigures of(Certificate certificate) {
        Optional<FigureResult> metric = figures(certificate, Clause.METRIC)
                .filter(figure -> !figure.name().startsWith("documented"))
                .filter(figure -> number(figure).isPresent())
                .findFirst();
        return new CertificateFigures(
                metric.map(FigureResult::name).orElse(""),
                metric.flatMap(CertificateFigures::number),
                figures(certificate, Clause.CONSISTENCY)
                        .filter(figure -> figure.name().startsWith(DIFFERENCE))
                        .flatMap(figure -> number(figure).stream())
                        .max(Comparator.naturalOrder()),
                certificate.run().duration(),
                certificate.stages().stream()
                        .filter(stage -> stage.name().equals("train"))
                        .map(Certificate.StageResult::duration)
                        .findFirst());
    }

    private static Stream<FigureResult> figures(Certificate certificate, Clause clause) {
        return certificate.clauses().stream()
                .filter(result -> result.clause().equals(clause.id()))
                .flatMap(result -> result.findings().stream())
                .map(Certificate.FindingResult::figures)
                .flatMap(List::stream);
    }

    /** What is beyond all measure is nothing to plot. */
    private static Optional<BigDecimal> number(FigureResult figure) {
        return decimal(figure).filter(number -> Double.isFinite(number.doubleValue()));
    }

    /** Certificates of schema version 2 hold numbers as texts. */
    private static Optional<BigDecimal> decimal(FigureResult figure) {
        if (figure.value() instanceof Value.Numeric numeric) {
            return Optional.of(new BigDecimal(numeric.text()));
        }
        String text = figure.value().text();
        return text.matches("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }
}
