// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.requirement.tensors.Tolerance;

class ResultDiagnosisTests {

    private static final String FIRST = "class 0, score 0.912, box [3.1, 4.0, 20.5, 31.2]";
    private static final String SECOND = "class 2, score 0.544, box [40.0, 12.3, 55.5, 33.9]";
    private static final String THIRD = "class 1, score 0.301, box [22.0, 30.1, 30.4, 51.0]";

    @Test
    void boxes_that_are_all_moved_are_a_shift() {
        assertThat(
                        difference(
                                FIRST + "; " + SECOND,
                                "class 0, score 0.912, box [4.1, 5.0, 21.5, 32.2]; class 2, score 0.544, box [41.0, 13.3, 56.5, 34.9]"))
                .contains("3.1 against 4.1; 8 numbers are 1.0 smaller: a shift");
    }

    @Test
    void a_shift_may_be_rounded_in_either_direction() {
        assertThat(difference("class 0, box [3.1, 4.0, 20.5]", "class 0, box [2.6, 3.6, 20.0]"))
                .contains("3.1 against 2.6; 3 numbers are 0.5 larger: a shift");
    }

    @Test
    void results_in_another_order_are_told_as_such() {
        assertThat(difference(FIRST + "; " + SECOND + "; " + THIRD, SECOND + "; " + FIRST + "; " + THIRD))
                .contains("0 against 2; the same results in another order: number 1 and number 2 are swapped");
        assertThat(difference(FIRST + "; " + SECOND + "; " + THIRD, SECOND + "; " + THIRD + "; " + FIRST))
                .contains("0 against 2; the same results in another order: 3 of 3 stand elsewhere");
    }

    @Test
    void a_result_more_is_shown() {
        assertThat(difference(FIRST + "; " + SECOND, FIRST + "; " + SECOND + "; " + THIRD))
                .contains("the texts differ; 2 results against 3: without a counterpart is " + THIRD
                        + ", as with another threshold");
    }

    @Test
    void other_results_of_another_number_are_counted_only() {
        assertThat(difference(FIRST, SECOND + "; " + THIRD)).contains("the texts differ; 1 result against 2");
    }

    @Test
    void numbers_that_differ_by_different_amounts_are_no_shift() {
        assertThat(difference("class 0, box [3.1, 4.0]", "class 0, box [3.3, 5.0]"))
                .contains("3.1 against 3.3");
        assertThat(difference("class 0, score 0.912", "class 0, score 0.812")).contains("0.912 against 0.812");
    }

    @Test
    void nothing_found_against_something_is_another_text() {
        assertThat(difference("nothing found", FIRST)).contains("the texts differ");
    }

    @Test
    void equal_results_do_not_differ() {
        assertThat(difference(FIRST + "; " + SECOND, FIRST + "; " + SECOND)).isEmpty();
    }

    private static Optional<String> difference(String mine, String theirs) {
        return line(mine).difference(line(theirs), Tolerance.ofOptimisedBackends());
    }

    private static ResultLine line(String result) {
        return ResultLine.about("0001.png", List.of("0001.png: " + result)).get(0);
    }
}
