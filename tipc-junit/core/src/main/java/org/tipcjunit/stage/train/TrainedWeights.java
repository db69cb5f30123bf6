// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.recording.CheckpointRecord;

/** Checks that a stage took the weights of the training: what it says of others says nothing about the training. */
@API(status = Status.INTERNAL, since = "0.1")
public final class TrainedWeights {

    private TrainedWeights() {}

    /**
     * Require that a run loaded the trained weights.
     *
     * @param weights where they lie for the run
     * @throws StageFailedException if it loaded none, or others
     */
    public static void require(StageRun run, TrainingRun trained, Path weights) {
        Path checkpoint = run.file(weights.toString());
        List<CheckpointRecord> loads = checkpoints(run, "load");
        List<CheckpointRecord> trainedLoads = loads.stream()
                .filter(record ->
                        !record.path().isEmpty() && run.file(record.path()).equals(checkpoint))
                .toList();
        if (trainedLoads.isEmpty()) {
            throw new StageFailedException(StageFailure.of(
                    run,
                    "the " + run.name() + " command did not load the trained weights",
                    "paddle.load of " + weights,
                    loads.stream()
                            .map(CheckpointRecord::path)
                            .filter(path -> !path.isEmpty())
                            .distinct()
                            .reduce((first, second) -> first + ", " + second)
                            .map(paths -> "loaded " + paths)
                            .orElse("paddle.load was not called"),
                    "let the script load the weights that its command line names"));
        }
        Set<Map<String, String>> saved = checkpoints(trained.stage(), "save").stream()
                .map(CheckpointRecord::weightDigests)
                .collect(Collectors.toSet());
        if (trainedLoads.stream().noneMatch(load -> saved.contains(load.weightDigests()))) {
            throw new StageFailedException(StageFailure.of(
                    run,
                    "the " + run.name() + " command loaded weights that the training did not save",
                    "weights in " + weights + " that the training gave to paddle.save",
                    "they equal none of the " + saved.size() + " sets of weights that the training saved",
                    "let the training itself save its weights there, and let nothing change them afterwards"));
        }
    }

    private static List<CheckpointRecord> checkpoints(StageRun run, String operation) {
        return run.recording().processes().stream()
                .flatMap(process -> process.checkpoints().stream())
                .filter(record -> record.operation().equals(operation))
                .toList();
    }
}
