// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.recording.NetworkState;
import org.tipcjunit.recording.NetworkUse;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.OptimizerRecord;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;

/** A recorded process, put together by hand. */
final class RecordedTraining {

    private final List<NetworkState> states = new ArrayList<>();
    private final List<NetworkUse> uses = new ArrayList<>();
    private final List<OptimizerRecord> optimizers = new ArrayList<>();
    private final List<CheckpointRecord> checkpoints = new ArrayList<>();
    private final List<LossRecord> losses = new ArrayList<>();
    private final Map<String, String> notes = new HashMap<>();

    /** Let a network hold weights, all of which may be trained but for what batch normalisation counts. */
    RecordedTraining holds(int network, int step, Map<String, String> weights) {
        states.add(new NetworkState(
                network,
                "Net" + network,
                step,
                1
                        + (int) states.stream()
                                .filter(state -> state.network() == network)
                                .count(),
                weights,
                Set.copyOf(weights.keySet().stream()
                        .filter(key -> !key.endsWith("_mean"))
                        .toList())));
        return this;
    }

    /** Let a network hold weights of ten elements each, some of which are as they were drawn. */
    RecordedTraining holdsDrawn(int network, Map<String, String> weights, String... drawn) {
        states.add(new NetworkState(
                network,
                "Net" + network,
                0,
                1,
                weights,
                weights.keySet(),
                weights.keySet().stream().collect(Collectors.toMap(name -> name, name -> 10L)),
                Set.of(drawn)));
        return this;
    }

    /** Let a network's first call not depend on some weights, and its calls in training mode move some statistics. */
    RecordedTraining uses(int network, Set<String> statistics, Set<String> unused) {
        uses.add(new NetworkUse(network, 4, 4, 16, List.of(), 0, 16, statistics, unused));
        return this;
    }

    RecordedTraining steps(int optimizer, double rate, Integer... networks) {
        return steps(optimizer, rate, Set.of(), networks);
    }

    RecordedTraining steps(int optimizer, double rate, Set<String> tensors, Integer... networks) {
        optimizers.add(new OptimizerRecord(optimizer, "Adam", OptionalDouble.of(rate), Set.of(networks), tensors));
        return this;
    }

    RecordedTraining saves(String path, Map<String, String> weights, Integer... networks) {
        return savesStrange(path, weights, Set.of(), Map.of(), networks);
    }

    /** Save weights though a loss reaches some tensors that no optimizer has. */
    RecordedTraining savesLeavingOut(
            String path, Map<String, String> weights, Set<String> leftOut, Integer... networks) {
        checkpoints.add(new CheckpointRecord(
                "save", path, weights, Set.of(networks), Set.of(), Map.of(), leftOut, Set.of(), 0));
        return this;
    }

    /** Save weights of which some became others after the last step. */
    RecordedTraining savesOverwritten(
            String path, Map<String, String> weights, Set<String> overwritten, Integer... networks) {
        checkpoints.add(new CheckpointRecord(
                "save", path, weights, Set.of(networks), Set.of(), Map.of(), Set.of(), overwritten, 0));
        return this;
    }

    RecordedTraining savesStrange(
            String path,
            Map<String, String> weights,
            Set<Integer> unlike,
            Map<String, String> strange,
            Integer... networks) {
        checkpoints.add(new CheckpointRecord("save", path, weights, Set.of(networks), unlike, strange));
        return this;
    }

    RecordedTraining loads(String path, Map<String, String> weights) {
        return loadsStrange(path, weights, Map.of());
    }

    RecordedTraining loadsStrange(String path, Map<String, String> weights, Map<String, String> strange) {
        checkpoints.add(new CheckpointRecord("load", path, weights, Set.of(), Set.of(), strange));
        return this;
    }

    /** Let some parameters, as number of the network/name, have a gradient of nothing. */
    RecordedTraining idles(String... parameters) {
        notes.put(Recorder.IDLE_NOTE, String.join("\n", parameters));
        return this;
    }

    RecordedTraining asksPredictors() {
        notes.put(Recorder.PREDICTORS_NOTE, "ran");
        return this;
    }

    /** Let losses fall whose gradients reach some networks. */
    RecordedTraining losses(int count, String site, Integer... networks) {
        for (int i = 0; i < count; i++) {
            losses.add(new LossRecord(
                    losses.size() + 1,
                    2.0 / (i + 1),
                    0,
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    OptionalDouble.empty(),
                    losses.size() + 1,
                    site,
                    Optional.of(Set.of(networks))));
        }
        return this;
    }

    RecordedProcess process() {
        return new RecordedProcess(
                1,
                0,
                List.of("train.py"),
                notes,
                List.of(),
                losses,
                List.of(),
                checkpoints,
                List.of(),
                List.of(),
                List.of(),
                new Networks(states, uses, optimizers),
                List.of());
    }
}
