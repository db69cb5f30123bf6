// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenPassesTests {

    @Test
    void a_break_that_was_left_in_the_loop_is_told() {
        assertThat(new BrokenPasses(20, 0, 1, 50).told())
                .hasValue(
                        "the training broke off each of its 20 passes over the data: of the 50 batches of an epoch, at most"
                                + " 1 batch was trained on");
    }

    @ParameterizedTest
    @CsvSource({
        "each pass was taken to the end,                  20, 20, 50, 50",
        "iterations are counted and end in the last pass,  3,  2, 50, 50",
        "iterations are counted and end in the only pass,  1,  0, 10, 50",
        "an iterator is left behind at its last batch,    20,  0, 50, 50",
        "how many batches there are is not known,         20,  0,  1,  0",
    })
    void sound_trainings_are_not_told(String why, int begun, int ended, int most, int batches) {
        assertThat(new BrokenPasses(begun, ended, most, batches).told()).as(why).isEmpty();
    }
}
