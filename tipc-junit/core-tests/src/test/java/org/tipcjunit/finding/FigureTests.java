// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.finding.Figure.Value;

class FigureTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "300, 300",
        "9.5367431640625e-7, 9.537e-7",
        "0.0005, 5e-4",
        "12345678, 1.235e7",
        "-1.5, -1.5",
        "NaN, NaN",
        "Infinity, inf"
    })
    void prints_four_digits_of_a_measured_number(double number, String text) {
        assertThat(Figure.of("a", number, "").value().text()).isEqualTo(text).isEqualTo(Quantity.of(number));
    }

    @ParameterizedTest
    @CsvSource({"0.970000, 0.970000", "0.000000, 0.000000", "1E+3, 1000", "12345678, 12345678", "1.50, 1.50"})
    void prints_every_digit_of_an_exact_number(BigDecimal number, String text) {
        assertThat(Figure.of("a", number, "").value().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.000000", "300", "9.537e-7", "5.00e-4", "1.235e7", "1e6", "11732410", "-0.25"})
    void reads_back_what_it_prints(BigDecimal number) {
        Value value = new Value.Numeric(number);

        assertThat(new Value.Numeric(new BigDecimal(value.text()))).isEqualTo(value);
    }

    @Test
    void tells_a_share_of_several_things_by_its_unit() {
        assertThat(Figure.share("cells", 3, 4, "")).isEqualTo(Figure.of("cells", 3, "of 4"));
        assertThat(Figure.share("outputs", 3, 4, "images")).isEqualTo(Figure.of("outputs", 3, "of 4 images"));
    }

    @Test
    void is_found_by_its_key_whatever_it_is_called() {
        Figure latency = Figure.of("p50", 1.5, "ms").as(Figure.Key.LATENCY);
        Finding finding = new Finding(
                Clause.MODEL_SIZE,
                "@ModelSize",
                "digits",
                Verdict.PASS,
                "",
                "",
                "",
                "",
                List.of(Figure.text("format", "PIR"), latency),
                List.of(),
                Optional.empty());

        assertThat(finding.figure(Figure.Key.LATENCY)).contains(latency);
        assertThat(finding.figure(Figure.Key.METRIC)).isEmpty();
    }
}
