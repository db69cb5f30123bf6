// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.requirement.text.PlainLines;
import org.tipcjunit.requirement.text.ResultLine;
import org.tipcjunit.requirement.text.SampleMentions;
import org.tipcjunit.requirement.text.ScriptName;

/**
 * What the prediction script and the inference script printed about the test images or texts.
 *
 * @param predict the name of the prediction script
 * @param predicted its output
 * @param infer the name of the inference script
 * @param inferred its output
 * @param samples how the test images or texts are named
 * @param best the class with the highest score of every sample, as the outputs say; empty where they are no scores of classes
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrintedResults(
        String predict,
        List<String> predicted,
        String infer,
        List<String> inferred,
        SampleMentions samples,
        List<BestClass> best) {

    private static final int MOST_CLASSES = 8;

    public static PrintedResults of(Prediction prediction, Inference inference, List<BestClass> best) {
        return new PrintedResults(
                ScriptName.beside(prediction.stage(), inference.stage()),
                prediction.stage().output(),
                ScriptName.beside(inference.stage(), prediction.stage()),
                inference.stage().output(),
                SampleMentions.of(prediction),
                best);
    }

    /** Get the same with other classes as the best ones. */
    PrintedResults withBest(List<BestClass> others) {
        return new PrintedResults(predict, predicted, infer, inferred, samples, others);
    }

    /** The only sample needs no name where a line says what the output decided. */
    private List<ResultLine> about(int sample, List<String> lines) {
        List<ResultLine> named = samples.about(sample, lines);
        return named.isEmpty()
                ? samples.unnamed(lines).stream()
                        .filter(line -> best.stream().anyMatch(line::says))
                        .toList()
                : named;
    }

    /** Get the lines of an output about a sample that say a result, where any does. */
    public List<ResultLine> decidedAbout(int sample, List<String> lines) {
        return ResultLine.decided(about(sample, lines));
    }

    /** Get the words and the numbers of each line of an output that says a result about each sample. */
    public List<List<List<String>>> said(List<String> output) {
        return samples.all()
                .mapToObj(sample -> decidedAbout(sample, output).stream()
                        .flatMap(line -> Stream.of(line.words(), line.numbers()))
                        .toList())
                .toList();
    }

    /** Get the lines of the inference script about each sample, in the order in which it printed them. */
    public List<List<ResultLine>> inOrder() {
        return inOrder(inferred);
    }

    /** Get the lines of an output about each sample, in the order in which they were printed. */
    List<List<ResultLine>> inOrder(List<String> output) {
        List<String> all = new PlainLines(output).lines();
        return samples.all()
                .mapToObj(sample -> decidedAbout(sample, output))
                .sorted(Comparator.comparing(lines ->
                        lines.isEmpty() ? all.size() : all.indexOf(lines.get(0).firstLine())))
                .toList();
    }

    /** Get the first difference between the lines that mention a sample, or between what {@code pattern} finds. */
    public Optional<Fault> firstDifference(Optional<String> pattern, Tolerance tolerance) {
        if (pattern.isPresent()) {
            Pattern compiled = Pattern.compile(pattern.get());
            return difference(
                    "a result that matches " + compiled,
                    ResultLine.matching(compiled, predicted),
                    ResultLine.matching(compiled, inferred),
                    tolerance);
        }
        return samples.all()
                .boxed()
                .flatMap(sample ->
                        difference(samples.name(sample), about(sample, predicted), about(sample, inferred), tolerance)
                                .stream())
                .findFirst();
    }

    /** Whether what the scripts printed about a sample differs, or one of them printed no result. */
    public boolean differs(int sample, Tolerance tolerance) {
        return difference(samples.name(sample), about(sample, predicted), about(sample, inferred), tolerance)
                .isPresent();
    }

    /** Get the first sample about which both scripts printed lines, but one of them no result. */
    public Part undecided(Optional<String> pattern) {
        if (pattern.isPresent()) {
            return Part.none();
        }
        for (int sample = 0; sample < samples.count(); sample++) {
            List<ResultLine> ours = about(sample, predicted);
            List<ResultLine> theirs = about(sample, inferred);
            boolean silent = ours.stream().noneMatch(ResultLine::hasDecision);
            if (!ours.isEmpty()
                    && !theirs.isEmpty()
                    && (silent || theirs.stream().noneMatch(ResultLine::hasDecision))) {
                return Part.unjudged(new Fault(
                        (silent ? predict : infer) + " printed no decision for " + samples.name(sample),
                        predict + ": " + ours.get(0).text() + "\n" + infer + ": "
                                + theirs.get(0).text(),
                        "print what was decided, a label or a number, beside " + samples.namedBy()));
            }
        }
        return Part.none();
    }

    /**
     * Get what is wrong where both scripts print the same about every sample: that agrees with anything.
     */
    public Part constant(Optional<String> pattern) {
        Set<Integer> classes = best.stream().map(BestClass::number).collect(Collectors.toSet());
        List<List<List<String>>> printed = samples.all()
                .mapToObj(sample -> Stream.of(predicted, inferred)
                        .flatMap(lines -> decidedAbout(sample, lines).stream())
                        .map(line -> Stream.concat(line.words().stream(), line.numbers().stream())
                                .toList())
                        .toList())
                .distinct()
                .toList();
        boolean same = samples.count() > 1 && printed.size() == 1 && classes.size() > 1;
        // Lines without a decision are told as such.
        if (pattern.isPresent() || !same || !undecided(pattern).unjudged().isEmpty()) {
            return Part.none();
        }
        return Part.unjudged(new Fault(
                "the printed results are the same for all " + samples.noun()
                        + "s, though the network decides differently",
                String.join("\n", about(0)) + "\nthe highest scores of "
                        + Quantity.count(samples.count(), samples.noun()) + " are those of the classes "
                        + classes.stream()
                                .sorted()
                                .limit(MOST_CLASSES)
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")),
                "print what is decided about the " + samples.noun() + " beside " + samples.namedBy()));
    }

    /** Get all lines that mention a sample, those of both scripts below each other. */
    public String sideBySide() {
        return samples.all().boxed().flatMap(sample -> about(sample).stream()).collect(Collectors.joining("\n"));
    }

    /** Get the lines of both scripts that mention a sample. */
    public List<String> about(int sample) {
        return Stream.concat(
                        about(sample, predicted).stream().map(line -> predict + ": " + line.text()),
                        about(sample, inferred).stream().map(line -> infer + ": " + line.text()))
                .toList();
    }

    /** Tell of a line that may say a result of the only sample, but says another one than its output. */
    private String another(String about, List<String> output) {
        return best.isEmpty() || samples.count() != 1 || !about.equals(samples.name(0))
                ? ""
                : samples.unnamed(output).stream()
                        .reduce((first, last) -> last)
                        .map(line -> "\nor says class " + best.get(0).number() + ", "
                                + Quantity.of(best.get(0).score())
                                + ", which the output decides; the last line that may be a result: "
                                + line.text())
                        .orElse("");
    }

    private Optional<Fault> difference(
            String about, List<ResultLine> mentions, List<ResultLine> others, Tolerance tolerance) {
        List<ResultLine> ours = ResultLine.decided(mentions);
        List<ResultLine> theirs = ResultLine.decided(others);
        if (samples.count() == 1) {
            ours = ours.stream().map(ResultLine::withoutImage).toList();
            theirs = theirs.stream().map(ResultLine::withoutImage).toList();
        }
        if (ours.isEmpty() || theirs.isEmpty()) {
            String silent = ours.isEmpty() ? predict : infer;
            return Optional.of(new Fault(
                    silent + " printed no result for " + about,
                    "no line of " + silent + "'s output mentions " + about
                            + another(about, ours.isEmpty() ? predicted : inferred),
                    "print one line for each " + samples.noun() + ", with " + samples.namedBy() + " and its result"));
        }
        if (ours.size() != theirs.size()) {
            return Optional.of(new Fault(
                    "the printed results for " + about + " differ",
                    Quantity.count(ours.size(), "line") + " from " + predict + ", " + theirs.size() + " from " + infer,
                    "print results in the same form in " + predict + " and " + infer));
        }
        for (int i = 0; i < ours.size(); i++) {
            ResultLine mine = ours.get(i);
            ResultLine other = theirs.get(i);
            Optional<String> difference = mine.holdsNan() || other.holdsNan()
                    ? Optional.of("NaN is no result")
                    : mine.difference(other, tolerance);
            if (difference.isPresent()) {
                return Optional.of(new Fault(
                        "the printed results for " + about + " differ",
                        predict + ": " + mine.text() + "\n" + infer + ": " + other.text() + "\n" + difference.get(),
                        "print results in the same form in " + predict + " and " + infer
                                + "; if the numbers differ while"
                                + " the outputs agree, look at what happens between the output tensor and the print"));
            }
        }
        return Optional.empty();
    }
}
