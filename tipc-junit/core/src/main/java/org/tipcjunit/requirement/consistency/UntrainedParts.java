// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainedNetwork.Start;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;

/** Parts of the exported network that the training was to change and never did, such as a head that no loss reaches, or statistics of batches. */
final class UntrainedParts {

    private static final int MOST_NAMED = 3;

    /** Of the weights; projections that are random on purpose have less, bodies whose weights were forgotten have more. */
    private static final double GREATEST_SHARE = 0.1;

    private UntrainedParts() {}

    static Part of(ExportedModel exported) {
        Set<String> called = exported.export().map(ExportRecord::dygraphCalls).orElse(List.of()).stream()
                .flatMap(call -> call.inner().stream())
                .map(LayerCall.InnerOutput::path)
                .collect(Collectors.toSet());
        List<String> parts = called(called, exported.trained().map(TrainedNetwork::untouched));
        List<String> statistics =
                parts.stream().filter(part -> part.endsWith("_variance")).toList();
        if (parts.isEmpty()) {
            Part idle = idle(called(called, exported.trained().map(TrainedNetwork::idle)));
            return idle.plus(exported.trained()
                    .map(trained ->
                            standing(called, trained.start(), idle.unjudged().isEmpty()))
                    .orElseGet(Part::none));
        }
        List<String> leftOut = exported.trained().map(TrainedNetwork::leftOut).orElse(List.of()).stream()
                .filter(parts::contains)
                .toList();
        if (!leftOut.isEmpty()) {
            return Part.unjudged(new Fault(
                    "the exported network has parts that the training never changed",
                    named(leftOut)
                            + ": the loss reaches them, no optimizer has them, and they are saved bit for bit as before"
                            + " the first step",
                    "make the optimizer after the network has all of its layers, and give it their parameters; what is to stay"
                            + " as it is, load from a file of weights and freeze openly (stop_gradient = True)"));
        }
        return parts.equals(statistics)
                ? Part.unjudged(new Fault(
                        "the exported network normalises by statistics that the training never took",
                        named(statistics)
                                + ": the training normalised by its batches, and saved them bit for bit as before the first"
                                + " step",
                        "let the running statistics follow the batches (in Paddle a momentum of 1 keeps them as they are),"
                                + " and save them with the weights"))
                : Part.unjudged(new Fault(
                        "the exported network has parts that the training never changed",
                        named(parts.stream()
                                        .filter(part -> !statistics.contains(part))
                                        .toList())
                                + ": given to an optimizer, and saved bit for bit as before the first step",
                        "let the loss reach them, with a learning rate above 0; what is to stay as it is, load from a file of"
                                + " weights and freeze openly (stop_gradient = True)"));
    }

    private static Part idle(List<String> parts) {
        return parts.isEmpty()
                ? Part.none()
                : Part.unjudged(new Fault(
                        "the exported network has parts that no loss trained",
                        named(parts)
                                + ": given to an optimizer, with a gradient that was 0, or that of a penalty on the weights"
                                + " themselves, whenever it was looked at, so that at most a decay of weights changed them",
                        "give the loss that reaches them a weight above 0; what is to stay as it is, load from a file"
                                + " of weights and freeze openly (stop_gradient = True)"));
    }

    /** What was frozen, or left out of the optimizer, at its random start: small parts may well be, such as random features. */
    private static Part standing(Set<String> called, Start start, boolean told) {
        List<String> weights = called(
                called, Optional.of(List.copyOf(new TreeSet<>(start.elements().keySet()))));
        List<String> standing =
                weights.stream().filter(start.standing()::contains).toList();
        if (standing.isEmpty()) {
            return Part.none();
        }
        long all = elements(start, weights);
        long left = elements(start, standing);
        Part measured = Part.measuring(Figure.share("weights that stand at their random start", left, all, ""));
        return told && left > GREATEST_SHARE * all
                ? measured.plus(Part.unjudged(new Fault(
                        "a large part of the exported network stands at its random start",
                        left + " of " + Quantity.count(all, "weight")
                                + " (of layers that it calls; biases and scales aside) were"
                                + " drawn at random, given by no file, and saved as they were drawn: "
                                + named(standing),
                        "put the weights of a trained network into what is to stay as it is before the training begins, and"
                                + " look for keys that were dropped while loading; or let the training change it")))
                : measured;
    }

    private static long elements(Start start, List<String> names) {
        return names.stream().mapToLong(start.elements()::get).sum();
    }

    /** Get those of some tensors whose layers the exported network calls. */
    private static List<String> called(Set<String> called, Optional<List<String>> tensors) {
        return tensors.orElse(List.of()).stream()
                .filter(tensor -> layerOf(tensor)
                        .filter(layer -> called.stream().anyMatch(path -> isSame(path, layer)))
                        .isPresent())
                .toList();
    }

    private static String named(List<String> parts) {
        return parts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (parts.size() > MOST_NAMED ? ", ..." : "");
    }

    private static Optional<String> layerOf(String tensor) {
        int dot = tensor.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(tensor.substring(0, dot));
    }

    private static boolean isSame(String path, String layer) {
        return path.equals(layer) || path.endsWith("." + layer);
    }
}
