// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.math.BigDecimal;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Something that a requirement measured or saw, for certificates and reports.
 *
 * @param name what was measured, such as {@code max abs difference (onednn)}
 * @param value its value
 * @param unit the unit; empty for a plain number
 * @param key what tables ask for it by; empty for a figure that no table shows
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Figure(String name, Value value, String unit, Optional<Key> key) {

    /** The name of a figure that warns of something, in words. */
    public static final String WARNING = "warning";

    /** Which figures tables ask for, whatever their names say. */
    public enum Key {
        METRIC,
        HYPER_PARAMETERS,
        PARAMETERS,
        MULTIPLY_ADDS,
        LATENCY,
        LATENCY_OF_ONE_DNN
    }

    /** A number or a text. */
    public sealed interface Value {

        /** Get it as pages and messages print it. */
        String text();

        /** A number, with as many digits as were measured. */
        record Numeric(BigDecimal number) implements Value {

            public Numeric {
                number = Quantity.canonical(number);
            }

            @Override
            public String text() {
                return Quantity.of(number);
            }
        }

        /** What is no number, such as a format, or what was printed instead of one. */
        record Text(String text) implements Value {}
    }

    /** Get an exact number. */
    public static Figure of(String name, long number, String unit) {
        return of(name, BigDecimal.valueOf(number), unit);
    }

    /** Get a number with all of its digits. */
    public static Figure of(String name, BigDecimal number, String unit) {
        return new Figure(name, new Value.Numeric(number), unit, Optional.empty());
    }

    /** Get a number with four significant digits; a text where it is not finite. */
    public static Figure of(String name, double number, String unit) {
        return Double.isFinite(number)
                ? of(name, Quantity.rounded(number), unit)
                : unmeasured(name, Quantity.of(number), unit);
    }

    /** Get how many of several things. */
    public static Figure share(String name, long number, long of, String unit) {
        return of(name, number, unit.isEmpty() ? "of " + of : "of " + of + " " + unit);
    }

    /** Get what stands where a number could not be measured, such as a dash. */
    public static Figure unmeasured(String name, String text, String unit) {
        return new Figure(name, new Value.Text(text), unit, Optional.empty());
    }

    /** Get a text. */
    public static Figure text(String name, String text) {
        return unmeasured(name, text, "");
    }

    /** Get this figure under a key that tables ask for it by. */
    public Figure as(Key asked) {
        return new Figure(name, value, unit, Optional.of(asked));
    }
}
