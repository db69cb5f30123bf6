// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The log of a training that was handed in.
 *
 * @param file where it lies
 * @param problem why it could not be read; empty when it could
 * @param lines its lines
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record TrainingLog(Path file, Optional<String> problem, List<String> lines) {

    private static final Pattern NUMBER = Pattern.compile("\\d\\.\\d");

    public TrainingLog {
        lines = List.copyOf(lines);
    }

    /** Read {@code file} as UTF-8; one that cannot be read gives a log that holds nothing but the {@link #problem()}. */
    public static TrainingLog read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream().allMatch(String::isBlank)
                    ? unreadable(file, "it is empty")
                    : new TrainingLog(file, Optional.empty(), lines);
        } catch (NoSuchFileException e) {
            return unreadable(file, "there is no such file");
        } catch (CharacterCodingException e) {
            return unreadable(file, "it is not UTF-8");
        } catch (IOException e) {
            return unreadable(file, "it cannot be read: " + e.getMessage());
        }
    }

    private static TrainingLog unreadable(Path file, String problem) {
        return new TrainingLog(file, Optional.of(problem), List.of());
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
