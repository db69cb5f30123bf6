// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A number as somebody wrote it, with the sign that says its scale, where there is one.
 *
 * @param digits its value without regard to a percent sign
 * @param percent whether a percent sign, or a unit in the heading of its column, says that it counts hundredths
 * @param ambiguous whether its only comma may separate thousands or decimals, as in {@code 97,512}
 * @param written as it is written
 */
@API(status = Status.INTERNAL, since = "0.1")
public record WrittenNumber(BigDecimal digits, boolean percent, boolean ambiguous, String written) {

    /** Thousands by commas; thousands by points; a decimal comma; what programs print. */
    static final String SYNTAX = "[-+]?(?:[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d+)?(?![\\d.,]*\\d)"
            + "|[1-9]\\d{0,2}(?:\\.\\d{3})+,\\d+(?![.,]?\\d)|\\d+,\\d+(?![.,]?\\d)"
            + "|\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?";

    static final String PERCENT = "\\s*[%％]|\\s+(?:percent|pct)\\b";

    private static final Pattern THOUSANDS = Pattern.compile("[-+]?[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d+)?");
    private static final Pattern ONE_COMMA = Pattern.compile("[-+]?[1-9]\\d{0,2},\\d{3}");
    private static final Pattern SHORT = Pattern.compile("[-+]?[1-9],\\d");

    /** What may surround a number in a cell: marks of a footnote, of emphasis, of "about" and "at least". */
    private static final Pattern CELL = Pattern.compile("[~≈≥>=*_`\\s]*(?<number>" + SYNTAX + ")(?<percent>" + PERCENT
            + ")?[*_`\\s]*(?:\\^\\S+|\\[\\^?\\w+\\]|[*†‡§¹²³⁴⁵])*[*_`\\s]*");

    /** Read what {@link #SYNTAX} matched. */
    static WrittenNumber of(String number, boolean percent) {
        String written = number + (percent ? "%" : "");
        if (!number.contains(",")) {
            return new WrittenNumber(new BigDecimal(number), percent, false, written);
        }
        if (THOUSANDS.matcher(number).matches()) {
            boolean ambiguous = ONE_COMMA.matcher(number).matches();
            return ambiguous && percent
                    ? new WrittenNumber(new BigDecimal(number.replace(',', '.')), true, false, written)
                    : new WrittenNumber(new BigDecimal(number.replace(",", "")), percent, ambiguous, written);
        }
        // "1,2" may be two numbers.
        boolean ambiguous = SHORT.matcher(number).matches() && !percent;
        String digits = number.replace(".", "").replace(',', '.');
        return new WrittenNumber(new BigDecimal(digits), percent, ambiguous, written);
    }

    /** Get what {@code part} of {@code whole} is. */
    static WrittenNumber ofFraction(String part, String whole) {
        BigDecimal all = new BigDecimal(whole);
        BigDecimal share =
                new BigDecimal(part).divide(all, MathContext.DECIMAL64).stripTrailingZeros();
        return new WrittenNumber(share, false, false, part + "/" + whole);
    }

    /** Read the whole text of a cell as a number, footnotes aside; empty when it is not one. */
    public static Optional<WrittenNumber> ofCell(String text) {
        Matcher matcher = CELL.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(of(matcher.group("number"), matcher.group("percent") != null))
                : Optional.empty();
    }

    /** Get its value: a percentage is divided by 100. */
    public BigDecimal value() {
        return percent ? digits.movePointLeft(2) : digits;
    }

    /** Get this number as one that counts hundredths. */
    public WrittenNumber asPercent() {
        return new WrittenNumber(digits, true, ambiguous, written);
    }
}
