// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.answers.ChanceAnswers;
import org.tipcjunit.requirement.answers.PrintedShare;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.WrittenNumber;
import org.tipcjunit.stage.noise.NoisyEvaluation;

/**
 * Whether the metric depends on what the network says: a script may print what lay in a file, or what it fell back to after an
 * exception, beside a network that runs.
 *
 * <p>An evaluation that takes long is tried only where code that ran goes on after exceptions.
 *
 * @param reached reads the metric
 * @param evaluation the evaluation that is judged
 * @param classes numbers of classes of which samples were seen to have one each
 */
record MetricDependence(MetricReached reached, Evaluation evaluation, Set<Integer> classes) {

    private static final int MOST_HANDLERS = 5;

    /** Of fewer samples a share may well have one decimal. */
    private static final int MANY_SAMPLES = 100;

    MetricDependence {
        classes = Set.copyOf(classes);
    }

    /** Get {@code metric}, held against evaluations with random numbers in the place of the network's outputs. */
    Finding of(Finding metric, Function<NoisyEvaluation, NoisyEvaluation.Outcome> noisy) {
        Optional<String> printed = number(evaluation.stage().output());
        // A share of 0 is what random outputs reach as well; that nothing is documented is warned of.
        boolean nothing = parameters().higherIsBetter() && printed.equals(Optional.of("0"));
        if (metric.verdict() != Verdict.PASS || nothing || printed.isEmpty()) {
            return metric;
        }
        Duration took = evaluation.stage().outcome().duration();
        if (evaluation.handlers().isEmpty() && took.compareTo(NoisyEvaluation.LONG) > 0) {
            return tried(
                    metric,
                    "not tried: the evaluation took more than " + NoisyEvaluation.LONG.toMinutes() + " minutes");
        }
        String lines = "";
        for (NoisyEvaluation each : NoisyEvaluation.values()) {
            NoisyEvaluation.Outcome outcome = noisy.apply(each);
            if (outcome.obstacle().isPresent()) {
                return evaluation.handlers().isEmpty()
                        ? tried(metric, "not tried: " + outcome.obstacle().get())
                        : untried(metric, outcome.obstacle().get());
            }
            Optional<PrintedShare> above = aboveChance(outcome);
            OptionalInt more = moreThanNamed(metric, outcome);
            if (more.isPresent()
                    && Arrays.stream(NoisyEvaluation.values()).skip(1).allMatch(other -> moreThanNamed(
                                    metric, noisy.apply(other))
                            .equals(more))) {
                return ofMore(metric, more.getAsInt(), outcome);
            }
            if (above.isPresent()
                    && aboveChance(noisy.apply(NoisyEvaluation.SECOND)).isPresent()) {
                return miscounted(metric, above.get(), outcome);
            }
            Optional<String> other = number(outcome.output());
            if (outcome.replaced() == 0 || !printed.equals(other)) {
                boolean isCoarse = Arrays.stream(NoisyEvaluation.values())
                        .allMatch(run -> isCoarse(metric, run.compareTo(each) > 0 ? noisy.apply(run) : outcome));
                return tried(
                        isCoarse ? coarse(metric) : metric,
                        outcome.replaced() == 0
                                ? "not tried: no output could be replaced"
                                : other.map(number -> parameters().metric() + " = " + number)
                                        .orElse("none was printed"));
            }
            lines += "\n" + parameters().metric() + " = " + other.orElseThrow()
                    + " with random numbers in the place of the network's outputs";
        }
        return metric.concluding(
                Verdict.CANNOT_JUDGE,
                parameters().metric() + " does not depend on what the network says",
                metric.observed() + lines + survives(),
                "calculate " + parameters().metric() + " from the outputs of the network on each sample"
                        + (evaluation.handlers().isEmpty()
                                ? ", not from a file or from the labels alone; where all samples have one label, any network is as"
                                        + " right, and others are needed"
                                : "; let the exception out that the evaluation survives: what it prints instead says"
                                        + " nothing of the model"));
    }

    /** Get the share of right answers that random scores have where it is far more than by chance; one run in a thousand may be lucky. */
    private Optional<PrintedShare> aboveChance(NoisyEvaluation.Outcome outcome) {
        return random(outcome).filter(share -> ChanceAnswers.isExceeded(share, scores(outcome)));
    }

    /** Get among how many best scores labels are counted as right; means of batches scatter, so that all runs are asked. */
    private OptionalInt moreThanNamed(Finding metric, NoisyEvaluation.Outcome outcome) {
        return random(outcome)
                .flatMap(share -> ChanceAnswers.of(share, scores(outcome)))
                .map(chance -> chance.ofAtMost(samples(metric)).moreThanNamed())
                .orElse(OptionalInt.empty());
    }

