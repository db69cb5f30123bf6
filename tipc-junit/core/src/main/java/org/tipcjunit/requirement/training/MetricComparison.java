// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.MetricReading;
import org.tipcjunit.requirement.text.PlainLines;
import org.tipcjunit.requirement.text.PrintedMetric;
import org.tipcjunit.requirement.text.ScaledPair;
import org.tipcjunit.requirement.text.WrittenNumber;

/** One comparison of what an evaluation printed with a documented value; used once. */
final class MetricComparison {

    private static final int MOST_QUOTED = 6;

    private final MetricReached.Parameters parameters;
    private final Evaluation evaluation;
    private final WrittenNumber documented;
    private final String written;
    private final List<Evidence> documentation;
    private final MetricName name;
    private final List<String> output;
    private final Judgement judgement;

    /**
     * Prepare a comparison.
     *
     * @param written the documented value as it is written
     * @param source where it is documented, for messages
     */
    MetricComparison(
            MetricReached.Parameters parameters,
            Evaluation evaluation,
            WrittenNumber documented,
            String written,
            String source,
            List<Evidence> documentation) {
        this.parameters = parameters;
        this.evaluation = evaluation;
        this.documented = documented;
        this.written = written;
        this.documentation = documentation;
        this.name = new MetricName(parameters.metric());
        this.output = new PlainLines(evaluation.stage().output()).lines();
        this.judgement = Judgement.of(
                Clause.METRIC,
                MetricReached.REQUIREMENT,
                evaluation.stage(),
                parameters.metric() + (parameters.higherIsBetter() ? " >= " : " <= ") + written + ", " + source);
    }

    Finding finding() {
        MetricReading reading = new MetricReached(parameters)
                .reading(evaluation.stage().output(), evaluation.stage().model());
        return switch (reading.outcome()) {
            case READ -> compare(reading.value().orElseThrow());
            case ABSENT -> absent("");
            case OTHERS_ONLY -> absent(", only others' values:\n" + quote(reading.quoted()));
            case UNCLEAR -> unclear(reading);
            case SEVERAL -> several(reading);
            case UNFINISHED -> unfinished(reading);
        };
    }

    private Finding absent(String instead) {
        return judgement.fail(
                "the evaluation printed no " + parameters.metric(),
                none(output, parameters.metric()) + instead,
                printIt(parameters.metric()),
                List.of(),
                documentation);
    }

    /** Say that a metric was not printed. */
    static String none(List<String> output, String metric) {
        return output.size() + " lines of output, none with " + metric + " and a number";
    }

    /** Get what to do where a metric was not printed. */
    static String printIt(String metric) {
        return "print it, for example as '" + metric
                + ": 0.9700', or name the metric as the script does (case matters); a logger"
                + " prints only what its level lets through, which importing Paddle may set (logger.setLevel(logging.INFO) after it)";
    }

    private Finding unclear(MetricReading reading) {
        String label = reading.quoted().get(0).label();
        return judgement.cannotJudge(
                "the evaluation printed no plain " + parameters.metric() + ", but '" + label + "'",
                quote(reading.quoted()),
                "name the metric as it is printed, here and in the README ('" + label + "'), or print it as '"
                        + parameters.metric() + ": 0.9700'",
                List.of(),
                documentation);
    }

    private Finding several(MetricReading reading) {
        Optional<String> once = new MetricReached(parameters)
                .printedOnce(output, evaluation.stage().model());
        return judgement.cannotJudge(
                "the evaluation printed several values of " + parameters.metric(),
                quote(reading.quoted()),
                "print one value under this name, and running values with the batch before them, such as '[3/10] "
                        + parameters.metric() + ": 0.9'"
                        + (once.isEmpty()
                                ? ""
                                : "; or take '" + once.get()
                                        + "', which was printed once, for the metric, here and in the README"),
                List.of(),
                documentation);
    }

    private Finding unfinished(MetricReading reading) {
        return judgement.cannotJudge(
                "the evaluation printed running values of " + parameters.metric()
                        + " only, which end before its last batch",
                quote(reading.quoted()),
                "print the value of all batches at the end, for example as '" + parameters.metric() + ": 0.9700'",
                List.of(),
                documentation);
    }

    private Finding compare(PrintedMetric printed) {
        List<Evidence> evidence = new ArrayList<>(documentation);
        evidence.add(new TextEvidence("evaluated value", output.get(printed.line())));
        if (printed.number().isEmpty()) {
            return printed.isNotFinite() ? notFinite(printed, evidence) : unreadable(printed, evidence);
        }
        Optional<ScaledPair> pair =
                ScaledPair.of(name, documented, printed.number().get());
        if (pair.isEmpty()) {
            return ofUnknownScale(printed, evidence);
        }
        return compare(printed, pair.get(), evidence);
    }

