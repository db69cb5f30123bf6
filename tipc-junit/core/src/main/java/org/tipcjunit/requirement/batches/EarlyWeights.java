// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.RecordedProcess;

/**
 * Weights that were saved before most of the training: what the later steps made of them is in no file that later stages take. The best
 * weights, which are named so, may rightly be early ones.
 *
 * @param file the name of the newest file where later stages take the weights, with that of its folder
 * @param before how many steps optimizers had made when it was saved
 * @param all how many they made
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record EarlyWeights(String file, int before, int all) {

    /** Trials of a few steps say nothing. */
    private static final int FEWEST = 16;

    /** Get what is to be told of a training; empty where most of it went into the weights, or none were seen to be saved there. */
    public static Optional<String> of(TrainingRun training) {
        return training.stage().recording().processes().stream()
                .filter(process -> !process.losses().isEmpty())
                .flatMap(process -> in(process, training.checkpoint()).stream())
                .max(Comparator.comparingInt(EarlyWeights::before))
                .flatMap(EarlyWeights::told);
    }

    private static Optional<EarlyWeights> in(RecordedProcess process, Path place) {
        List<CheckpointRecord> saves = process.checkpoints().stream()
                .filter(record -> record.operation().equals("save") && record.liesAt(place))
                .toList();
        int all = process.losses().get(process.losses().size() - 1).step();
        return saves.stream()
                .max(Comparator.comparingInt(CheckpointRecord::steps))
                .map(newest -> {
                    Path path = Path.of(newest.path());
                    Path folder = path.getParent();
                    String named = folder == null || folder.getFileName() == null ? "" : folder.getFileName() + "/";
                    return new EarlyWeights(named + path.getFileName(), newest.steps(), all);
                });
    }

    /** Get what is to be told. */
    Optional<String> told() {
        boolean isBest = file.toLowerCase(Locale.ROOT).contains("best");
        return all >= FEWEST && 2 * before < all && !isBest
                ? Optional.of("the saved weights of " + file + " are those after " + before + " of the training's "
                        + all + " steps, and no later ones lie there")
                : Optional.empty();
    }
}
