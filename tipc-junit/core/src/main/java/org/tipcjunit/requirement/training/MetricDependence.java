// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.text.MetricReading;
import org.tipcjunit.requirement.text.PrintedMetric;
import org.tipcjunit.requirement.text.WrittenNumber;
import org.tipcjunit.stage.evaluate.NoisyEvaluation;

/**
 * Whether the metric depends on what the network says, where code that ran goes on after exceptions: it may print something else
 * than what it was to calculate.
 *
 * @param reached reads the metric
 * @param evaluation the evaluation that is judged
 */
record MetricDependence(MetricReached reached, Evaluation evaluation) {

    private static final int MOST_HANDLERS = 5;

    /** Get {@code metric}, held against evaluations with random numbers in the place of the network's outputs. */
    Finding of(Finding metric, Function<NoisyEvaluation, NoisyEvaluation.Outcome> noisy) {
        Optional<String> printed = number(evaluation.stage().output());
        // A share of 0 is what random outputs reach as well; that nothing is documented is warned of.
        boolean nothing = parameters().higherIsBetter() && printed.equals(Optional.of("0"));
        if (metric.verdict() != Verdict.PASS || nothing || evaluation.handlers().isEmpty()) {
            return metric;
        }
        String lines = "";
        for (NoisyEvaluation each : NoisyEvaluation.values()) {
            NoisyEvaluation.Outcome outcome = noisy.apply(each);
            if (outcome.obstacle().isPresent()) {
                return metric.concluding(
                        Verdict.CANNOT_JUDGE,
                        "whether the metric depends on the network could not be tried",
                        outcome.obstacle().get() + "\n" + survives() + "\n" + metric.observed(),
                        "run the whole chain; or let the exceptions out");
            }
            Optional<String> other = number(outcome.output());
            boolean same = outcome.replaced() > 0 && printed.isPresent() && printed.equals(other);
            if (!same) {
                return metric.plus(
                        List.of(),
                        List.of(new TextEvidence(
                                "the metric with random numbers in the place of the network's outputs",
                                outcome.replaced() == 0
                                        ? "not tried: no output could be replaced"
                                        : other.map(number -> parameters().metric() + " = " + number)
                                                .orElse("none was printed"))));
            }
            lines += "\n" + parameters().metric() + " = " + other.orElseThrow()
                    + " with random numbers in the place of the network's outputs";
        }
        return metric.concluding(
                Verdict.CANNOT_JUDGE,
                parameters().metric() + " does not depend on what the network says",
                metric.observed() + lines + "\n" + survives(),
                "let the exception out that the evaluation survives: what it prints instead says nothing of the model");
    }

    private MetricReached.Parameters parameters() {
        return reached.parameters();
    }

    private String survives() {
        return "code that ran and goes on after exceptions: "
                + evaluation.handlers().stream().limit(MOST_HANDLERS).collect(Collectors.joining(", "))
                + (evaluation.handlers().size() > MOST_HANDLERS ? ", ..." : "");
    }

    private Optional<String> number(List<String> output) {
        return Optional.of(reached.reading(output, evaluation.stage().model()))
                .flatMap(MetricReading::value)
                .flatMap(PrintedMetric::number)
                .map(WrittenNumber::value)
                .map(value -> value.stripTrailingZeros().toPlainString());
    }
}
