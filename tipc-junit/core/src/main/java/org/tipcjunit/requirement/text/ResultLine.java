// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.tensors.Tolerance;

/**
 * A line that a script printed about an image, cut into words and numbers.
 *
 * <p>The image's path and time stamps are left out, so that only the result remains.
 *
 * @param text the line as printed
 * @param words what stands before, between and after the numbers; one more than numbers
 * @param numbers the numbers as printed
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ResultLine(String text, List<String> words, List<String> numbers) {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.])[-+]?(?:\\d+\\.\\d*|\\.\\d+|\\d+)(?:[eE][-+]?\\d+)?");
    private static final Pattern TIME_STAMP =
            Pattern.compile("\\d{4}[-/]\\d{2}[-/]\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d+)?");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("(?i)(?<!\\w)nan(?!\\w)");

    public ResultLine {
        words = List.copyOf(words);
        numbers = List.copyOf(numbers);
    }

    /** Find the lines that mention a file of the name {@code image}, alone or at the end of a path. */
    public static List<ResultLine> about(String image, List<String> lines) {
        Pattern mention = Pattern.compile("[^\\s'\"\\[({=,:]*(?<![\\w.-])" + Pattern.quote(image) + "(?![\\w-])");
        List<ResultLine> found = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = mention.matcher(line);
            if (matcher.find()) {
                found.add(of(line, matcher.replaceAll("IMAGE")));
            }
        }
        return found;
    }

    /** Find what {@code pattern} matches: its groups, or the whole match when it has none. */
    public static List<ResultLine> matching(Pattern pattern, List<String> lines) {
        List<ResultLine> found = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            while (matcher.find()) {
                List<String> groups = new ArrayList<>();
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    groups.add(Optional.ofNullable(matcher.group(group)).orElse(""));
                }
                found.add(of(line, groups.isEmpty() ? matcher.group() : String.join(" ", groups)));
            }
        }
        return found;
    }

    /** Get the integers before the first decimal: the decision, without the lower ranks that may follow. */
    public List<String> decision() {
        List<String> integers = new ArrayList<>();
        for (String number : numbers) {
            if (!isInteger(number)) {
                break;
            }
            integers.add(number);
        }
        return integers;
    }

    public boolean holdsNan() {
        return NOT_A_NUMBER.matcher(text).find();
    }

    /**
     * Get how {@code other} differs in what it says; empty if it doesn't: words and integers are the same, and
     * decimals differ at most by one unit of their last printed digit or by the tolerance.
     */
    public Optional<String> difference(ResultLine other, Tolerance tolerance) {
        return firstDifference(other, tolerance).map(first -> ResultDiagnosis.of(this, other)
                .map(way -> first + "; " + way)
                .orElse(first));
    }

    private Optional<String> firstDifference(ResultLine other, Tolerance tolerance) {
        if (!words.equals(other.words)) {
            return Optional.of("the texts differ");
        }
        for (int i = 0; i < numbers.size(); i++) {
            String mine = numbers.get(i);
            String theirs = other.numbers.get(i);
            if (!agree(mine, theirs, tolerance)) {
                return Optional.of(mine + " against " + theirs);
            }
        }
        return Optional.empty();
    }

    private static boolean agree(String a, String b, Tolerance tolerance) {
        if (isInteger(a) || isInteger(b)) {
            return a.equals(b);
        }
        BigDecimal first = new BigDecimal(a);
        BigDecimal second = new BigDecimal(b);
        BigDecimal difference = first.subtract(second).abs();
        return difference.compareTo(unit(first).max(unit(second))) <= 0
                || tolerance.allows(first.doubleValue(), second.doubleValue(), Math.abs(second.doubleValue()));
    }

    /** Get one unit of the last printed digit; none where that is no decimal, as in {@code 12.} and {@code 1e+02}. */
    private static BigDecimal unit(BigDecimal number) {
        return number.scale() > 0 ? number.ulp() : BigDecimal.ZERO;
    }

    private static boolean isInteger(String number) {
        return number.chars().allMatch(c -> Character.isDigit(c) || c == '-' || c == '+');
    }

    private static ResultLine of(String line, String result) {
        Matcher matcher = NUMBER.matcher(TIME_STAMP.matcher(result).replaceAll("TIME"));
        List<String> words = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        while (matcher.find()) {
            word.setLength(0);
            matcher.appendReplacement(word, "");
            words.add(word.toString().strip());
            numbers.add(matcher.group());
        }
        word.setLength(0);
        matcher.appendTail(word);
        words.add(word.toString().strip());
        return new ResultLine(line, words, numbers);
    }
}
