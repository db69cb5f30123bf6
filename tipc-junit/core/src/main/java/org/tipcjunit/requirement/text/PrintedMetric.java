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

/**
 * A metric found in a text.
 *
 * @param value its exact value, percentages divided by 100; empty when it is not a finite number
 * @param written as it is written, such as {@code 97.2%}
 * @param line the text's line, 0 for the first
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrintedMetric(Optional<BigDecimal> value, String written, int line) {

    private static final String NUMBER = "([-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)(\\s*[%％])?";
    private static final String NO_NUMBER = "([-+]?(?:nan|inf(?:inity)?))\\b";
    private static final Pattern COMING_SOON = Pattern.compile("(?i)coming[\\s_-]*soon");
    private static final Pattern WHOLE_NUMBER = Pattern.compile(NUMBER);

    /** Find {@code metric} with its value in forms such as {@code top1: 0.97}, {@code top1=0.97}, {@code 'top1': 97.0%}. */
    public static List<PrintedMetric> in(List<String> lines, String metric) {
        return find(lines, pattern(metric, "(?:['\"]?\\s*[:=：]\\s*|\\s+)"));
    }

    /** Find {@code metric} with its value where a colon or an equals sign stands between them, as prose states it. */
    public static List<PrintedMetric> stated(List<String> lines, String metric) {
        return find(lines, pattern(metric, "\\s*[:=：]\\s*"));
    }

    /** Whether a table says that there is no result yet. */
    public static boolean isComingSoon(String cell) {
        return COMING_SOON.matcher(cell).find();
    }

    /** Read a whole text as a number; empty when it is not one. */
    public static Optional<BigDecimal> number(String text) {
        Matcher matcher = WHOLE_NUMBER.matcher(text.strip());
        return matcher.matches() ? Optional.of(value(matcher.group(1), matcher.group(2) != null)) : Optional.empty();
    }

    private static Pattern pattern(String metric, String separator) {
        return Pattern.compile("(?<![\\w.])" + Pattern.quote(metric) + separator + "\\[?(?:" + NUMBER + "|(?i:"
                + NO_NUMBER + "))(?![\\w.]*\\w)");
    }

    private static List<PrintedMetric> find(List<String> lines, Pattern pattern) {
        List<PrintedMetric> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = pattern.matcher(lines.get(i));
            while (matcher.find()) {
                String number = matcher.group(1);
                boolean percent = matcher.group(2) != null;
                found.add(
                        number == null
                                ? new PrintedMetric(Optional.empty(), matcher.group(3), i)
                                : new PrintedMetric(
                                        Optional.of(value(number, percent)), number + (percent ? "%" : ""), i));
            }
        }
        return found;
    }

    private static BigDecimal value(String number, boolean percent) {
        BigDecimal value = new BigDecimal(number);
        return percent ? value.movePointLeft(2) : value;
    }
}
