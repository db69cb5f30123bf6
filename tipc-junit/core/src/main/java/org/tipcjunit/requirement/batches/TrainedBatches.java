// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.batches;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.train.BatchArgument;

/**
 * The batches that a training took, beside the size that it was asked for.
 *
 * <p>Views that are put together, packed sequences, graphs and items that are batches themselves make the first extent of a batch another
 * number than that of the samples in it, so that either may be the size that was asked for: what the loader puts together, or what it
 * gave. Gradients that are summed over several batches, and several processes, may make up one together.
 *
 * @param sizes how many samples the loaders put into a batch; 0 where one does not say
 * @param given the most samples of a batch, by its first extent
 * @param called the most samples of a call of a network in the first steps; 0 where that is not known
 * @param perStep how many backward calls a step mostly has
 * @param processes how many processes trained
 * @param all whether the loader has but one batch, of all samples
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TrainedBatches(Set<Integer> sizes, int given, int called, int perStep, int processes, boolean all) {

    public TrainedBatches {
        sizes = Set.copyOf(sizes);
    }

    /** Get what was seen of a training's batches, which its finding shows, where its data loader was seen. */
    public static Part of(TrainingRun training, Optional<BatchArgument> asked) {
        return in(training).map(batches -> batches.part(asked)).orElseGet(Part::none);
    }

    private static Optional<TrainedBatches> in(TrainingRun training) {
        List<RecordedProcess> processes = training.stage().recording().processes();
        int given = training.losses().stream()
                .flatMapToInt(loss -> loss.samples().stream())
                .max()
                .orElse(0);
        if (given == 0) {
            return Optional.empty();
        }
        int called = processes.stream()
                .map(process -> process.numbers(Recorder.TRAINING_CALLS_NOTE))
                .filter(numbers -> numbers.length > 1)
                .mapToInt(numbers -> numbers[1])
                .max()
                .orElse(0);
        boolean all = processes.stream()
                .map(process -> process.numbers(Recorder.TRAINING_BATCHES_NOTE))
                .anyMatch(numbers -> numbers.length > 2 && numbers[2] == 1);
        return Optional.of(new TrainedBatches(
                processes.stream()
                        .flatMapToInt(process -> Arrays.stream(process.numbers(Recorder.BATCH_SIZES_NOTE)))
                        .boxed()
                        .collect(Collectors.toSet()),
                given,
                called,
                perStep(training.losses()),
                (int) processes.stream()
                        .filter(process -> !process.losses().isEmpty())
                        .count(),
                all));
    }

    private static int perStep(List<LossRecord> losses) {
        Map<Integer, Long> counts =
                losses.stream().collect(Collectors.groupingBy(LossRecord::step, Collectors.counting()));
        return counts.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> most.getKey().intValue())
                .orElse(1);
    }

    /** Get the sizes, and what cannot be judged where they differ. */
    Part part(Optional<BatchArgument> asked) {
        Part seen = Part.measuring(Figure.of("samples in a batch of the training, at most", given, ""));
        return asked.map(argument -> seen.plus(Part.measuring(
                                Figure.of("batch size that the training was asked for", argument.value(), "")))
                        .plus(isOf(argument.value()) ? Part.none() : Part.unjudged(other(argument))))
                .orElse(seen);
    }

    /** Whether the batches may be of that size; they may where a loader does not say how it makes them. */
    private boolean isOf(int asked) {
        return sizes.isEmpty()
                || sizes.contains(0)
                || (all && given < asked)
                || Stream.concat(
                                sizes.stream(),
                                Stream.of(
                                        given,
                                        called,
                                        sizes.stream().mapToInt(size -> size).sum()))
                        .anyMatch(size -> Stream.of(1, perStep, processes, perStep * processes)
                                .anyMatch(times -> size * times == asked));
    }

    private Fault other(BatchArgument asked) {
        return new Fault(
                "the training took batches of another size than it was asked for",
                asked.option() + " is " + asked.value() + "; the data loader puts "
                        + new TreeSet<>(sizes).stream().map(String::valueOf).collect(Collectors.joining(" and "))
                        + " into a batch, batches had "
                        + Quantity.count(given, "sample") + " at most, and a step "
                        + Quantity.count(perStep, "backward call"),
                "give the option's value to the data loader (batch_size); where it counts the samples of several devices, let the"
                        + " config ask for those of one");
    }
}
