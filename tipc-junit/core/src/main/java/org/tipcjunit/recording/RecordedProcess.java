// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What the recorder saw in one Python process that imported Paddle, or asked a service.
 *
 * @param pid the process
 * @param rank the rank in a distributed launch, 0 otherwise
 * @param argv the script and its arguments
 * @param properties facts by name: {@code python}, {@code executable}, {@code working_directory}, {@code paddle},
 *     {@code paddle_commit}, {@code numpy}, {@code device}, {@code cpus}, {@code OMP_NUM_THREADS}, every {@code FLAGS_*};
 *     {@code exit} is {@code orderly} where Python ended by itself (also by an exception) and absent where it was killed or
 *     crashed; {@code fault} is the exception that ended it, or the status that it gave to {@code sys.exit}, if not 0; {@code left}
 *     what it gave to {@code os._exit}; {@code status} what the C library ended it with, if not 0; {@code ended} what a Python
 *     that waited for it saw: {@code status N}, {@code signal N}, or {@code sent} for a signal that was its own
 * @param seeds calls that seeded a generator, in order
 * @param losses losses in order of iterations
 * @param layerCalls calls of outermost layers in order
 * @param checkpoints state dicts saved and loaded, in order
 * @param exports exports in order
 * @param predictorRuns predictor runs in order
 * @param exchanges requests to a service with their answers, in order
 * @param networks the networks that ran, with the optimizers and losses that belong to them
 * @param problems what the recorder could not record, one sentence each; empty for a complete recording
 * @param digestedCalls calls and runs after as many as a recording holds with their tensors, in order
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record RecordedProcess(
        long pid,
        int rank,
        List<String> argv,
        Map<String, String> properties,
        List<SeedRecord> seeds,
        List<LossRecord> losses,
        List<LayerCall> layerCalls,
        List<CheckpointRecord> checkpoints,
        List<ExportRecord> exports,
        List<PredictorRun> predictorRuns,
        List<ClientExchange> exchanges,
        Networks networks,
        List<String> problems,
        List<DigestedCall> digestedCalls) {

    /** Signals that ask a process to end: a terminal's, an interrupt, a request, a pipe that nobody reads. */
    private static final Set<String> ORDERS = Set.of("signal 1", "signal 2", "signal 13", "signal 15");

    /** Statuses that are none, or well, or what Python ends with where nobody reads what it printed. */
    private static final Set<String> NO_FAULTS = Set.of("", "0", "120");

    public RecordedProcess {
        argv = List.copyOf(argv);
        properties = Map.copyOf(properties);
        seeds = List.copyOf(seeds);
        losses = List.copyOf(losses);
        layerCalls = List.copyOf(layerCalls);
        checkpoints = List.copyOf(checkpoints);
        exports = List.copyOf(exports);
        predictorRuns = List.copyOf(predictorRuns);
        exchanges = List.copyOf(exchanges);
        problems = List.copyOf(problems);
        digestedCalls = List.copyOf(digestedCalls);
    }

    /**
     * Get the lines of a fact that has several.
     *
     * @param name the fact's; never {@code null}
     * @return none where it was not recorded
     */
    public Stream<String> lines(String name) {
        return properties.getOrDefault(name, "").lines();
    }

    /**
     * Get the numbers of a fact that has nothing else, in its only line.
     *
     * @param name the fact's; never {@code null}
     * @return none where it was not recorded
     * @throws NumberFormatException if it has something else
     */
    public int[] numbers(String name) {
        return lines(name)
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** Whether anything of a model was seen in it: a loss, a network, weights, an export, a predictor. */
    public boolean ranNetwork() {
        return !(losses.isEmpty()
                && layerCalls.isEmpty()
                && checkpoints.isEmpty()
                && exports.isEmpty()
                && predictorRuns.isEmpty()
                && networks.uses().isEmpty());
    }

    /**
     * Get how it ended where that was by a fault: an exception, a status that is not 0, or a signal that nobody is known to have sent.
     *
     * @return empty where it ended well, or its own parent ended it
     */
    public Optional<String> fault() {
        String ended = properties.getOrDefault("ended", "");
        if (ended.equals("sent")) {
            return Optional.empty();
        }
        String fault = properties.getOrDefault("fault", "");
        String left = properties.getOrDefault("left", "");
        if (!fault.isEmpty()) {
            return Optional.of(fault);
        }
        if (ended.startsWith("signal ") && !properties.containsKey("exit")) {
            return Optional.of(ended).filter(signal -> !ORDERS.contains(signal));
        }
        if (ended.startsWith("status ")) {
            return Optional.of("exit " + ended);
        }
        return Stream.of(left, properties.getOrDefault("status", ""))
                .filter(status -> !NO_FAULTS.contains(status))
                .map(status -> "exit status " + status)
                .findFirst();
    }

    /** Whether it neither came to its end nor is it known what ended it. */
    public boolean isLost() {
        return !properties.containsKey("exit") && !properties.containsKey("left") && !properties.containsKey("ended");
    }

    /** Create the record of a process of which all calls are held. */
    public RecordedProcess(
            long pid,
            int rank,
            List<String> argv,
            Map<String, String> properties,
            List<SeedRecord> seeds,
            List<LossRecord> losses,
            List<LayerCall> layerCalls,
            List<CheckpointRecord> checkpoints,
            List<ExportRecord> exports,
            List<PredictorRun> predictorRuns,
            List<ClientExchange> exchanges,
            Networks networks,
            List<String> problems) {
        this(
                pid,
                rank,
                argv,
                properties,
                seeds,
                losses,
                layerCalls,
                checkpoints,
                exports,
                predictorRuns,
                exchanges,
                networks,
                problems,
                List.of());
    }

    /** Create the record of a process that asked no service and called no network. */
    public RecordedProcess(
            long pid,
            int rank,
            List<String> argv,
            Map<String, String> properties,
            List<SeedRecord> seeds,
            List<LossRecord> losses,
            List<LayerCall> layerCalls,
            List<CheckpointRecord> checkpoints,
            List<ExportRecord> exports,
            List<PredictorRun> predictorRuns,
            List<String> problems) {
        this(
                pid,
                rank,
                argv,
                properties,
                seeds,
                losses,
                layerCalls,
                checkpoints,
                exports,
                predictorRuns,
                List.of(),
                Networks.none(),
                problems);
    }
}
