// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;

/**
 * Whether the first steps of a training were all made on one batch, though its data loader has more: a loss that falls then shows
 * that a few samples were learnt by heart.
 *
 * <p>Both the batches that the loader gave and the samples that the network got must be the same: a graph, or a grid of places, is
 * rightly given whole in each step.
 *
 * @param steps how many steps were looked at
 * @param batches of how many different batches
 * @param loader how many batches the loader has; 0 where that is not known
 * @param classes how many classes the labels of the batches are of; 0 where each sample has not one
 * @param calls how many calls of networks were looked at
 * @param rows how many samples a call had, at most
 * @param samples how many different samples the calls had together
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RepeatedBatch(int steps, int batches, int loader, int classes, int calls, int rows, int samples) {

    private static final int FEWEST = 16;

    private static Stream<RepeatedBatch> all(TrainingRun training) {
        return training.stage().recording().processes().stream().flatMap(process -> in(process).stream());
    }

    /** Get how many classes a training's samples are of, where they have one each. */
    public static Set<Integer> classes(TrainingRun training) {
        return all(training)
                .map(RepeatedBatch::classes)
                .filter(classes -> classes > 0)
                .collect(Collectors.toSet());
    }

    /** Get what cannot be judged of a training, where it is so. */
    public static Part of(TrainingRun training) {
        return all(training).map(RepeatedBatch::part).reduce(Part.none(), Part::plus);
    }

    private static Optional<RepeatedBatch> in(RecordedProcess process) {
        int[] batches = process.numbers(Recorder.TRAINING_BATCHES_NOTE);
        int[] calls = process.numbers(Recorder.TRAINING_CALLS_NOTE);
        return batches.length == 0 || calls.length == 0
                ? Optional.empty()
                : Optional.of(new RepeatedBatch(
                        batches[0], batches[1], batches[2], batches[3], calls[0], calls[1], calls[2]));
    }

    /** Get what cannot be judged, where it is so. */
    Part part() {
        // A validation between two steps has a batch of its own.
        int most = loader > 2 ? 2 : 1;
        boolean isRepeated = steps >= FEWEST && calls >= FEWEST && loader > 1 && batches <= most && samples <= rows;
        return isRepeated ? told() : Part.none();
    }

    private Part told() {
        return Part.unjudged(new Fault(
                "each step was trained on the same samples",
                "the first " + steps + " steps were made on one of the " + loader
                        + " batches that the data loader has: " + calls + " calls of the network had " + samples
                        + " different samples",
                "take the batches of the data loader one after the other, not the first one in each step"));
    }
}
