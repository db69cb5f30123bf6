// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.lanes.NeedsPaddle;

@NeedsPaddle
class NetworkRecorderOnPaddle26Tests extends NetworkRecorderTests {

    @TempDir
    static Path directory;

    private static RecordedScript script;

    @BeforeAll
    static void run() {
        script = run(TestEnvironments.of("paddle-2.6.2", line -> {}).python(), directory);
    }

    @Override
    RecordedScript script() {
        return script;
    }

    @Test
    void records_the_weights_of_a_static_training_and_no_loss_of_what_validates() {
        RecordedProcess process = run("static_graph_that_validates");
        Networks networks = process.networks();

        assertThat(process.losses()).hasSize(3);
        assertThat(networks.optimizers()).singleElement().satisfies(optimizer -> {
            assertThat(optimizer.networks()).containsExactly(0);
            assertThat(optimizer.learningRate()).hasValueCloseTo(0.1, within(1e-6));
            assertThat(optimizer.tensors()).containsExactlyInAnyOrder("0/fc_0.w_0", "0/fc_1.w_0");
        });
        NetworkState first = networks.statesOf(0).get(0);
        assertThat(first.step()).isZero();
        assertThat(first.trainable()).containsExactlyInAnyOrder("fc_0.w_0", "fc_0.b_0", "fc_1.w_0", "fc_1.b_0");
        CheckpointRecord save = last("static_graph_that_validates");
        assertThat(save.path()).endsWith(".pdparams");
        assertThat(save.networks()).containsExactly(0);
        assertThat(save.weightDigests().keySet()).isEqualTo(first.trainable());
        assertThat(save.weightDigests().values())
                .doesNotContainAnyElementsOf(first.weightDigests().values());
        assertThat(networks.statesOf(0)).last().satisfies(state -> {
            assertThat(state.step()).isEqualTo(4);
            assertThat(state.weightDigests()).isEqualTo(save.weightDigests());
        });
    }

    @Test
    void sees_the_weights_of_an_evaluated_static_graph() {
        RecordedProcess process = run("static_evaluation");

        assertThat(process.networks().states()).singleElement().satisfies(state -> assertThat(state.weightDigests())
                .isEqualTo(last("static_graph_that_validates").weightDigests()));
        assertThat(process.networks().use(0)).hasValueSatisfying(use -> {
            assertThat(use.samples()).isEqualTo(4);
            assertThat(use.trainingCalls()).isZero();
        });
        assertThat(process.properties())
                .doesNotContainKey(Recorder.COUNTED_NOTE)
                .containsEntry(Recorder.WEIGHED_NOTE, "x");
    }

    @Test
    void sees_labels_that_go_through_the_weights_of_an_evaluated_static_graph() {
        assertThat(run("static_evaluation_that_is_told_the_labels").properties())
                .containsEntry(Recorder.WEIGHED_NOTE, "label\nx");
    }

    @Test
    void sees_an_evaluated_static_graph_that_trains_and_an_auc_that_counts_on() {
        RecordedProcess process = run("static_evaluation_that_trains_and_counts_on");

        assertThat(process.networks().use(0)).hasValueSatisfying(use -> {
            assertThat(use.trainingCalls()).isEqualTo(1);
            assertThat(use.active()).contains("dropout");
        });
        // Four runs of the training and three that validated, and one of its own.
        assertThat(process.properties()).containsEntry(Recorder.COUNTED_NOTE, "32");
        assertThat(process.losses()).isEmpty();
    }
}
