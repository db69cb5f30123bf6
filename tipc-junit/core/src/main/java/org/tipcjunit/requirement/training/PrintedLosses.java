// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.requirement.text.PlainLines;

/**
 * The losses that a training printed, held against those that were recorded.
 *
 * <p>Scripts print the loss of an iteration, means, sums, parts, scaled and smoothed losses, and those of other data. A printed
 * number that the recording does not explain is therefore shown and refuses nothing, unless it is clearly the loss of an iteration:
 * see {@link PrintedLossSeries}.
 *
 * @param contradiction the first printed loss that is clearly one of an iteration and that the recording contradicts
 * @param note the printed losses outside of the recorded range; empty where there are none
 */
record PrintedLosses(Optional<Fault> contradiction, Optional<String> note) {

    private static final Pattern LOSS = Pattern.compile(
            "(?<![\\w.@/-])(?<!\\p{L}-)['\"]?(?<name>loss)['\"]? ?[:=] ?\\[?(?<value>[-+]?(?:nan|inf|[0-9]+(?:\\.[0-9]+)?(?:e[-+]?[0-9]+)?))(?![\\w%])",
            Pattern.CASE_INSENSITIVE);

    /** A word directly before the name makes it another loss, unless it says nothing. */
    private static final Pattern QUALIFIED = Pattern.compile("(?:(?<word>[\\p{L}_+&]+)|[)\\]])\\s*$");

    private static final Pattern OWN_WORD = Pattern.compile("(?i)train|training|info|the|its|训练");

    /** Lines about other data than the training's, or about several iterations. */
    private static final Pattern OTHER = Pattern.compile(
            "(?<![a-z])(?:eval|val|valid|validation|test|dev|best|avg|average|mean|sum|total|smooth|accum)|验证|测试|评估|平均|累计|总",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BEGIN_OF_EVALUATION = Pattern.compile(
            "(?i)\\beval\\w* begin|\\b(?:start|begin)\\w*\\s+(?:to\\s+)?(?:eval|valid|test)|开始(?:评估|验证|测试)");

    private static final Pattern END_OF_EVALUATION = Pattern.compile("(?i)eval samples|\\btrain|\\bepoch|训练");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d[\\d.,:eE/+-]*");
    private static final int MOST_QUOTED = 3;

    /**
     * A printed loss.
     *
     * @param written the number as it is written
     * @param line the output's line, 0 for the first
     * @param text that line
     */
    record Printed(String written, int line, String text) {

        double value() {
            String word = written.toLowerCase(Locale.ROOT);
            if (word.endsWith("nan")) {
                return Double.NaN;
            }
            if (word.endsWith("inf")) {
                return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            return Double.parseDouble(word);
        }

        /** Get one unit of the last printed digit: scripts round, and cut. */
        double unit() {
            String[] parts = written.toLowerCase(Locale.ROOT).split("e", 2);
            int point = parts[0].indexOf('.');
            int decimals = point < 0 ? 0 : parts[0].length() - point - 1;
            int exponent = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return Math.pow(10, exponent - (double) decimals);
        }
    }

    static PrintedLosses of(TrainingRun training) {
        if (!comparable(training)) {
            return new PrintedLosses(Optional.empty(), Optional.empty());
        }
        double[] recorded =
                training.losses().stream().mapToDouble(LossRecord::loss).toArray();
        List<Printed> outside = new ArrayList<>();
        Optional<Fault> contradiction = Optional.empty();
        for (List<Printed> form : byForm(training.stage().output())) {
            PrintedLossSeries series = new PrintedLossSeries(form, recorded);
            outside.addAll(series.outside());
            if (contradiction.isEmpty()) {
                contradiction = series.contradiction().map(printed -> fault(printed, series));
            }
        }
        return new PrintedLosses(contradiction, note(outside, recorded));
    }

    private static Fault fault(Printed printed, PrintedLossSeries series) {
        return new Fault(
                "the training printed a loss that it did not have",
                "printed loss " + printed.written() + " (output line " + (printed.line() + 1) + ": "
                        + printed.text().strip() + "), recorded losses lie from " + Quantity.of(series.lowest())
                        + " to "
                        + Quantity.of(series.highest()) + "; " + series.why(),
                "print the loss that backward is called on, or give the printed number another name");
    }

    private static Optional<String> note(List<Printed> outside, double[] recorded) {
        if (outside.isEmpty()) {
            return Optional.empty();
        }
        PrintedLossSeries all = new PrintedLossSeries(outside, recorded);
        String lines = outside.stream()
                .limit(MOST_QUOTED)
                .map(printed ->
                        "line " + (printed.line() + 1) + ": " + printed.text().strip())
                .distinct()
                .collect(Collectors.joining("\n"));
        return Optional.of(Quantity.count(outside.size(), "number")
                + " printed as loss, outside of the recorded ones, which lie from "
                + Quantity.of(all.lowest()) + " to " + Quantity.of(all.highest())
                + "; they may be sums, parts, scaled, or of other data\n" + lines);
    }

    /** Get the losses that are printed without another word, by the form of their line. */
    private static List<List<Printed>> byForm(List<String> output) {
        Map<String, List<Printed>> forms = new LinkedHashMap<>();
        List<String> lines = new PlainLines(output).lines();
        boolean evaluates = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            evaluates = BEGIN_OF_EVALUATION.matcher(line).find()
                    || (evaluates && !END_OF_EVALUATION.matcher(line).find());
            Matcher matcher = LOSS.matcher(line);
            while (!evaluates && matcher.find()) {
                String before = line.substring(0, matcher.start());
                if (!isOther(before)) {
                    String form = NUMBER.matcher(before).replaceAll("0").replaceAll("\\s+", " ");
                    forms.computeIfAbsent(form, key -> new ArrayList<>())
                            .add(new Printed(matcher.group("value"), i, line));
                }
            }
        }
        return List.copyOf(forms.values());
    }

    private static boolean isOther(String before) {
        Matcher qualified = QUALIFIED.matcher(before);
        boolean qualifies = qualified.find()
                && qualified.group("word") != null
                && !OWN_WORD.matcher(qualified.group("word")).matches();
        return qualifies || OTHER.matcher(before).find();
    }

    /** Where a step has several losses, or several processes print, a printed number may be anything made of them. */
    private static boolean comparable(TrainingRun training) {
        List<LossRecord> losses = training.losses();
        if (losses.isEmpty() || !training.summedSites().isEmpty()) {
            return false;
        }
        long trainers = training.stage().recording().processes().stream()
                .filter(process -> !process.losses().isEmpty())
                .map(RecordedProcess::pid)
                .distinct()
                .count();
        LossRecord last = losses.get(losses.size() - 1);
        return trainers <= 1 && last.step() >= losses.size();
    }
}
