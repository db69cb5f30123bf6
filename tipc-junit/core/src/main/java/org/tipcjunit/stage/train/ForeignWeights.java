// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.NetworkState;
import org.tipcjunit.recording.RecordedProcess;

/**
 * Tells what of the saved weights no training made: another network's, a part that was put in later, or a file's.
 *
 * @param process the process that trained
 * @param initial SHA-256 of every trainable tensor when it was first called
 */
record ForeignWeights(RecordedProcess process, Set<String> initial) {

    private static final int MOST_NAMED = 3;

    ForeignWeights {
        initial = Set.copyOf(initial);
    }

    /** Get a sentence for each way in which weights that were saved are not what the optimizers made of them. */
    List<String> in(List<CheckpointRecord> saves) {
        return saves.stream()
                .flatMap(save -> Stream.of(another(save), putIn(save), overwritten(save), loaded(save)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private @Nullable String another(CheckpointRecord save) {
        if (save.unlike().isEmpty()) {
            return null;
        }
        return "the tensors saved to " + save.path() + " have the names of "
                + save.unlike().stream().sorted().map(this::name).collect(Collectors.joining(" and "))
                + ", which was trained, and values that are not near to its own";
    }

    private String name(int network) {
        NetworkState first = process.networks().first().get(network);
        return (first == null ? "a network" : first.layerClass()) + " (network " + (network + 1) + ")";
    }

    private @Nullable String putIn(CheckpointRecord save) {
        Collection<String> saved = save.weightDigests().values();
        List<String> names = save.strange().entrySet().stream()
                .filter(entry -> saved.contains(entry.getValue()) && !initial.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return names.isEmpty()
                ? null
                : held(save, names) + " is not what any optimizer had, though one had the rest of the network";
    }

    private @Nullable String overwritten(CheckpointRecord save) {
        List<String> names = save.overwritten().stream().sorted().toList();
        return names.isEmpty()
                ? null
                : held(save, names)
                        + " is far from what the optimizer's steps had made of it: something else changed it after them";
    }

    /** Weights that a file gave after the first step, and that the training had not written itself. */
    private @Nullable String loaded(CheckpointRecord save) {
        for (CheckpointRecord load : process.checkpoints()) {
            Collection<String> values = load.strange().values();
            List<String> names = save.weightDigests().entrySet().stream()
                    .filter(entry -> values.contains(entry.getValue()) && !initial.contains(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            if (load.operation().equals("load") && !names.isEmpty()) {
                return held(save, names) + " is that of " + load.path()
                        + ", which was loaded after the training had begun and which it had not saved";
            }
        }
        return null;
    }

    private static String held(CheckpointRecord save, List<String> names) {
        return "what " + save.path() + " holds as "
                + names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED
                        ? " and " + TrainedNetworks.count(names.size() - MOST_NAMED, "other tensor")
                        : "");
    }
}
