// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Figure.Value;

/**
 * Figures as people read them: what is large stands in a larger unit besides.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class FigureText {

    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

    private FigureText() {}

    /** Get a figure's name, its value with all digits, and its unit. */
    public static List<String> of(String name, Value value, String unit) {
        return List.of(
                name,
                value.text(),
                number(value)
                        .filter(bytes -> unit.equals("bytes"))
                        .map(FigureText::bytes)
                        .orElse(unit));
    }

    private static Optional<BigDecimal> number(Value value) {
        if (value instanceof Value.Numeric numeric) {
            return Optional.of(numeric.number());
        }
        // Older certificates hold numbers as texts.
        return value.text().matches("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
                ? Optional.of(new BigDecimal(value.text()))
                : Optional.empty();
    }

    private static String bytes(BigDecimal bytes) {
        BigDecimal size = bytes;
        String unit = "bytes";
        for (String larger : UNITS) {
            if (size.compareTo(KIBI) < 0) {
                break;
            }
            size = size.divide(KIBI);
            unit = "bytes (%s " + larger + ")";
        }
        return String.format(unit, size.setScale(1, RoundingMode.HALF_UP).toPlainString());
    }
}
