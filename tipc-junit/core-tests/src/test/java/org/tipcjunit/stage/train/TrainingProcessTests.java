// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tipcjunit.stage.RecordedProcesses.trained;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tipcjunit.recording.RecordedProcess;

class TrainingProcessTests {

    private static final Path WEIGHTS = Path.of("/run/train/output/latest");

    @Test
    void only_process_with_losses_trained() {
        assertThat(found(trained(1, 0, 0), trained(2, 0, 3), trained(3, 0, 0))).hasValue(2);
    }

    @Test
    void losses_of_other_ranks_do_not_count() {
        assertThat(found(trained(1, 1, 9), trained(2, 0, 3), trained(3, 2, 9))).hasValue(2);
        assertThat(found(trained(1, 1, 9))).isEmpty();
    }

    @Test
    void process_that_saved_the_weights_trained_even_if_another_has_more_losses() {
        assertThat(found(trained(1, 0, 9), trained(2, 0, 3, WEIGHTS + ".pdparams"), trained(3, 0, 9)))
                .hasValue(2);
        assertThat(found(
                        trained(1, 0, 9, "/run/train/output/pretrained.pdparams"),
                        trained(2, 0, 3, WEIGHTS.toString())))
                .hasValue(2);
    }

    @Test
    void process_that_saved_the_weights_without_training_did_not_train() {
        assertThat(found(trained(1, 0, 0, WEIGHTS.toString()), trained(2, 0, 3)))
                .hasValue(2);
    }

    @Test
    void otherwise_the_one_with_the_most_losses_trained() {
        assertThat(found(trained(1, 0, 2), trained(2, 0, 9), trained(3, 0, 3))).hasValue(2);
    }

    @Test
    void otherwise_the_first_one_trained() {
        assertThat(found(trained(1, 0, 3), trained(2, 0, 3))).hasValue(1);
    }

    @Test
    void nothing_trained_where_nothing_was_recorded() {
        assertThat(found()).isEmpty();
    }

    private static OptionalLong found(RecordedProcess... processes) {
        return TrainingProcess.among(List.of(processes), Optional.of(WEIGHTS)).stream()
                .mapToLong(RecordedProcess::pid)
                .findFirst();
    }
}
