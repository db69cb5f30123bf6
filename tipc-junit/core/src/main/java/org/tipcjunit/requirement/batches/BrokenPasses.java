// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;

/**
 * The passes of a training over its data, each of which it may have broken off, as with a {@code break} that was left in its loop.
 *
 * @param begun how many passes over what a data loader has were trained on
 * @param ended how many of them were taken to the end
 * @param most the most backward calls of a pass
 * @param batches the most batches that a loader has; 0 where that is not known
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record BrokenPasses(int begun, int ended, int most, int batches) {

    /** Get what is to be told of a training; empty where it took a pass to the end, or its data loader was not seen. */
    public static Optional<String> of(TrainingRun training) {
        return training.stage().recording().processes().stream()
                .filter(process -> !process.losses().isEmpty())
                .flatMap(process -> in(process).stream())
                .flatMap(passes -> passes.told().stream())
                .findFirst();
    }

    private static Optional<BrokenPasses> in(RecordedProcess process) {
        int[] passes = process.numbers(Recorder.TRAINING_PASSES_NOTE);
        int[] batches = process.numbers(Recorder.TRAINING_BATCHES_NOTE);
        return passes.length < 3 || batches.length < 3
                ? Optional.empty()
                : Optional.of(new BrokenPasses(passes[0], passes[1], passes[2], batches[2]));
    }

    /** Get what is to be told; who counts iterations breaks off the only pass, or the last one, and is not meant. */
    Optional<String> told() {
        return begun > 1 && ended == 0 && most < batches
                ? Optional.of("the training broke off each of its " + begun + " passes over the data: of the " + batches
                        + " batches of an epoch, at most " + Quantity.count(most, "batch")
                        + (most == 1 ? " was" : " were") + " trained on")
                : Optional.empty();
    }
}
