// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainedNetwork.Start;
import org.tipcjunit.artifact.WeightSet;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.LossRecord;
import org.tipcjunit.recording.NetworkState;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.OptimizerRecord;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;

/**
 * Tells which of the networks of a training is the one whose weights it saved, and which losses are that network's.
 *
 * @param process the process that trained
 * @param checkpoint the weights that later stages take; empty where none are planned
 */
record TrainedNetworks(RecordedProcess process, Optional<Path> checkpoint) {

    /** Get what was seen of the network whose weights were saved. */
    TrainedNetwork network() {
        Networks networks = process.networks();
        Set<Integer> own = owners();
        Set<Integer> seen = own.isEmpty() ? networks.first().keySet() : own;
        Map<String, String> initial = initial(seen);
        List<CheckpointRecord> saves = saves();
        List<WeightSet> weights = new ArrayList<>();
        saves.forEach(save -> weights.add(new WeightSet("saved to " + save.path(), save.weightDigests())));
        if (saves.size() > 1) {
            // A file for each part, or for each tensor; of several moments none holds more than one of them alone.
            weights.add(together(saves));
        }
        int kept = weights.size();
        if (kept == 0) {
            weights.add(held(seen));
        }
        process.checkpoints().stream()
                .filter(record -> record.operation().equals("save") && !saves.contains(record))
                .forEach(record -> weights.add(new WeightSet("saved to " + record.path(), record.weightDigests())));
        for (int number : seen) {
            networks.statesOf(number).stream()
                    .filter(state -> state.step() > 0)
                    .forEach(state -> weights.add(new WeightSet(
                            "held by " + state.layerClass() + " after " + count(state.step(), "step"),
                            state.weightDigests())));
        }
        return new TrainedNetwork(
                networks.first().values().stream()
                        .filter(state -> own.contains(state.network()))
                        .map(NetworkState::layerClass)
                        .distinct()
                        .toList(),
                initial,
                buffers(seen),
                weights,
                kept,
                new ForeignWeights(process, Set.copyOf(initial.values())).in(saves),
                untouched(seen, saves),
                leftOut(seen, saves),
                idle(seen),
                start(seen, saves),
                learningRate(seen),
                isUntrained(),
                isAdversarial(seen),
                remarks());
    }

    /** Get the losses whose gradients reached that network; all where that cannot be told. */
    List<LossRecord> losses() {
        Set<Integer> own = reached();
        if (own.isEmpty() || process.losses().stream().noneMatch(loss -> reaches(loss, own))) {
            return process.losses();
        }
        return process.losses().stream()
                .filter(loss -> loss.networks().isEmpty() || reaches(loss, own))
                .toList();
    }

    /** Whether losses were seen, but none that is that network's. */
    boolean isUntrained() {
        Set<Integer> own = reached();
        return !own.isEmpty()
                && process.losses().stream().allMatch(loss -> loss.networks().isPresent() && !reaches(loss, own));
    }

    private static boolean reaches(LossRecord loss, Set<Integer> networks) {
        return loss.networks().stream().flatMap(Collection::stream).anyMatch(networks::contains);
    }

