// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.recording.RecordedProcess;

/**
 * The losses that a training printed, held against those that were recorded.
 *
 * <p>Scripts print the loss of an iteration or a mean over some: none can lie outside the range of the recorded ones.
 */
final class PrintedLosses {

    private static final Pattern LOSS = Pattern.compile(
            "(?<![\\w.])loss ?[:=] ?\\[?([-+]?(?:nan|inf|[0-9]+(?:\\.[0-9]+)?(?:e[-+]?[0-9]+)?))",
            Pattern.CASE_INSENSITIVE);

    /** Lines about other data than the training's. */
    private static final Pattern OTHER =
            Pattern.compile("(?<![a-z])(eval|val|valid|validation|test|dev|best)", Pattern.CASE_INSENSITIVE);

    private static final double ROUNDING = 1e-5;

    private PrintedLosses() {}

    /** Find the first printed loss that the recording contradicts. */
    static Optional<Fault> contradiction(TrainingRun training) {
        if (!comparable(training)) {
            return Optional.empty();
        }
        double lowest =
                training.losses().stream().mapToDouble(LossRecord::loss).min().orElse(0);
        double highest =
                training.losses().stream().mapToDouble(LossRecord::loss).max().orElse(0);
        List<String> output = training.stage().output();
        for (int i = 0; i < output.size(); i++) {
            String line = output.get(i);
            if (OTHER.matcher(line).find()) {
                continue;
            }
            Matcher matcher = LOSS.matcher(line);
            while (matcher.find()) {
                String written = matcher.group(1);
                double slack = slack(written) + ROUNDING * Math.max(Math.abs(lowest), Math.abs(highest));
                double printed = number(written);
                if (!(printed >= lowest - slack && printed <= highest + slack)) {
                    return Optional.of(new Fault(
                            "the training printed a loss that it did not have",
                            "printed loss " + written + " (output line " + (i + 1) + ": " + line.strip()
                                    + "), recorded losses lie from " + Quantity.of(lowest) + " to "
                                    + Quantity.of(highest),
                            "print the loss that backward is called on, or give the printed number another name"));
                }
            }
        }
        return Optional.empty();
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

    private static double number(String written) {
        String word = written.toLowerCase(java.util.Locale.ROOT);
        if (word.endsWith("nan")) {
            return Double.NaN;
        }
        if (word.endsWith("inf")) {
            return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(word);
    }

    /** Get one unit of the last printed digit: scripts round, and cut. */
    private static double slack(String written) {
        String[] parts = written.toLowerCase(java.util.Locale.ROOT).split("e", 2);
        int point = parts[0].indexOf('.');
        int decimals = point < 0 ? 0 : parts[0].length() - point - 1;
        int exponent = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        return Math.pow(10, exponent - (double) decimals);
    }
}
