// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Part;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.FeatureMaps;
import org.tipcjunit.recording.FeatureMaps.CalledLayer;
import org.tipcjunit.recording.FeatureMaps.UsedMap;

/**
 * Judges whether a model uses the last feature map of each stride of its backbone, and no other (clause 4.3.3).
 *
 * <p>Layers are counted from 1 in the order in which the backbone calls them, as the guide does. A map counts as used when the
 * backbone returns it and the model's outputs change with its numbers.
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record FeatureMapExtraction(Parameters parameters) {

    private static final String REQUIREMENT = "@ExtractsFeatureMaps";

    /**
     * What is demanded.
     *
     * @param strides the strides, in the order in which the backbone returns their maps; positive
     * @param layer the attribute that holds the backbone
     */
    public record Parameters(List<Integer> strides, String layer) {

        public Parameters {
            strides = List.copyOf(strides);
            if (strides.isEmpty() || strides.stream().anyMatch(stride -> stride < 1)) {
                throw new IllegalArgumentException("strides are positive numbers, not " + strides);
            }
        }
    }

    /** Judge what the export's recording tells; a pure function, safe for several threads. */
    public Finding judge(ExportedModel model) {
        Judgement judgement = Judgement.of(
                Clause.FEATURE_MAPS,
                REQUIREMENT,
                model.stage(),
                "the model uses the last feature map at each of the strides " + words(parameters.strides) + " of its "
                        + parameters.layer);
        Optional<FeatureMaps> seen = model.export().flatMap(ExportRecord::featureMaps);
        if (seen.isEmpty()) {
            String problems = model.stage().recording().problems().stream()
                    .filter(problem -> problem.contains("feature maps"))
                    .collect(Collectors.joining("\n"));
            return judgement.cannotJudge(
                    "the feature maps were not seen",
                    problems.isEmpty() ? "the export's recording holds none" : problems,
                    "name the attribute that holds the backbone with @ExtractsFeatureMaps(layer = ...), and export a"
                            + " paddle.nn.Layer",
                    List.of(),
                    List.of());
        }
        return judge(judgement, seen.get());
    }

    private Finding judge(Judgement judgement, FeatureMaps maps) {
        SortedMap<Integer, List<Integer>> indices = indices(maps);
        List<Evidence> evidence = List.of(
                new TextEvidence(
                        "layers of " + maps.layer() + " (" + maps.layerClass() + "), input " + maps.input(),
                        maps.layers().stream().map(FeatureMapExtraction::line).collect(Collectors.joining("\n"))),
                new TableEvidence(
                        "feature maps by stride",
                        List.of("size", "indices", "last", "used"),
                        indices.entrySet().stream()
                                .map(entry -> row(entry.getKey(), entry.getValue(), maps))
                                .toList()));
        List<Figure> figures = List.of(
                Figure.text("last index of each stride", lastIndices(indices).toString()),
                Figure.text(
                        "used indices",
                        maps.used().stream().map(UsedMap::index).toList().toString()));
        return judgement.conclude(
                List.of(new Part(faults(maps, indices), List.of(), figures, evidence)),
                "the model uses the layers " + lastIndices(indices) + " of its " + maps.layer(),
                "strides " + words(parameters.strides) + " from the layers " + lastIndices(indices));
    }

    private List<Fault> faults(FeatureMaps maps, SortedMap<Integer, List<Integer>> indices) {
        List<Fault> faults = new ArrayList<>();
        for (int stride : parameters.strides) {
            if (!indices.containsKey(stride)) {
                faults.add(new Fault(
                        "no layer of the backbone has stride " + stride,
                        "the layers have the strides " + words(List.copyOf(indices.keySet())),
                        "demand the strides that the backbone has, or correct its strides"));
            }
        }
        List<Integer> unmet = new ArrayList<>(parameters.strides);
        for (UsedMap map : maps.used()) {
            Optional<Integer> stride = stride(maps.input(), map.shape());
            stride.ifPresent(unmet::remove);
            faultOf(map, stride, maps, indices).ifPresent(faults::add);
        }
        unmet.removeIf(stride -> !indices.containsKey(stride));
        for (int stride : unmet) {
            faults.add(new Fault(
                    "stride " + stride + " is not used",
                    "the backbone returns no map at stride " + stride + ", of which idx " + last(at(stride, indices))
                            + " is the last",
                    "let the backbone return the last map of each stride"));
        }
        return faults;
    }

    private Optional<Fault> faultOf(
            UsedMap map, Optional<Integer> stride, FeatureMaps maps, SortedMap<Integer, List<Integer>> indices) {
        if (map.index() == 0) {
            return Optional.of(new Fault(
                    "the backbone returns what none of its layers made",
                    "a tensor " + map.shape() + " is the output of none of "
                            + maps.layers().size() + " layers",
                    "return the outputs of the backbone's layers"));
        }
        if (stride.isEmpty() || !parameters.strides.contains(stride.get())) {
            return Optional.of(new Fault(
                    "the backbone returns a map that is not asked for",
                    "idx " + map.index() + " shape " + map.shape() + " has "
                            + stride.map(value -> "stride " + value).orElse("no stride"),
                    "return one map for each of the strides " + words(parameters.strides)));
        }
        List<Integer> same = at(stride.get(), indices);
        int last = last(same);
        if (map.index() != last) {
            return Optional.of(new Fault(
                    "stride " + stride.get() + " is taken from idx " + map.index() + ", the last one is idx " + last,
                    "idx " + map.index() + " of " + same + " at stride " + stride.get(),
                    "take idx " + last + ": the last layer of a stride has seen most"));
        }
        if (!map.matters()) {
            return Optional.of(new Fault(
                    "the map at stride " + stride.get() + " is returned but not used",
                    "with other numbers in idx " + map.index() + " " + map.shape()
                            + " the model says the same, bit for bit",
                    "let the neck use it, or do not demand the stride"));
        }
        return Optional.empty();
    }

    /** Get the indices of the layers that make one map, by stride. */
    private static SortedMap<Integer, List<Integer>> indices(FeatureMaps maps) {
        SortedMap<Integer, List<Integer>> indices = new TreeMap<>();
        for (CalledLayer layer : maps.layers()) {
            if (layer.shapes().size() == 1) {
                stride(maps.input(), layer.shapes().get(0))
                        .ifPresent(stride -> indices.computeIfAbsent(stride, key -> new ArrayList<>())
                                .add(layer.index()));
            }
        }
        return indices;
    }

    private List<Integer> lastIndices(Map<Integer, List<Integer>> indices) {
        return parameters.strides.stream()
                .filter(indices::containsKey)
                .map(stride -> last(at(stride, indices)))
                .toList();
    }

    private static List<Integer> at(int stride, Map<Integer, List<Integer>> indices) {
        return indices.getOrDefault(stride, List.of());
    }

    /** Get the last index, 0 where there is none. */
    private static int last(List<Integer> indices) {
        return indices.isEmpty() ? 0 : indices.get(indices.size() - 1);
    }

    /** Get how many pixels of the input a cell of the map stands for, in both directions. */
    private static Optional<Integer> stride(List<Long> input, List<Long> map) {
        if (input.size() != 4 || map.size() != 4 || map.get(2) == 0 || map.get(3) == 0) {
            return Optional.empty();
        }
        OptionalLong down = divided(input.get(2), map.get(2));
        OptionalLong right = divided(input.get(3), map.get(3));
        return down.isPresent() && down.equals(right) ? Optional.of((int) down.getAsLong()) : Optional.empty();
    }

    /** A convolution of stride 2 rounds odd extents up. */
    private static OptionalLong divided(long input, long map) {
        for (long stride = 1; stride <= input; stride *= 2) {
            if ((input + stride - 1) / stride == map) {
                return OptionalLong.of(stride);
            }
        }
        return OptionalLong.empty();
    }

    private static String line(CalledLayer layer) {
        return "idx: " + layer.index() + " shape "
                + layer.shapes().stream().map(List::toString).collect(Collectors.joining(", "));
    }

    private static List<String> row(int stride, List<Integer> indices, FeatureMaps maps) {
        return List.of(
                "1/" + stride,
                indices.toString(),
                String.valueOf(last(indices)),
                maps.used().stream()
                        .map(UsedMap::index)
                        .filter(indices::contains)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")));
    }

    private static String words(List<Integer> strides) {
        return strides.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
