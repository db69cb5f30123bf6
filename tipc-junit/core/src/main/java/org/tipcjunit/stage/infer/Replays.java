// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.PaddleException;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.inference.host.PredictorCrashException;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.tensor.TensorValue;

/**
 * Runs the exported model on what the script's predictor had as inputs.
 *
 * @param predictors runs the model
 * @param model the model
 * @param inputs the inputs of every recorded run
 * @param asking tells what is asked
 */
record Replays(PredictorHost predictors, ModelFiles model, List<List<TensorValue>> inputs, AskingAgain asking) {

    /** How many axes texts and sounds have at most: samples, time, features. */
    private static final int LARGEST_TEXT = 3;

    private static final int MOST_PREDICTED = 64;

    /** As many as are recorded: texts of a batch each. */
    private static final int MOST_TEXTS = 256;

    Inference.Replay on(String backend, boolean plain, PredictorOptions options, List<List<TensorValue>> batches) {
        asking.of(backend);
        try {
            return new Inference.Replay(backend, plain, predictors.run(model, options, batches), "");
        } catch (PaddleException | PredictorCrashException e) {
            return new Inference.Replay(backend, plain, List.of(), String.valueOf(e.getMessage()));
        }
    }

    /** Get what the plain backend says of every perturbation that has a meaning for the inputs. */
    List<Inference.Probe> probes() {
        return Stream.of(Perturbation.values())
                .flatMap(perturbation -> probe(perturbation).stream())
                .toList();
    }

    /** Get what the plain backend says of inputs that are moved by one unit in the last place, each time otherwise. */
    List<Inference.Probe> rounding() {
        return Stream.of(1L, 2L)
                .flatMap(seed -> {
                    OneUlp moved = new OneUlp(new Random(seed));
                    List<List<TensorValue>> batches = inputs.stream()
                            .map(call -> call.stream().map(moved::of).toList())
                            .toList();
                    Inference.Replay replay =
                            on("moved by one unit in the last place", false, PredictorOptions.plain(), batches);
                    return replay.error().isEmpty()
                            ? Stream.of(new Inference.Probe(replay.backend(), replay.outputs()))
                            : Stream.empty();
                })
                .toList();
    }

    /** Get what the plain backend says of the samples in batches of other sizes than the script's. */
    List<Inference.Batched> batched(List<Integer> sizes) {
        return sizes.stream()
                .filter(size -> inputs.stream().anyMatch(run -> TensorValue.batchSize(run) != size))
                .flatMap(size -> Batches.of(inputs, size).stream().flatMap(batches -> {
                    Inference.Replay replay = on("plain", true, PredictorOptions.plain(), batches);
                    return replay.error().isEmpty()
                            ? Stream.of(new Inference.Batched(size, batches, replay.outputs()))
                            : Stream.empty();
                }))
                .toList();
    }

    /** Get what the plain backend says of what prediction gave its network, where that is prepared a little otherwise. */
    List<Inference.Batched> predicted(List<List<TensorValue>> calls) {
        boolean texts = inputs.get(0).stream().allMatch(tensor -> tensor.shape().size() <= LARGEST_TEXT);
        List<Inference.Batched> any = texts ? predicted(calls, 2) : List.of();
        // A program may take one length only.
        return any.isEmpty() ? predicted(calls, 1) : any;
    }

    private List<Inference.Batched> predicted(List<List<TensorValue>> calls, int axes) {
        List<List<TensorValue>> others = calls.stream()
                .filter(call -> isLike(call, inputs.get(0), axes))
                .filter(call -> inputs.stream().noneMatch(run -> TensorValue.sameBits(call, run)))
                .map(call -> IntStream.range(0, call.size())
                        .mapToObj(i -> call.get(i).withName(inputs.get(0).get(i).name()))
                        .toList())
                .limit(axes > 1 ? MOST_TEXTS : MOST_PREDICTED)
                .toList();
        if (others.isEmpty()) {
            return List.of();
        }
        Inference.Replay replay = on("plain", true, PredictorOptions.plain(), others);
        return replay.error().isEmpty()
                ? List.of(new Inference.Batched(
                        Math.toIntExact(TensorValue.batchSize(others.get(0))), others, replay.outputs()))
                : List.of();
    }

    /** Whether a call has tensors of the types and shapes of a run, the first axes aside. */
    private static boolean isLike(List<TensorValue> call, List<TensorValue> run, int axes) {
        return call.size() == run.size()
                && IntStream.range(0, call.size()).allMatch(i -> {
                    List<Long> ours = call.get(i).shape();
                    List<Long> theirs = run.get(i).shape();
                    return call.get(i).type() == run.get(i).type()
                            && ours.size() == theirs.size()
                            && ours.stream()
                                    .skip(axes)
                                    .toList()
                                    .equals(theirs.stream().skip(axes).toList());
                });
    }

    private Optional<Inference.Probe> probe(Perturbation perturbation) {
        if (perturbation != Perturbation.EXCHANGED) {
            return probe(perturbation, Optional.empty());
        }
        boolean floats = inputs.stream().flatMap(List::stream).anyMatch(tensor -> tensor.type()
                .isFloatingPoint());
        // Exchanged lengths may reach beyond their text, whose own numbers can be exchanged all the same.
        return Stream.concat(
                        Stream.of(Optional.<String>empty()),
                        inputs.get(0).stream()
                                .sorted(Comparator.comparingLong(TensorValue::elementCount)
                                        .reversed())
                                .map(tensor -> Optional.of(tensor.name())))
                .filter(only -> !floats)
                .flatMap(only -> probe(perturbation, only).stream())
                .findFirst();
    }

    private Optional<Inference.Probe> probe(Perturbation perturbation, Optional<String> only) {
        List<List<TensorValue>> perturbed = new ArrayList<>();
        double touched = 0;
        long samples = 0;
        for (List<TensorValue> call : inputs) {
            List<TensorValue> changed = call.stream()
                    .map(tensor -> only.filter(name -> !name.equals(tensor.name()))
                                    .isPresent()
                            ? tensor
                            : perturbation.apply(tensor, named(tensor.name())).orElse(tensor))
                    .toList();
            perturbed.add(changed);
            double share = IntStream.range(0, call.size())
                    .mapToDouble(i -> Perturbation.touched(call.get(i), changed.get(i)))
                    .max()
                    .orElse(0);
            touched += share * TensorValue.batchSize(call);
            samples += TensorValue.batchSize(call);
        }
        // It tells nothing of inputs that are the same after it, and is demanded to be seen of more than half.
        if (2 * touched <= samples) {
            return Optional.empty();
        }
        Inference.Replay replay = on(perturbation.label(), false, PredictorOptions.plain(), perturbed);
        return replay.error().isEmpty()
                ? Optional.of(new Inference.Probe(perturbation.label(), replay.outputs()))
                : Optional.empty();
    }

    private List<TensorValue> named(String name) {
        return inputs.stream()
                .flatMap(List::stream)
                .filter(tensor -> tensor.name().equals(name))
                .toList();
    }
}
