// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;

class RepeatedBatchTests {

    @Test
    void one_batch_of_several_in_each_step_is_told() {
        assertThat(new RepeatedBatch(32, 1, 24, 10, 32, 4, 4).part())
                .isEqualTo(Part.unjudged(new Fault(
                        "each step was trained on the same samples",
                        "the first 32 steps were made on one of the 24 batches that the data loader has: 32 calls of the"
                                + " network had 4 different samples",
                        "take the batches of the data loader one after the other, not the first one in each step")));
    }

    @ParameterizedTest
    @CsvSource({
        "the loader has no other,                       32, 1,  1, 32, 4, 4",
        "how many the loader has is not known,          32, 1,  0, 32, 4, 4",
        "there were others,                             32, 9, 24,  8, 4, 32",
        "a graph is given whole with each batch,        32, 9, 24, 32, 4, 4",
        "the samples of a batch are changed each time,  32, 1, 24, 16, 4, 64",
        "there were few steps,                           9, 1, 24,  9, 4, 4",
    })
    void sound_trainings_are_not_told(
            String why, int steps, int batches, int loader, int calls, int rows, int samples) {
        assertThat(new RepeatedBatch(steps, batches, loader, 10, calls, rows, samples).part())
                .as(why)
                .isEqualTo(Part.none());
    }

    @Test
    void a_validation_between_two_steps_has_a_batch_of_its_own() {
        assertThat(new RepeatedBatch(32, 2, 24, 10, 32, 4, 4).part().unjudged()).hasSize(1);
    }
}
