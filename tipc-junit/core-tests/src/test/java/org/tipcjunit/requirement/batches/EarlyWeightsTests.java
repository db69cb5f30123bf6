// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.requirement.Artifacts;

class EarlyWeightsTests {

    @Test
    void weights_that_were_saved_before_most_of_the_steps_are_told() {
        assertThat(told("/run/out/latest", saved("/run/out/latest.pdparams", 12), saved("/run/out/0.pdparams", 100)))
                .hasValue("the saved weights of out/latest.pdparams are those after 12 of the training's 100 steps, and"
                        + " no later ones lie there");
    }

    @Test
    void the_best_and_later_ones_are_not_told() {
        assertThat(told("/run/best_model", saved("/run/best_model/model.pdparams", 12)))
                .isEmpty();
        assertThat(told("/run/out", saved("/run/out/12.pdparams", 12), saved("/run/out/100.pdparams", 100)))
                .isEmpty();
        assertThat(told("/run/latest", saved("/run/latest", 50))).isEmpty();
        assertThat(told("/run/latest")).isEmpty();
        assertThat(new EarlyWeights("latest", 4, 12).told()).isEmpty();
    }

    private static CheckpointRecord saved(String path, int steps) {
        return new CheckpointRecord(
                "save", path, Map.of("w", "a1"), Set.of(0), Set.of(), Map.of(), Set.of(), Set.of(), steps);
    }

    private static Optional<String> told(String place, CheckpointRecord... checkpoints) {
        return EarlyWeights.of(new TrainingRun(
                Artifacts.stage(
                        StageKind.TRAIN,
                        List.of("python3", "train.py"),
                        new Termination.Exited(0),
                        new ArrayList<>(
                                List.of(Artifacts.process("", List.of(), List.of(checkpoints), new double[100]))),
                        ""),
                List.of(),
                Path.of("log"),
                Path.of(place),
                List.of(),
                TrainedNetwork.unseen()));
    }
}
