// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.requirement.Artifacts;

class GivenStartTests {

    private static final Path WORKSPACE = Path.of("/run/workspace");
    private static final CheckpointRecord RELEASED =
            checkpoint("load", "/run/workspace/output/best.pdparams", Map.of("w", "a1", "b", "b1", "mean", "c1"));

    @Test
    void a_training_that_begins_with_all_weights_of_a_file_is_told() {
        assertThat(told(RELEASED))
                .hasValue(
                        "the training began with all 2 trainable tensors of the network taken from output/best.pdparams,"
                                + " so that the result does not show what this training reaches by itself");
        assertThat(told(
                                checkpoint("load", "/run/workspace/g.pdparams", Map.of("w", "a1")),
                                checkpoint("load", "/home/d.pdparams", Map.of("w", "b1")),
                                checkpoint("load", "/home/other.pdparams", Map.of("w", "d1")))
                        .orElseThrow())
                .contains("taken from g.pdparams, /home/d.pdparams, so");
    }

    @Test
    void new_heads_and_what_the_training_saved_itself_are_not_told() {
        assertThat(told()).isEmpty();
        assertThat(told(checkpoint("load", "/home/backbone.pdparams", Map.of("w", "a1", "fc", "x1"))))
                .isEmpty();
        assertThat(told(RELEASED, checkpoint("save", "/run/workspace/output/best.pdparams", Map.of("w", "a1"))))
                .isEmpty();
        assertThat(new GivenStart(List.of(new GivenStart.Loaded("f", Set.of("a1"))), List.of()).told())
                .isEmpty();
    }

    private static CheckpointRecord checkpoint(String operation, String path, Map<String, String> digests) {
        return new CheckpointRecord(operation, path, digests, Set.of(), Set.of(), Map.of());
    }

    private static Optional<String> told(CheckpointRecord... checkpoints) {
        TrainedNetwork network = new TrainedNetwork(
                List.of("Net"),
                Map.of("w", "a1", "b", "b1"),
                Set.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TrainedNetwork.Start.unseen(),
                OptionalDouble.empty(),
                false,
                false,
                List.of());
        TrainingRun training = new TrainingRun(
                Artifacts.stage(
                        StageKind.TRAIN,
                        List.of("python3", "train.py"),
                        new Termination.Exited(0),
                        new ArrayList<>(List.of(Artifacts.process("", List.of(), List.of(checkpoints)))),
                        ""),
                List.of(),
                Path.of("log"),
                Path.of("weights"),
                List.of(),
                network);
        return GivenStart.of(training, WORKSPACE);
    }
}
