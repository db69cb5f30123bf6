// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchArgumentTests {

    @ParameterizedTest
    @CsvSource({
        "--batch_size,                          --batch_size=8",
        "--batch-size,                          --batch-size 8",
        "DataLoader.Train.sampler.batch_size,   -o DataLoader.Train.sampler.batch_size=8",
        "DataLoader.Train.sampler.first_bs,     -o DataLoader.Train.sampler.first_bs=8",
        "Train.loader.batch_size_per_card,      -o Global.epoch_num=2 Train.loader.batch_size_per_card=8",
        "TrainReader.batch_size,                -o TrainReader.batch_size=8",
        "--batchSize,                           --batchSize 8",
    })
    void is_found_as_the_suites_call_it(String option, String argv) {
        assertThat(BatchArgument.of(List.of("--epochs", option), List.of(argv.split(" "))))
                .contains(new BatchArgument(option, 8));
    }

    @Test
    void is_not_that_of_an_evaluation_nor_one_of_two_values() {
        assertThat(BatchArgument.of(List.of("--eval_batch_size"), List.of("--eval_batch_size=8")))
                .isEmpty();
        assertThat(BatchArgument.of(List.of("--batch_size"), List.of("--batch_size=8", "--batch_size=4")))
                .isEmpty();
        assertThat(BatchArgument.of(List.of("--batch_size"), List.of("--batch_size=auto")))
                .isEmpty();
    }
}
