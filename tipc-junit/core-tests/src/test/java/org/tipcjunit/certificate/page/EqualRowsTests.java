// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EqualRowsTests {

    private final PageWords words = PageWords.in(Language.ENGLISH);

    @Test
    void many_rows_that_differ_in_their_first_cell_become_one() {
        assertThat(EqualRows.inOne(
                        List.of(
                                List.of("1.png", "inputs", "0"),
                                List.of("1.png", "outputs", "2e-6"),
                                List.of("2.png", "inputs", "0"),
                                List.of("3.png", "inputs", "0"),
                                List.of("4.png", "inputs", "0"),
                                List.of("5.png", "inputs", "3e-6")),
                        words))
                .containsExactly(
                        List.of("4 rows, all equal: 1.png to 4.png", "inputs", "0"),
                        List.of("1.png", "outputs", "2e-6"),
                        List.of("5.png", "inputs", "3e-6"));
    }

    @Test
    void a_few_equal_rows_and_those_of_one_cell_stay_as_they_are() {
        List<List<String>> few = List.of(List.of("a", "0"), List.of("b", "0"), List.of("c", "0"));
        List<List<String>> lists = List.of(List.of("a"), List.of("b"), List.of("c"), List.of("d"));

        assertThat(EqualRows.inOne(few, words)).isEqualTo(few);
        assertThat(EqualRows.inOne(lists, words)).isEqualTo(lists);
    }
}
