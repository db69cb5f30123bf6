// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Numbers as every message, figure and plot prints them: four significant digits, the same in every locale. */
@API(status = Status.INTERNAL, since = "0.1")
public final class Quantity {

    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private static final BigDecimal MILLION = new BigDecimal("1e6");
    private static final BigDecimal THOUSANDTH = new BigDecimal("1e-3");

    private Quantity() {}

    public static String of(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = rounded(value);
        double magnitude = Math.abs(value);
        return magnitude >= 1e-3 && magnitude < 1e6 ? rounded.toPlainString() : scientific(rounded);
    }

    /** Get a finite number with four significant digits. */
    static BigDecimal rounded(double value) {
        return value == 0
                ? BigDecimal.ZERO
                : canonical(new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros());
    }

    /** Get a number in the one form in which it is read back: large ones are told by digits that are not known. */
    static BigDecimal canonical(BigDecimal number) {
        return number.scale() < 0 && number.abs().compareTo(MILLION) < 0 ? number.setScale(0) : number;
    }

    /** Get a number with all of its digits, as JSON also takes it. */
    public static String of(BigDecimal number) {
        boolean exact = number.scale() >= 0;
        boolean small = number.signum() != 0 && number.abs().compareTo(THOUSANDTH) < 0;
        if ((exact && !small) || number.signum() == 0) {
            return number.toPlainString();
        }
        return scientific(number);
    }

    private static String scientific(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        return number.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    /** Get a share in percent, with one decimal. */
    public static BigDecimal hundredths(double share) {
        return BigDecimal.valueOf(100 * share).setScale(1, RoundingMode.HALF_UP);
    }

    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Get {@code 1 image}, {@code 2 images}, {@code 2 batches}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : noun.endsWith("ch") ? "es" : "s");
    }
}
