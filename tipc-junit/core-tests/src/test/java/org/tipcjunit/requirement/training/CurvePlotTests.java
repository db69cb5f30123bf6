// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurvePlotTests {

    @Test
    void draws_a_fall_with_its_extremes() {
        List<Double> values =
                IntStream.range(0, 100).mapToObj(i -> 2.0 * Math.exp(-i / 20.0)).toList();

        assertThat(CurvePlot.of(values)).isEqualTo("""
                              2 |*
                                | **
                                |   ***
                                |      ***
                                |         ****
                                |             ******
                                |                   ************
                        0.01453 |                               *****************************
                                +------------------------------------------------------------
                                 1                                                        100""");
    }

    @Test
    void marks_columns_with_nan() {
        assertThat(CurvePlot.of(List.of(1.0, 0.5, Double.NaN, Double.POSITIVE_INFINITY)))
                .isEqualTo("""
                          1 |*
                            |
                            |
                            |
                            |
                            |
                            |
                        0.5 | *!!
                            +----
                             1  4""");
    }

    @Test
    void draws_a_constant_in_the_middle() {
        assertThat(CurvePlot.of(List.of(7.0, 7.0)).lines().toList().get(4)).isEqualTo("  |**");
    }

    @Test
    void draws_thousands_of_values_in_sixty_columns() {
        List<Double> values = DoubleStream.iterate(1, value -> value + 1)
                .limit(12_345)
                .boxed()
                .toList();

        assertThat(CurvePlot.of(values).lines()).hasSize(10).allMatch(line -> line.length() <= 75);
    }

    @Test
    void draws_one_value_and_none() {
        assertThat(CurvePlot.of(List.of(3.0)).lines()).hasSize(10);
        assertThat(CurvePlot.of(List.of())).isEmpty();
    }
}
