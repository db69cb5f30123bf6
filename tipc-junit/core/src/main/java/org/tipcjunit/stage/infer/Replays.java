// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.util.List;
import java.util.Optional;
import java.util.Random;
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
 */
record Replays(PredictorHost predictors, ModelFiles model, List<List<TensorValue>> inputs) {

    Inference.Replay on(String backend, boolean plain, PredictorOptions options, List<List<TensorValue>> batches) {
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

    private Optional<Inference.Probe> probe(Perturbation perturbation) {
        boolean[] applied = {false};
        List<List<TensorValue>> perturbed = inputs.stream()
                .map(call -> call.stream()
                        .map(tensor -> {
                            Optional<TensorValue> changed = perturbation.apply(tensor);
                            applied[0] |= changed.isPresent();
                            return changed.orElse(tensor);
                        })
                        .toList())
                .toList();
        if (!applied[0]) {
            return Optional.empty();
        }
        Inference.Replay replay = on(perturbation.label(), false, PredictorOptions.plain(), perturbed);
        return replay.error().isEmpty()
                ? Optional.of(new Inference.Probe(perturbation.label(), replay.outputs()))
                : Optional.empty();
    }
}
