// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.NetworkUse;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.text.MetricName;

/**
 * Whether the evaluation read the data that it has: a {@code break} that was left in its loop from a trial run makes a metric of a
 * part of them.
 *
 * <p>One pass over a loader that was read to its end is enough, since a script may take a batch of others to look at it, where networks
 * ran in that pass or in none; so is a network that ran on more samples than were taken, which got its data elsewhere. A loss or a perplexity of a language model is
 * rightly taken of a part.
 *
 * @param loaders what was taken of each data loader
 * @param samples on how many samples a network ran, at most
 * @param unbounded whether the metric is a loss or the like
 */
record ReadBatches(List<Loader> loaders, long samples, boolean unbounded) {

    ReadBatches {
        boolean called = loaders.stream().anyMatch(loader -> loader.calls() > 0);
        // Others were read to look at the data only.
        loaders =
                loaders.stream().filter(loader -> !called || loader.calls() > 0).toList();
    }

    /**
     * A data loader of which something was taken.
     *
     * @param taken how many batches
     * @param batches how many it has; 0 where that is not known
     * @param ended whether it was asked until it had no more
     * @param samples how many samples were in the batches
     * @param leftOut how many samples are in no batch, because they are too few for one
     * @param shared among how many processes its sampler shares the samples; 1 where it does not
     * @param calls how often a network was called between its batches
     */
    record Loader(int taken, int batches, boolean ended, int samples, int leftOut, int shared, int calls) {

        private static Loader in(String line) {
            List<Integer> numbers =
                    List.of(line.split(" ", -1)).stream().map(Integer::valueOf).toList();
            return new Loader(
                    numbers.get(0),
                    numbers.get(1),
                    numbers.get(2) == 1,
                    numbers.get(3),
                    numbers.get(4),
                    numbers.get(5),
                    numbers.get(6));
        }

        private boolean isWhole() {
            return ended || batches == 0 || taken >= batches;
        }
    }

    static ReadBatches of(Evaluation evaluation, MetricName metric) {
        List<RecordedProcess> processes = evaluation.stage().recording().processes();
        return new ReadBatches(
                processes.stream()
                        .flatMap(process -> process.lines(Recorder.BATCHES_NOTE))
                        .map(Loader::in)
                        .toList(),
                processes.stream()
                        .flatMap(process -> process.networks().first().keySet().stream()
                                .flatMap(network -> process.networks().use(network).stream()))
                        .mapToLong(NetworkUse::samples)
                        .max()
                        .orElse(0),
                metric.isUnbounded());
    }

    /** Get on how many samples a process called networks in one pass over a data loader, at most. */
    static long samples(RecordedProcess process) {
        return process.lines(Recorder.BATCHES_NOTE)
                .map(Loader::in)
                .filter(loader -> loader.calls() > 0)
                .mapToLong(Loader::samples)
                .max()
                .orElse(0);
    }

    /** Get a finding that cannot be judged where all loaders were left early; one that did not pass stays as it is. */
    Finding in(Finding metric) {
        Optional<Loader> part = loaders.stream()
                .filter(loader -> loader.shared() > loaders.size())
                .findFirst();
        if (metric.verdict() == Verdict.PASS && !unbounded && part.isPresent()) {
            return metric.concluding(
                    Verdict.CANNOT_JUDGE,
                    "the evaluation read a part of its data",
                    "a data loader gives one of %s parts of the samples, by a sampler for as many processes; the evaluation read %d\n%s"
                            .formatted(part.get().shared(), loaders.size(), metric.observed()),
                    "evaluate all samples in one process: give the data loader a BatchSampler, or num_replicas=1");
        }
        long taken = loaders.stream().mapToLong(Loader::samples).sum();
        boolean isLeft = !loaders.isEmpty() && loaders.stream().noneMatch(Loader::isWhole);
        if (metric.verdict() != Verdict.PASS || unbounded || !isLeft || samples > taken) {
            return leftOut(metric, taken);
        }
        return metric.concluding(
                Verdict.CANNOT_JUDGE,
                "the evaluation did not read all of its data",
                loaders.stream()
                                .map(loader -> loader.taken() + " of " + Quantity.count(loader.batches(), "batch")
                                        + " taken of a data loader")
                                .collect(Collectors.joining("; "))
                        + "\n" + metric.observed(),
                "evaluate all batches: take a break, or a limit for trials, out of the loop");
    }

    /** Tell what {@code drop_last} leaves out: usual in a training, and in an evaluation mostly not meant. */
    private Finding leftOut(Finding metric, long taken) {
        long leftOut = loaders.stream().mapToLong(Loader::leftOut).sum();
        return leftOut == 0
                ? metric
                : metric.plus(
                        List.of(Figure.share(
                                "samples that the evaluation's data loader leaves out (drop_last)",
                                leftOut,
                                taken + leftOut,
                                "")),
                        List.of());
    }
}
