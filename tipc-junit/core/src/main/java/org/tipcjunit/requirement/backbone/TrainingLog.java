// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.text.PrintedMetric;
import org.tipcjunit.requirement.text.TextFile;

/**
 * The log of a training that was handed in.
 *
 * @param file where it lies
 * @param problem why it could not be read; empty when it could
 * @param lines its lines
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TrainingLog(Path file, Optional<String> problem, List<String> lines) {

    private static final Pattern NUMBER = Pattern.compile("\\d\\.\\d");

    public TrainingLog {
        lines = List.copyOf(lines);
    }

    /** Read {@code file} as UTF-8; one that cannot be read gives a log that holds nothing but the {@link #problem()}. */
    public static TrainingLog read(Path file) {
        TextFile read = TextFile.read(file);
        Optional<String> problem = read.problem()
                .or(() -> Optional.of("it is empty").filter(empty -> read.text().isBlank()));
        return new TrainingLog(file, problem, read.text().lines().toList());
    }

    boolean names(String word) {
        Pattern whole = Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)");
        return lines.stream().anyMatch(line -> whole.matcher(line).find());
    }

    /** Get what the log ends with: the last value of a metric. */
    Optional<PrintedMetric> last(String metric) {
        List<PrintedMetric> printed = PrintedMetric.in(lines, metric);
        return printed.isEmpty() ? Optional.empty() : Optional.of(printed.get(printed.size() - 1));
    }

    /** Count the lines with decimals, such as losses, which two trainings have in common by copying only. */
    int linesWithDecimals() {
        return withDecimals().size();
    }

    int inCommonWith(TrainingLog other) {
        Set<String> common = new HashSet<>(withDecimals());
        common.retainAll(other.withDecimals());
        return common.size();
    }

    private Set<String> withDecimals() {
        return lines.stream()
                .filter(line -> NUMBER.matcher(line).find())
                .map(String::strip)
                .collect(Collectors.toSet());
    }
}
