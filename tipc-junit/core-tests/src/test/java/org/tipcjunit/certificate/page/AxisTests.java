// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTests {

    @ParameterizedTest
    @CsvSource({
        "0, 440, 0 100 200 300 400",
        "0.31, 2.4, 0.5 1 1.5 2",
        "-3, 3, -2 0 2",
        "1e-9, 4e-9, 1e-9 2e-9 3e-9 4e-9",
        "1e8, 3e8, 1e8 1.5e8 2e8 2.5e8 3e8"
    })
    void its_ticks_are_round_numbers_within_it(double low, double high, String ticks) {
        assertThat(new Axis(low, high, 0, 100).ticks(5))
                .extracting(Axis::written)
                .isEqualTo(List.of(ticks.split(" ")));
    }

    @Test
    void numbers_that_are_all_the_same_lie_in_its_middle() {
        assertThat(Axis.holding(0.5, 0.5, 0, 100).place(0.5)).isCloseTo(50, within(1e-9));
        assertThat(Axis.holding(0, 0, 0, 100).place(0)).isCloseTo(50, within(1e-9));
    }
}
