// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "2.302585, 2.303",
        "100, 100",
        "123456, 123500",
        "0.001, 0.001",
        "0.00099996, 1e-3",
        "1e-5, 1e-5",
        "-9.5367e-7, -9.537e-7",
        "1234567, 1.235e6",
        "NaN, NaN",
        "-Infinity, -inf"
    })
    void prints_four_significant_digits(double value, String text) {
        assertThat(Quantity.of(value)).isEqualTo(text);
    }
}