    /** Get on how many samples the evaluation ran; 0 where that is not known. */
    private static int samples(Finding metric) {
        return metric.figures().stream()
                .filter(figure -> figure.name().equals(EvaluatedNetwork.SAMPLES))
                .map(Figure::value)
                .filter(Figure.Value.Numeric.class::isInstance)
                .mapToInt(value -> ((Figure.Value.Numeric) value).number().intValue())
                .findFirst()
                .orElse(0);
    }

    /**
     * Whether a share of right answers has one decimal in the evaluation and in a run with random outputs: of many samples it comes to such
     * a number seldom, in all runs hardly ever, unless it is rounded to it.
     */
    private boolean isCoarse(Finding metric, NoisyEvaluation.Outcome outcome) {
        int rows = outcome.scores().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        int samples = samples(metric);
        return parameters().higherIsBetter()
                && (samples > 0 ? samples : rows) >= MANY_SAMPLES
                && outcome.replaced() > 0
                && isOneDecimal(evaluation.stage().output())
                && isOneDecimal(outcome.output());
    }

    private boolean isOneDecimal(List<String> output) {
        return written(output)
                .filter(number -> PrintedShare.of(name(), number).isPresent())
                .map(WrittenNumber::value)
                .filter(value -> value.scale() == 1 && value.compareTo(BigDecimal.ONE) <= 0)
                .isPresent();
    }

    private Finding coarse(Finding metric) {
        return metric.warning(parameters().metric()
                + " is rounded to tenths, also with random numbers in the place of the network's outputs: what is printed hides"
                + " up to 5 percentage points");
    }

    private Optional<PrintedShare> random(NoisyEvaluation.Outcome outcome) {
        return parameters().higherIsBetter() && outcome.scores().size() == 1
                ? written(outcome.output()).flatMap(number -> PrintedShare.of(name(), number))
                : Optional.empty();
    }

    private Map<Integer, Integer> scores(NoisyEvaluation.Outcome outcome) {
        Map<Integer, Integer> scores = new HashMap<>(outcome.scores());
        if (!name().isRanked()) {
            scores.keySet().retainAll(classes);
        }
        return scores;
    }

    private Finding ofMore(Finding metric, int more, NoisyEvaluation.Outcome outcome) {
        PrintedShare share = random(outcome).orElseThrow();
        int length = outcome.scores().keySet().iterator().next();
        return metric.concluding(
                Verdict.CANNOT_JUDGE,
                share.ofMore(more),
                parameters().metric() + " = "
                        + written(outcome.output()).orElseThrow().written()
                        + " with random numbers in the place of " + length + " scores each, of which the " + more
                        + " best have the label in " + Quantity.of((double) more / length) + " of cases\n"
                        + metric.observed(),
                share.remedyOfMore(more));
    }

    private Finding miscounted(Finding metric, PrintedShare share, NoisyEvaluation.Outcome outcome) {
        Map.Entry<Integer, Integer> scores =
                outcome.scores().entrySet().iterator().next();
        return metric.concluding(
                Verdict.CANNOT_JUDGE,
                parameters().metric() + " counts answers as right that are not",
                parameters().metric() + " = "
                        + written(outcome.output()).orElseThrow().written() + " with random numbers in the place of "
                        + scores.getKey() + " scores each of "
                        + Quantity.count(scores.getValue(), "sample") + ", which chance gives "
                        + Quantity.of((double) share.rank() / scores.getKey()) + "\n" + metric.observed(),
                share.remedy());
    }

    private MetricName name() {
        return new MetricName(parameters().metric());
    }

    private static Finding tried(Finding metric, String text) {
        return metric.plus(
                List.of(),
                List.of(new TextEvidence(
                        "the metric with random numbers in the place of the network's outputs", text)));
    }

    private Finding untried(Finding metric, String obstacle) {
        return metric.concluding(
                Verdict.CANNOT_JUDGE,
                "whether the metric depends on the network could not be tried",
                obstacle + survives() + "\n" + metric.observed(),
                "run the whole chain; or let the exceptions out");
    }

    private MetricReached.Parameters parameters() {
        return reached.parameters();
    }

    private String survives() {
        if (evaluation.handlers().isEmpty()) {
            return "";
        }
        return "\ncode that ran and goes on after exceptions: "
                + evaluation.handlers().stream().limit(MOST_HANDLERS).collect(Collectors.joining(", "))
                + (evaluation.handlers().size() > MOST_HANDLERS ? ", ..." : "");
    }

    private Optional<String> number(List<String> output) {
        return written(output).map(WrittenNumber::value).map(value -> value.stripTrailingZeros()
                .toPlainString());
    }

    private Optional<WrittenNumber> written(List<String> output) {
        return reached.number(output, evaluation.stage().model());
    }
}
