// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A metric found in a text.
 *
 * @param label its name with the words that qualify it, such as {@code best top1}
 * @param standing whether it is the metric that was asked for
 * @param number the number; empty when it is not a finite one, or several
 * @param written the number as it is written, such as {@code 97.2%}
 * @param line the text's line, 0 for the first
 * @param column where in the line the name begins
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrintedMetric(
        String label, Standing standing, Optional<WrittenNumber> number, String written, int line, int column) {

    private static final Pattern COMING_SOON = Pattern.compile("(?i)coming[\\s_-]*soon");
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)[-+]?(?:nan|inf(?:inity)?)");

    /** What the words around a name make of it. */
    public enum Standing {
        /** It is the metric itself. */
        OWN,
        /** Words qualify it whose meaning is not known. */
        QUALIFIED,
        /** It is another one, such as the best, a reference, or that of the training data. */
        OTHER
    }

    /**
     * Find {@code metric} with its value in forms such as {@code top1: 0.97}, {@code top1=0.97}, {@code 'top1': 97.0%}; where it
     * stands nowhere by itself, with words whose meaning is not known.
     */
    public static List<PrintedMetric> in(List<String> lines, String metric) {
        List<PrintedMetric> all = new MetricScan(new MetricName(metric), Set.of(), false).find(lines);
        List<PrintedMetric> own =
                all.stream().filter(found -> found.standing == Standing.OWN).toList();
        return own.isEmpty()
                ? all.stream()
                        .filter(found -> found.standing == Standing.QUALIFIED)
                        .toList()
                : own;
    }

    /** Find {@code metric} with its value where a colon or an equals sign stands between them, as prose states it. */
    public static List<PrintedMetric> stated(List<String> lines, String metric) {
        return new MetricScan(new MetricName(metric), Set.of(), true)
                .find(lines).stream()
                        .filter(found -> found.standing != Standing.OTHER)
                        .toList();
    }

    /** Whether a table says that there is no result yet. */
    public static boolean isComingSoon(String cell) {
        return COMING_SOON.matcher(cell).find();
    }

    /** Read a whole text as a number, percentages divided by 100; empty when it is not one. */
    public static Optional<BigDecimal> number(String text) {
        return WrittenNumber.ofCell(text).map(WrittenNumber::value);
    }

    /** Get its exact value, percentages divided by 100; empty when it is not a finite number. */
    public Optional<BigDecimal> value() {
        return number.map(WrittenNumber::value);
    }

    /** Whether it is NaN or infinite, rather than something that cannot be read as one number. */
    public boolean isNotFinite() {
        return NOT_FINITE.matcher(written).matches();
    }
}
