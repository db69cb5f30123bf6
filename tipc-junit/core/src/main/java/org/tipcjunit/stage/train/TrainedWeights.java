// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.artifact.WeightSet;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.NetworkState;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;

/**
 * Checks that the networks which a stage called held the weights of the training when they were called: what the stage says of
 * others says nothing about the training, whatever files it loaded.
 *
 * @param run the stage
 * @param trained the training
 * @param weights where its weights lie for the stage
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TrainedWeights(StageRun run, TrainingRun trained, Path weights) {

    private static final int MOST_NAMED = 3;

    /** What Paddle and the suites print of weights that they leave out. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "(?i)skip(ping)? load|not found in the provided|unexpected key|missing key|not.{0,20} match.{0,40}(shape|weight|param)"
                    + "|(shape|weight|param).{0,60}(mismatch|unmatched|not match)|doesn't contain|not in .{0,30}(pretrained|checkpoint)");

    /**
     * Require that the networks which a run called held the trained weights.
     *
     * @param weights where they lie for the run
     * @throws StageFailedException if it called none, or one with others
     */
    public static void require(StageRun run, TrainingRun trained, Path weights) {
        new TrainedWeights(run, trained, weights).require();
    }

    private void require() {
        List<NetworkState> states = states();
        if (states.isEmpty()
                && run.recording().processes().stream()
                        .anyMatch(process -> process.properties().containsKey(Recorder.PREDICTORS_NOTE))) {
            throw new StageFailedException(StageFailure.noEvidence(
                    run,
                    "the " + run.name() + " command asked Paddle Inference, whose weights are not followed",
                    expected(),
                    "no call of a paddle.nn.Layer with parameters was seen, and a predictor of paddle.inference ran",
                    "let the script call the network with the weights that its command line names, or the exported program"
                            + " through paddle.jit.load, whose weights are seen"));
        }
        if (states.isEmpty()) {
            throw failure(
                    "the " + run.name() + " command called no network",
                    "no call of a paddle.nn.Layer with parameters was seen",
                    "let the script call the network that it loaded the weights into; what a static program or a service"
                            + " says, and what is printed without a network, shows nothing about the trained weights");
        }
        TrainedNetwork network = trained.network();
        if (!network.isSeen()) {
            throw failure(
                    "the weights of the training were not seen",
                    "no network with parameters was called by "
                            + trained.stage().name() + ", or nothing of what it held afterwards was seen",
                    "let the training call a paddle.nn.Layer and save its state_dict()");
        }
        WeightSet set = nearest(states);
        Set<String> made = network.madeIn(set);
        List<NetworkState> ours =
                states.stream().filter(state -> isOurs(state, made)).toList();
        if (ours.isEmpty()) {
            throw notTrained(states, set, made);
        }
        Set<Set<String>> names =
                ours.stream().map(state -> state.weightDigests().keySet()).collect(Collectors.toSet());
        Set<NetworkState> first = run.recording().processes().stream()
                .flatMap(process -> process.networks().first().values().stream())
                .collect(Collectors.toSet());
        Map<NetworkState, Set<String>> unused = unused();
        for (NetworkState state : states) {
            boolean alike =
                    ours.contains(state) || names.contains(state.weightDigests().keySet());
            List<String> foreign = foreign(state, set, first.contains(state)).stream()
                    .filter(key -> !unused.getOrDefault(state, Set.of()).contains(key))
                    .toList();
            if (alike && !foreign.isEmpty()) {
                throw partly(state, foreign, set);
            }
        }
    }

    /** A network is the trained one where anything in it is what only the training can have made. */
    private static boolean isOurs(NetworkState state, Set<String> made) {
        return state.weightDigests().values().stream().anyMatch(made::contains);
    }

    /** Get the weights of the training of which the networks hold most. */
    private WeightSet nearest(List<NetworkState> states) {
        Set<String> held = states.stream()
                .flatMap(state -> state.weightDigests().values().stream())
                .collect(Collectors.toSet());
        return trained.network().taken().stream()
                .max(Comparator.comparingLong((WeightSet set) ->
                                shared(held, trained.network().madeIn(set)))
                        .thenComparing(set -> -trained.network().weights().indexOf(set)))
                .orElseThrow();
    }

    private static long shared(Set<String> held, Collection<String> others) {
        return others.stream().filter(held::contains).count();
    }

    /** Get the names of the tensors that are not the training's. Buffers count when the network is first called. */
    private static List<String> foreign(NetworkState state, WeightSet set, boolean first) {
        Set<String> known = set.values();
        return state.weightDigests().entrySet().stream()
                .filter(entry -> !known.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .filter(key -> state.trainable().contains(key) || (first && isStatistic(key)))
                .sorted()
                .toList();
    }

    /** The statistics of batch normalisation; other buffers may be made anew. */
    private static boolean isStatistic(String key) {
        return key.endsWith("_mean") || key.endsWith("_variance");
    }

    private StageFailedException notTrained(List<NetworkState> states, WeightSet set, Set<String> made) {
        if (made.isEmpty()) {
            return failure(
                    "the " + run.name() + " command ran weights that the training had not changed",
                    "all " + TrainedNetworks.count(trained.network().initial().size(), "trainable tensor") + " "
                            + set.origin() + " are what they were before the training",
                    "let the training save the weights after it has trained them");
        }
        List<CheckpointRecord> loads = operations(run, "load");
        Path file = run.file(weights.toString());
        List<CheckpointRecord> there = loads.stream()
                .filter(load -> !load.path().isEmpty() && run.file(load.path()).equals(file))
                .toList();
        if (there.isEmpty()) {
            return failure(
                    "the " + run.name() + " command did not load the trained weights",
                    loads.stream()
                                    .map(CheckpointRecord::path)
                                    .filter(path -> !path.isEmpty())
                                    .distinct()
                                    .reduce((first, second) -> first + ", " + second)
                                    .map(paths -> "loaded " + paths)
                                    .orElse("paddle.load was not called")
                            + "; " + held(states, set, made),
                    isNamed(file)
                            ? "let the script load the weights that its command line names"
                            : "give its command " + weights + ": no word of it leads there");
        }
        Set<Map<String, String>> saved = operations(trained.stage(), "save").stream()
                .map(CheckpointRecord::weightDigests)
                .collect(Collectors.toSet());
        if (there.stream().noneMatch(load -> saved.contains(load.weightDigests()))) {
            return failure(
                    "the " + run.name() + " command loaded weights that the training did not save",
                    "they equal none of the " + saved.size() + " sets of weights that the training saved",
                    "let the training itself save its weights there, and let nothing change them afterwards");
        }
        return failure(
                "the " + run.name() + " command ran other weights than the trained ones",
                held(states, set, made) + said(),
                "the weights were loaded, but the network does not hold them when it is called: compare the names of the"
                        + " checkpoint's keys with those of the network, and look for weights that are set afterwards");
    }

    /** Whether a word of the command leads to a file: its path, or a folder around it, but not one around the working directory. */
    private boolean isNamed(Path file) {
        Path directory = run.file("");
        return run.outcome().command().argv().stream()
                .map(word -> word.substring(word.indexOf('=') + 1))
                .map(run::file)
                .anyMatch(named -> (file.startsWith(named) && !directory.startsWith(named))
                        || file.toString().startsWith(named + "."));
    }

    private StageFailedException partly(NetworkState state, List<String> foreign, WeightSet set) {
        int all = state.weightDigests().size();
        return failure(
                "the " + run.name() + " command ran weights of which some are not the trained ones",
                state.layerClass() + " held " + (all - foreign.size()) + " of " + TrainedNetworks.count(all, "tensor")
                        + " "
                        + set.origin()
                        + (state.call() > 1 ? ", before its call " + state.call() : "")
                        + (state.step() > 0
                                ? ", after " + TrainedNetworks.count(state.step(), "step") + " of an optimizer"
                                : "")
                        + "; others are "
                        + foreign.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (foreign.size() > MOST_NAMED ? ", ..." : "") + said(),
                "compare the names and shapes of the checkpoint's tensors with those of the network, and look for weights"
                        + " that are set after loading");
    }

    private String held(List<NetworkState> states, WeightSet set, Set<String> made) {
        return states.stream()
                        .map(NetworkState::layerClass)
                        .distinct()
                        .limit(MOST_NAMED)
                        .collect(Collectors.joining(", "))
                + " held none of the " + TrainedNetworks.count(made.size(), "tensor") + " that the training made and "
                + set.origin() + instead(states);
    }

    /** Say which other weights of the training a network held, such as those of an earlier epoch. */
    private String instead(List<NetworkState> states) {
        return trained.network().weights().stream()
                .filter(set -> states.stream()
                        .anyMatch(state -> isOurs(state, trained.network().madeIn(set))
                                && set.holds(state.weightDigests().values())))
                .findFirst()
                .map(set -> "; it held those " + set.origin())
                .orElse("");
    }

    private String said() {
        List<String> lines = run.output().stream()
                .filter(line -> LEFT_OUT.matcher(line).find())
                .limit(MOST_NAMED)
                .toList();
        return lines.isEmpty() ? "" : "\nit printed: " + String.join("\n", lines);
    }

    /** Get what networks held and did not use: what nothing depends on may be anything. */
    private Map<NetworkState, Set<String>> unused() {
        Map<NetworkState, Set<String>> unused = new HashMap<>();
        for (RecordedProcess process : run.recording().processes()) {
            for (NetworkState state : process.networks().states()) {
                process.networks().use(state.network()).ifPresent(use -> unused.put(state, use.unused()));
            }
        }
        return unused;
    }

    private List<NetworkState> states() {
        return run.recording().processes().stream()
                .map(RecordedProcess::networks)
                .map(Networks::states)
                .flatMap(List::stream)
                .toList();
    }

    private StageFailedException failure(String summary, String observed, String remedy) {
        return new StageFailedException(StageFailure.of(run, summary, expected(), observed, remedy));
    }

    private String expected() {
        String tensors = trained.network().weights().stream()
                .findFirst()
                .map(set -> TrainedNetworks.count(set.digests().size(), "tensor"))
                .orElse("tensors");
        return "a network that holds the " + tensors + " of " + weights + " when it is called";
    }

    private static List<CheckpointRecord> operations(StageRun run, String operation) {
        return run.recording().processes().stream()
                .flatMap(process -> process.checkpoints().stream())
                .filter(record -> record.operation().equals(operation))
                .toList();
    }
}
