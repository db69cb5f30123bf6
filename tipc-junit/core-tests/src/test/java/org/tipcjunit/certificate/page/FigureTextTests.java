// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.finding.Figure.Value;

class FigureTextTests {

    @ParameterizedTest
    @CsvSource({
        "999, bytes, bytes",
        "67629, bytes, bytes (66.0 KiB)",
        "3989578, bytes, bytes (3.8 MiB)",
        "1e12, bytes, bytes (931.3 GiB)",
        "67629, ms, ms"
    })
    void bytes_stand_in_a_unit_that_people_read_besides(BigDecimal number, String unit, String shown) {
        assertThat(FigureText.of("size", new Value.Numeric(number), unit).get(2))
                .isEqualTo(shown);
    }

    @Test
    void all_digits_stay_and_so_does_what_is_no_number() {
        assertThat(FigureText.of("size", new Value.Text("67629"), "bytes"))
                .containsExactly("size", "67629", "bytes (66.0 KiB)");
        assertThat(FigureText.of("size", new Value.Text("-"), "bytes")).containsExactly("size", "-", "bytes");
    }
}
