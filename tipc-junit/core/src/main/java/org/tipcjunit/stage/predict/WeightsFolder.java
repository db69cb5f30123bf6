// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.predict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;

/** Tells a prediction that looked for the weights above the folder that they are. */
final class WeightsFolder {

    private WeightsFolder() {}

    /**
     * Get {@code failure} with this cause, where it is one: only once a training is made, it shows that weights are a folder.
     *
     * @param weights what the config names as the weights
     */
    static StageFailure told(StageFailure failure, Optional<Path> weights) {
        return weights.filter(Files::isDirectory)
                .filter(folder -> failure.run().stream().anyMatch(run -> isSoughtAbove(folder, run)))
                .map(folder -> told(failure, folder))
                .orElse(failure);
    }

    /** Whether the command was given the folder above alone, and what it printed is about something there. */
    private static boolean isSoughtAbove(Path folder, StageRun run) {
        String above = folder.resolveSibling(".").normalize().getFileName() + "/";
        return run.output().stream().anyMatch(line -> line.contains(above))
                && run.outcome().command().argv().stream()
                        .noneMatch(word -> word.contains(above + folder.getFileName()));
    }

    private static StageFailure told(StageFailure failure, Path folder) {
        return failure.telling(
                failure.observed(),
                "the weights are the folder " + folder.getFileName()
                        + " itself: write {weights} in the prediction command where {weights-folder}, the folder above"
                        + " it, stands");
    }
}
