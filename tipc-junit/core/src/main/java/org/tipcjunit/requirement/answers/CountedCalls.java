// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.NetworkUse;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.stage.noise.AlternatelyNoisyEvaluation;
import org.tipcjunit.stage.noise.AlternatelyNoisyEvaluation.Calls;
import org.tipcjunit.stage.noise.NoisyEvaluation;

/**
 * Whether a metric, of whatever kind, depends on all samples: one that each batch calculates anew is that of the last one, one that
 * is kept from the first says nothing of what came after it, and one of the first samples of each batch nothing of the others.
 *
 * <p>It is tried: the evaluation runs again with random numbers for every other call of its networks, and then for those between; of
 * calls of many samples, for the second half of these.
 * Calls are counted for each pass over a data loader, so that several sets may be evaluated. Without one the same line may be
 * given several sets, so that all that is printed must stay the same.
 *
 * <p>Where several processes evaluate, each its part of the data, the same is tried with the calls of every other process: a metric
 * that nobody puts together is that of one part.
 *
 * @param division how the samples can be divided
 * @param readsLoaders whether data loaders are read
 * @param isShared whether several processes call networks
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CountedCalls(Division division, boolean readsLoaders, boolean isShared) {

    private static final int TRIES = 3;

    /** The recorder divides no fewer of one call. */
    private static final int FEWEST = 16;

    /** How the samples of an evaluation can be divided. */
    public enum Division {
        /** Not at all. */
        NONE,
        /** Each network is called once, on many samples. */
        SAMPLES,
        /** A network is called more than once. */
        CALLS
    }

    /** Dates and times, and the process that a logger of C++ names after them. */
    private static final Pattern TIME =
            Pattern.compile("\\d+([:/-])\\d+\\1\\d+([.,]\\d+)?|(?<=^[IWEF])\\d{4} \\S+ +\\d+");

    /**
     * How a metric is read.
     *
     * @param metric its name
     * @param printed reads its number of what an evaluation printed; empty where there is none
     */
    public record Reading(String metric, Function<List<String>, Optional<String>> printed) {}

    /** Find out how an evaluation calls its networks. */
    public static CountedCalls of(Evaluation evaluation) {
        List<RecordedProcess> processes = evaluation.stage().recording().processes();
        List<NetworkUse> uses = processes.stream().flatMap(CountedCalls::uses).toList();
        Division once = uses.stream().anyMatch(use -> use.different() >= FEWEST) ? Division.SAMPLES : Division.NONE;
        Division division = uses.stream().anyMatch(use -> use.calls() > 1) ? Division.CALLS : once;
        long calling = processes.stream()
                .filter(process -> uses(process).findAny().isPresent())
                .count();
        boolean readsLoaders = processes.stream()
                .anyMatch(process ->
                        process.lines(Recorder.BATCHES_NOTE).findAny().isPresent());
        return new CountedCalls(division, readsLoaders, calling > 1);
    }

    private static Stream<NetworkUse> uses(RecordedProcess process) {
        return process.networks().first().keySet().stream()
                .flatMap(network -> process.networks().use(network).stream());
    }

    /** Get what is known of the processes alone. */
    public CountedCalls ofProcesses() {
        return new CountedCalls(Division.NONE, readsLoaders, isShared);
    }

    /**
     * Get the same, without a look at the samples of single calls where the shares that were printed are not those of half of them, or of
     * fewer.
     *
     * @param shares what was printed of the network's outputs, and of random ones
     * @param samples how many samples the network got
     */
    public CountedCalls knowing(List<PrintedShare> shares, int samples) {
        boolean mayBeOfPart = IntStream.rangeClosed(1, samples / 2)
                .anyMatch(count -> shares.stream().allMatch(share -> share.isOf(count)));
        return mayBeOfPart || division != Division.SAMPLES ? this : ofProcesses();
    }

    /**
     * Get a finding that cannot be judged where the metric does not depend on every other call; one that did not pass, or of a loss,
     * stays as it is.
     *
     * @param noisy evaluates again
     */
    public Finding in(
            Finding finding,
            Reading reading,
            Evaluation evaluation,
            Function<AlternatelyNoisyEvaluation, NoisyEvaluation.Outcome> noisy) {
        List<String> output = evaluation.stage().output();
        Optional<String> printed = reading.printed().apply(output);
        boolean isQuick = evaluation.stage().outcome().duration().compareTo(NoisyEvaluation.LONG) <= 0;
        if (finding.verdict() != Verdict.PASS
                || printed.isEmpty()
                || isNothing(printed.get())
                || !isQuick
                || new MetricName(reading.metric()).isUnbounded()) {
            return finding;
        }
        for (Calls calls : Calls.values()) {
            boolean isTried = calls.areOfProcesses()
                    ? isShared
                    : division == Division.CALLS || (division == Division.SAMPLES && calls == Calls.ODD);
            if (isTried && stays(calls, reading, output, printed.get(), noisy)) {
                return told(finding, calls, reading.metric(), printed.get());
            }
        }
        return finding;
    }

    /** What random outputs reach as well. */
    private static boolean isNothing(String printed) {
        return new BigDecimal(printed).signum() == 0;
    }

    private boolean stays(
            Calls calls,
            Reading reading,
            List<String> output,
            String printed,
            Function<AlternatelyNoisyEvaluation, NoisyEvaluation.Outcome> noisy) {
        for (int seed = 1; seed <= TRIES; seed++) {
            NoisyEvaluation.Outcome outcome = noisy.apply(new AlternatelyNoisyEvaluation(calls, seed));
            boolean same = outcome.isTelling()
                    && reading.printed().apply(outcome.output()).equals(Optional.of(printed));
            boolean nothingElse = readsLoaders || timeless(outcome.output()).equals(timeless(output));
            if (!same || !nothingElse) {
                return false;
            }
        }
        return true;
    }

    private static List<String> timeless(List<String> lines) {
        return lines.stream().map(line -> TIME.matcher(line).replaceAll("")).toList();
    }

    private static Finding told(Finding finding, Calls calls, String metric, String printed) {
        if (calls.areOfProcesses()) {
            return finding.concluding(
                    Verdict.CANNOT_JUDGE,
                    metric + " does not depend on all of the processes",
                    metric + " = " + printed
                            + " with random numbers for the outputs of every other process that evaluates\n"
                            + finding.observed(),
                    "put together what all processes found (all_gather, all_reduce) before " + metric
                            + " is calculated, or evaluate in one process");
        }
        String line = calls == Calls.ODD
                ? metric + " = " + printed
                        + " with random numbers for what the network says in every other call, or of the second half of its samples, from"
                        + " the first one on"
                : metric + " = " + printed
                        + " with random numbers for what the network says in every other call, or of the second half of its samples, from"
                        + " the second one on";
        return finding.concluding(
                Verdict.CANNOT_JUDGE,
                metric + " does not depend on all of the samples",
                line + "\n" + finding.observed(),
                "calculate " + metric
                        + " from the outputs of all samples; a value that is set anew for each batch is that of"
                        + " one batch, and one of the first row of outputs that of one sample");
    }
}
