// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgTests {

    @ParameterizedTest
    @CsvSource({"12.0, 12", "12.04, 12", "12.06, 12.1", "12.96, 13", "0.05, 0.1", "0, 0", "-3.25, -3.3", "NaN, NaN"})
    void placesHaveOneDecimalAtMost(double place, String written) {
        assertThat(Svg.number(place)).isEqualTo(written);
    }

    /** Pages that were published are compared with what they render to, byte by byte. */
    @Test
    void placesAreWrittenAsJavaRoundsThem() {
        DoubleStream anywhere = new Random(1).doubles(20_000, -50, 600);
        DoubleStream hundredths =
                new Random(2).ints(20_000, -5_000, 60_000).mapToDouble(hundredth -> hundredth / 100.0);
        DoubleStream beside =
                new Random(3).ints(20_000, 0, 60_000).mapToDouble(tenth -> Math.nextDown(tenth / 10.0 + 0.05));
        DoubleStream.of(1e8, 1e12, 1e300, Double.POSITIVE_INFINITY, 0.099999999)
                .forEach(place -> assertThat(Svg.number(place)).isEqualTo(formatted(place)));
        DoubleStream.concat(anywhere, DoubleStream.concat(hundredths, beside))
                .forEach(place -> assertThat(Svg.number(place)).isEqualTo(formatted(place)));
    }

    private static String formatted(double place) {
        return String.format(Locale.ROOT, "%.1f", place).replaceFirst("\\.0$", "");
    }
}
