// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.WeightSet;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.ExportRecord;

/**
 * The weights of the exported layer, held against those that the training saved.
 *
 * <p>A layer with the network's names must hold the network's weights. One with other names was rewritten for deployment (folded,
 * re-parameterised): what it computes is compared with a prediction of the repository that holds the trained weights, so one must
 * have been named, and something that the training made must be left in it, such as the last layer.
 *
 * @param prediction what predicted
 * @param exported the exported model
 */
record WeightComparison(Prediction prediction, ExportedModel exported) {

    private static final int MOST_NAMED = 3;

    /** Find out why the exported weights cannot be taken for the trained ones; empty where they can. */
    Optional<Fault> fault() {
        Map<String, String> weights = weights();
        if (exported.trained().isEmpty()) {
            return byExportedLayer() ? notLoaded(weights) : Optional.empty();
        }
        TrainedNetwork trained = exported.trained().get();
        if (weights.isEmpty() || !trained.isSeen()) {
            return byExportedLayer() ? Optional.of(unseen(weights)) : Optional.empty();
        }
        WeightSet set = nearest(trained, weights);
        List<String> others = others(weights, set);
        boolean isRewritten = !sameNames(weights.keySet(), set.digests().keySet());
        boolean isTrained =
                weights.values().stream().anyMatch(digest -> trained.madeIn(set).contains(digest));
        if (isTrained && (others.isEmpty() || (isRewritten && !byExportedLayer()))) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                "the exported weights are not the trained ones",
                describe(weights, set, others),
                "load " + exported.checkpoint() + " into the layer before exporting it"
                        + (isRewritten
                                ? "; where the export rewrites the weights on purpose, name a prediction command (--predict)"
                                : "; where the export rewrites the weights on purpose, let the layers that it folds go, so"
                                        + " that their names do")));
    }

    /** Whether the layer holds other tensors than the training saved, so that only its outputs can show that it is the same. */
    boolean isRewritten() {
        Map<String, String> weights = weights();
        return exported.trained()
                .filter(TrainedNetwork::isSeen)
                .map(trained -> nearest(trained, weights))
                .map(set -> !others(weights, set).isEmpty()
                        && !sameNames(weights.keySet(), set.digests().keySet()))
                .orElse(false);
    }

    /** Get how the exported weights differ from those that were trained; empty if not or if that can't be seen. */
    Optional<String> difference() {
        Map<String, String> weights = weights();
        if (exported.trained().isEmpty()) {
            return differenceFromLoaded(weights);
        }
        return exported.trained()
                .filter(TrainedNetwork::isSeen)
                .map(trained -> nearest(trained, weights))
                .filter(set -> !others(weights, set).isEmpty())
                .map(set ->
                        "exported weights are not the trained ones: " + describe(weights, set, others(weights, set)));
    }

    private boolean byExportedLayer() {
        return prediction.source() == Prediction.Source.EXPORTED_LAYER;
    }

    private Map<String, String> weights() {
        return exported.export().map(ExportRecord::weightDigests).orElse(Map.of());
    }

    /** What the exported layer holds and does not use, such as what was merged into others: it may be anything. */
    private Set<String> unused() {
        return Stream.concat(
                        exported.export().stream(),
                        prediction.stage().recording().processes().stream()
                                .flatMap(process -> process.exports().stream()))
                .flatMap(export -> export.unused().stream())
                .collect(Collectors.toSet());
    }

    private WeightSet nearest(TrainedNetwork trained, Map<String, String> weights) {
        return trained.taken().stream()
                .max(Comparator.comparingLong((WeightSet set) ->
                                weights.size() - others(weights, set).size())
                        .thenComparing(set -> -trained.weights().indexOf(set)))
                .orElseThrow();
    }

    private List<String> others(Map<String, String> weights, WeightSet set) {
        Set<String> known = set.values();
        Set<String> unused = unused();
        return weights.entrySet().stream()
                .filter(entry -> !known.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .filter(name -> !unused.contains(name))
                .sorted()
                .toList();
    }

    /** Whether every name of one is, potentially with something before it, among those of the other. */
    private static boolean sameNames(Set<String> exported, Set<String> trained) {
        return exported.stream().allMatch(name -> trained.stream().anyMatch(other -> isSame(name, other)));
    }

    private static boolean isSame(String name, String other) {
        return name.equals(other) || endsWith(name, other) || endsWith(other, name);
    }

    private static boolean endsWith(String longer, String shorter) {
        return longer.endsWith("." + shorter) || longer.endsWith("/" + shorter);
    }

    private static String describe(Map<String, String> weights, WeightSet set, List<String> others) {
        return others.isEmpty()
                ? "none of " + Quantity.count(weights.size(), "exported tensor") + " is one that the training changed"
                : others.size() + " of " + Quantity.count(weights.size(), "exported tensor") + " are not among those "
                        + set.origin() + ": "
                        + others.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (others.size() > MOST_NAMED ? ", ..." : "");
    }

    private static Fault unseen(Map<String, String> weights) {
        return new Fault(
                "the exported weights are not the trained ones",
                weights.isEmpty()
                        ? "no paddle.nn.Layer was seen to be exported"
                        : "no network of the training was seen, so that its weights are not known",
                "let the training call a paddle.nn.Layer and save its state_dict(), and export that layer with"
                        + " paddle.jit.save");
    }

    /** What nothing trained is held against what was loaded; what was put into a layer counts more than what was read. */
    private Optional<String> differenceFromLoaded(Map<String, String> weights) {
        Map<String, String> loaded = new LinkedHashMap<>();
        for (String operation : List.of("load", "set_state_dict")) {
            operations(operation).forEach(record -> loaded.putAll(record.weightDigests()));
        }
        List<String> common =
                weights.keySet().stream().filter(loaded::containsKey).sorted().toList();
        List<String> different = common.stream()
                .filter(key -> !Objects.equals(loaded.get(key), weights.get(key)))
                .toList();
        return different.isEmpty()
                ? Optional.empty()
                : Optional.of("exported weights are not the trained ones: " + different.size() + " of "
                        + Quantity.count(common.size(), "tensor") + " differ, e.g. " + different.get(0));
    }

    private Optional<Fault> notLoaded(Map<String, String> weights) {
        Set<String> loaded = operations("load")
                .flatMap(record -> record.weightDigests().values().stream())
                .collect(Collectors.toSet());
        Optional<String> difference = differenceFromLoaded(weights);
        if (difference.isEmpty() && weights.values().stream().anyMatch(loaded::contains)) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                "the exported weights are not the trained ones",
                difference.orElse("none of " + Quantity.count(weights.size(), "exported tensor")
                        + " equals one that was loaded from the trained weights"),
                "load " + exported.checkpoint() + " into the layer before exporting it; if the export rewrites the"
                        + " weights, name a prediction command (--predict)"));
    }

    private Stream<CheckpointRecord> operations(String operation) {
        return prediction.stage().recording().processes().stream()
                .flatMap(process -> process.checkpoints().stream())
                .filter(checkpoint -> checkpoint.operation().equals(operation));
    }
}