    /** Get the numbers of the networks whose weights were saved; empty where that could not be seen. */
    private Set<Integer> owners() {
        return saves().stream()
                .map(CheckpointRecord::networks)
                .filter(networks -> !networks.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    /**
     * Whether networks with optimizers of their own are trained against each other: the loss of one goes through another, which
     * has a loss that does not reach the first.
     */
    private boolean isAdversarial(Set<Integer> networks) {
        Set<Set<Integer>> trained = process.networks().optimizers().stream()
                .map(OptimizerRecord::networks)
                .collect(Collectors.toSet());
        Set<Set<Integer>> reached = process.losses().stream()
                .flatMap(loss -> loss.networks().stream())
                .collect(Collectors.toSet());
        return trained.stream().anyMatch(generator -> trained.stream()
                .filter(critic -> Collections.disjoint(critic, generator))
                .filter(critic -> !Collections.disjoint(critic, networks) || !Collections.disjoint(generator, networks))
                .anyMatch(critic -> reached.stream()
                                .anyMatch(loss ->
                                        !Collections.disjoint(loss, generator) && !Collections.disjoint(loss, critic))
                        && reached.stream()
                                .anyMatch(loss ->
                                        Collections.disjoint(loss, generator) && !Collections.disjoint(loss, critic))));
    }

    /** A moving average of a network's weights gets no gradients itself: its losses are those of the network that it follows. */
    private Set<Integer> reached() {
        Set<Integer> own = owners();
        Map<Integer, NetworkState> first = process.networks().first();
        Set<Integer> reached = new LinkedHashSet<>(own);
        boolean direct = process.losses().stream().anyMatch(loss -> reaches(loss, own));
        Set<Set<String>> names = own.stream()
                .flatMap(number -> Stream.ofNullable(first.get(number)))
                .filter(this::isChanged)
                .map(state -> state.weightDigests().keySet())
                .collect(Collectors.toSet());
        if (!direct) {
            first.values().stream()
                    .filter(state -> names.contains(state.weightDigests().keySet()))
                    .forEach(state -> reached.add(state.network()));
        }
        return reached;
    }

    private boolean isChanged(NetworkState first) {
        Set<String> before = tensors(first, true);
        return saves().stream()
                .filter(save -> save.networks().contains(first.network()))
                .findFirst()
                .map(save -> !save.weightDigests().values().containsAll(before))
                .orElse(false);
    }

    /** Get what was saved for later stages, the newest first: at their place, else anywhere where networks are known. */
    private List<CheckpointRecord> saves() {
        List<CheckpointRecord> all = process.checkpoints().stream()
                .filter(record -> record.operation().equals("save"))
                .toList();
        List<CheckpointRecord> there = all.stream()
                .filter(record -> checkpoint.map(record::liesAt).orElse(true))
                .toList();
        List<CheckpointRecord> wanted = there.stream()
                        .anyMatch(record -> !record.networks().isEmpty())
                ? there.stream().filter(record -> !record.networks().isEmpty()).toList()
                : there;
        Map<String, CheckpointRecord> newest = new LinkedHashMap<>();
        wanted.forEach(record -> newest.put(record.path(), record));
        List<CheckpointRecord> ordered = new ArrayList<>(newest.values());
        ordered.sort(Comparator.comparingInt(wanted::lastIndexOf).reversed());
        return ordered;
    }

    private WeightSet together(List<CheckpointRecord> saves) {
        Map<String, String> digests = new HashMap<>();
        saves.forEach(
                save -> save.weightDigests().forEach((key, digest) -> digests.put(joined(save.path(), key), digest)));
        return new WeightSet(
                "saved to " + count(saves.size(), "file") + " such as "
                        + saves.get(0).path(),
                digests);
    }

    /** A file of one tensor is named after it. */
    private static String joined(String path, String key) {
        return key.isEmpty() ? path : path + "/" + key;
    }

    /** What a form of saving that was not seen may have written: the last weights. */
    private WeightSet held(Set<Integer> networks) {
        Map<String, String> digests = new HashMap<>();
        for (int number : networks) {
            List<NetworkState> states = process.networks().statesOf(number);
            if (!states.isEmpty()) {
                states.get(states.size() - 1)
                        .weightDigests()
                        .forEach((key, digest) -> digests.put(number + "/" + key, digest));
            }
        }
        return new WeightSet("held when the training ended", digests);
    }

    private Map<String, String> initial(Set<Integer> networks) {
        Map<String, String> initial = new HashMap<>();
        first(networks).forEach(state -> state.weightDigests().forEach((key, digest) -> {
            if (state.trainable().contains(key)) {
                initial.put(state.network() + "/" + key, digest);
            }
        }));
        return initial;
    }

    private List<String> untouched(Set<Integer> networks, List<CheckpointRecord> saves) {
        Set<String> wanted = process.networks().optimizers().stream()
                .flatMap(optimizer -> optimizer.tensors().stream())
                .collect(Collectors.toSet());
        saves.forEach(save -> wanted.addAll(save.leftOut()));
        Set<String> given = given();
        return first(networks)
                .flatMap(state -> state.weightDigests().entrySet().stream()
                        .filter(entry -> wanted.contains(state.network() + "/" + entry.getKey())
                                || isMoved(state.network(), entry.getKey()))
                        .filter(entry -> !given.contains(entry.getValue()))
                        .filter(entry -> !saves.isEmpty()
                                && saves.stream().allMatch(save -> keeps(save, entry.getKey(), entry.getValue())))
                        .map(Map.Entry::getKey))
                .distinct()
                .sorted()
                .toList();
    }

    private Set<String> given() {
        return process.checkpoints().stream()
                .filter(record -> record.operation().equals("load"))
                .flatMap(record -> record.weightDigests().values().stream())
                .collect(Collectors.toSet());
    }

    private Start start(Set<Integer> networks, List<CheckpointRecord> saves) {
        Map<String, Long> elements = new HashMap<>();
        Set<String> standing = new TreeSet<>();
        Set<String> given = given();
        first(networks).forEach(state -> {
            elements.putAll(state.elements());
            state.drawn().stream()
                    .filter(name -> Optional.ofNullable(state.weightDigests().get(name))
                            .filter(digest -> !given.contains(digest))
                            .filter(digest -> saves.isEmpty()
                                    ? holds(state.network(), name, digest)
                                    : saves.stream().allMatch(save -> keeps(save, name, digest)))
                            .isPresent())
                    .forEach(standing::add);
        });
        return new Start(elements, standing);
    }

    /** Whether a network that was saved in a form of its own ended with a tensor as it was. */
    private boolean holds(int network, String name, String digest) {
        List<NetworkState> states = process.networks().statesOf(network);
        return digest.equals(states.get(states.size() - 1).weightDigests().get(name));
    }

    private List<String> leftOut(Set<Integer> networks, List<CheckpointRecord> saves) {
        Set<String> leftOut =
                saves.stream().flatMap(save -> save.leftOut().stream()).collect(Collectors.toSet());
        return untouched(networks, saves).stream()
                .filter(name -> networks.stream().anyMatch(number -> leftOut.contains(number + "/" + name)))
                .toList();
    }

    private List<String> idle(Set<Integer> networks) {
        return process.lines(Recorder.IDLE_NOTE)
                .filter(line -> networks.contains(Integer.valueOf(line.substring(0, line.indexOf('/')))))
                .map(line -> line.substring(line.indexOf('/') + 1))
                .distinct()
                .toList();
    }

    /** Whether a tensor is a running variance that training was to move. */
    private boolean isMoved(int network, String name) {
        return process.networks()
                .use(network)
                .filter(use -> use.statistics().contains(name))
                .isPresent();
    }

    /** Whether a tensor is saved under its name, potentially with something before that, as it was. */
    private static boolean keeps(CheckpointRecord save, String name, String digest) {
        Set<String> named = save.weightDigests().entrySet().stream()
                .filter(entry -> entry.getKey().equals(name)
                        || entry.getKey().endsWith("/" + name)
                        || entry.getKey().endsWith("." + name))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        // Beside an average, for instance, that holds another value.
        return named.equals(Set.of(digest));
    }

    private Set<String> buffers(Set<Integer> networks) {
        return first(networks).flatMap(state -> tensors(state, false).stream()).collect(Collectors.toSet());
    }

    private Stream<NetworkState> first(Set<Integer> networks) {
        return process.networks().first().values().stream().filter(state -> networks.contains(state.network()));
    }

    private static Set<String> tensors(NetworkState state, boolean trainable) {
        return state.weightDigests().entrySet().stream()
                .filter(entry -> state.trainable().contains(entry.getKey()) == trainable)
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    private OptionalDouble learningRate(Set<Integer> networks) {
        return process.networks().optimizers().stream()
                .filter(optimizer -> optimizer.networks().stream().anyMatch(networks::contains))
                .map(OptimizerRecord::learningRate)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
    }

    private List<String> remarks() {
        Set<Integer> judged = losses().stream().map(LossRecord::iteration).collect(Collectors.toSet());
        Map<String, Long> left = process.losses().stream()
                .filter(loss -> !judged.contains(loss.iteration()))
                .collect(Collectors.groupingBy(this::whose, LinkedHashMap::new, Collectors.counting()));
        return left.entrySet().stream()
                .map(entry -> count(entry.getValue(), "loss value") + " of " + entry.getKey())
                .toList();
    }

    private String whose(LossRecord loss) {
        Set<Integer> reached = loss.networks().orElse(Set.of());
        String networks = reached.isEmpty()
                ? "no network's output"
                : new TreeSet<>(reached)
                        .stream()
                                .flatMap(number -> Stream.ofNullable(
                                        process.networks().first().get(number)))
                                .map(state -> state.layerClass() + " (network " + (state.network() + 1) + ")")
                                .collect(Collectors.joining(" and "));
        return loss.site() + " (its gradients reach " + networks + ")";
    }

    /** Get a number of things in words. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