    private Finding compare(PrintedMetric printed, ScaledPair pair, List<Evidence> evidence) {
        BigDecimal surplus = parameters.higherIsBetter()
                ? pair.printed().subtract(pair.documented())
                : pair.documented().subtract(pair.printed());
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of(parameters.metric(), pair.printed(), "").as(Figure.Key.METRIC),
                Figure.of("documented " + parameters.metric(), pair.documented(), ""),
                Figure.of("margin", surplus, "")));
        Optional<String> warning = warning(pair);
        warning.ifPresent(text -> {
            figures.add(Figure.text(Figure.WARNING, text));
            evidence.add(new TextEvidence(Figure.WARNING, text));
        });
        String observed = parameters.metric() + " = " + printed.written();
        if (surplus.signum() < 0) {
            return judgement.fail(
                    parameters.metric() + " is " + pair.printed().toPlainString() + ", "
                            + (parameters.higherIsBetter() ? "below" : "above") + " the documented "
                            + pair.documented().toPlainString(),
                    observed + ", in: " + output.get(printed.line()),
                    (isErrorWithoutDirection() ? sayDirection() + "; else " : "")
                            + "train longer or correct the model; document only what the training reaches on this data",
                    figures,
                    evidence);
        }
        if (surplus.signum() > 0 && isErrorWithoutDirection()) {
            return judgement.cannotJudge(
                    parameters.metric() + " is larger than documented, and its name says that less is better",
                    observed + ", in: " + output.get(printed.line()),
                    sayDirection(),
                    figures,
                    evidence);
        }
        if (surplus.signum() > 0 && !parameters.higherIsBetter() && name.isShare()) {
            return judgement.cannotJudge(
                    parameters.metric() + " is smaller than documented, and its name says that more is better",
                    observed + ", in: " + output.get(printed.line()),
                    "do not declare that a lower value is the better one (lower-is-better), or name it by what it measures",
                    figures,
                    evidence);
        }
        return judgement.pass(
                parameters.metric() + " is " + printed.written() + ", documented is " + written,
                warning.map(text -> observed + "\nwarning: " + text).orElse(observed),
                figures,
                evidence);
    }

    private boolean isErrorWithoutDirection() {
        return parameters.higherIsBetter() && name.isError();
    }

    private static String sayDirection() {
        return "declare that a lower value is the better one (--lower-is-better, or lower-is-better=true)";
    }

    private Optional<String> warning(ScaledPair pair) {
        if (pair.documented().signum() == 0 && parameters.higherIsBetter()) {
            return Optional.of("the documented " + parameters.metric() + " is 0, which every model reaches");
        }
        if (!parameters.higherIsBetter() && name.isShare()) {
            return Optional.of(
                    "a lower " + parameters.metric()
                            + " is declared to be the better one, though its name is that of a measure of which more is better");
        }
        return isErrorWithoutDirection()
                ? Optional.of("a higher " + parameters.metric()
                        + " counts as the better one, though its name is that of an error")
                : Optional.empty();
    }

    private Finding ofUnknownScale(PrintedMetric printed, List<Evidence> evidence) {
        WrittenNumber number = printed.number().orElseThrow();
        boolean comma = documented.ambiguous() || number.ambiguous();
        return judgement.cannotJudge(
                parameters.metric() + " is " + printed.written() + ", documented is " + written
                        + (comma
                                ? ": a comma may separate thousands or decimals"
                                : ": which of them is a percentage and which a fraction is not said"),
                "documented " + written + "\nprinted " + printed.written() + ", in: " + output.get(printed.line()),
                comma
                        ? "write decimals with a point on both sides, such as 97.512"
                        : "write both as fractions (0.85), or both as percentages, with a percent sign beside the number (85%)"
                                + " or in the column's heading (" + parameters.metric() + " (%))",
                List.of(),
                evidence);
    }

    private Finding notFinite(PrintedMetric printed, List<Evidence> evidence) {
        return judgement.fail(
                parameters.metric() + " is not a finite number",
                parameters.metric() + " is " + printed.written() + ", in: " + output.get(printed.line()),
                "look for NaN in the trained weights and for a division by zero in the evaluation",
                List.of(Figure.text(parameters.metric(), printed.written()).as(Figure.Key.METRIC)),
                evidence);
    }

    private Finding unreadable(PrintedMetric printed, List<Evidence> evidence) {
        return judgement.cannotJudge(
                parameters.metric() + " is not one number",
                parameters.metric() + " is " + printed.written() + ", in: " + output.get(printed.line()),
                "print one number under this name, such as '" + parameters.metric() + ": 0.9700'",
                List.of(),
                evidence);
    }

    private String quote(List<PrintedMetric> places) {
        String lines = places.stream()
                .limit(MOST_QUOTED)
                .map(place -> "line " + (place.line() + 1) + ": "
                        + output.get(place.line()).strip())
                .distinct()
                .collect(Collectors.joining("\n"));
        return places.size() > MOST_QUOTED ? lines + "\nand " + (places.size() - MOST_QUOTED) + " more" : lines;
    }
}
