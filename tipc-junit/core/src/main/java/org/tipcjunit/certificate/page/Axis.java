// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a drawing: numbers become places.
 *
 * @param low the number at the start
 * @param high the number at the end; above {@code low}
 * @param from the place of the start
 * @param to the place of the end
 */
record Axis(double low, double high, double from, double to) {

    private static final double[] STEPS = {1, 2, 5, 10};

    /** Get an axis that holds all of some numbers, with room where they are all the same. */
    static Axis holding(double low, double high, double from, double to) {
        double room = high > low ? 0 : Math.max(Math.abs(high), 1) * 0.05;
        return new Axis(low - room, high + room, from, to);
    }

    /** Get the place of a number. */
    double place(double number) {
        return from + (number - low) / (high - low) * (to - from);
    }

    /** Get the round numbers on it, at most so many and one. */
    List<BigDecimal> ticks(int most) {
        BigDecimal step = step((high - low) / most);
        List<BigDecimal> ticks = new ArrayList<>();
        BigDecimal tick =
                BigDecimal.valueOf(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
        while (tick.doubleValue() <= high && ticks.size() <= most) {
            ticks.add(tick);
            tick = tick.add(step);
        }
        return ticks;
    }

    /** Get the smallest of 1, 2, 5, 10, 20, ... and their tenths that is as large as another number. */
    static BigDecimal step(double atLeast) {
        int exponent = (int) Math.floor(Math.log10(atLeast));
        double scaled = atLeast / Math.pow(10, exponent);
        for (double step : STEPS) {
            if (scaled <= step * (1 + 1e-9)) {
                return BigDecimal.valueOf(step).round(new MathContext(2)).scaleByPowerOfTen(exponent);
            }
        }
        return BigDecimal.TEN.scaleByPowerOfTen(exponent);
    }

    /** Get a tick as it is written. */
    static String written(BigDecimal tick) {
        BigDecimal shortest = tick.stripTrailingZeros();
        int digits = shortest.precision() - shortest.scale();
        boolean plain = tick.signum() == 0 || (digits > -4 && digits < 7);
        return plain
                ? (tick.signum() == 0 ? "0" : shortest.toPlainString())
                : shortest.toString().replace("E+", "e").replace("E", "e");
    }
}
