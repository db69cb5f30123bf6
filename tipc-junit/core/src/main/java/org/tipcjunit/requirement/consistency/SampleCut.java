// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Batched;
import org.tipcjunit.artifact.Inference.Probe;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.Samples;
import org.tipcjunit.tensor.TensorValue;

/** Batches of prediction and inference cut into samples, where they are of different sizes. */
final class SampleCut {

    private SampleCut() {}

    /**
     * Cut inference into samples. What it says bit for bit is what it said in batches of prediction's size; what it said in the
     * script's batches is compared within a tolerance.
     *
     * @return empty where a batch is not made of samples
     */
    static Optional<Inference> of(Inference inference, List<LayerCall> calls) {
        List<List<TensorValue>> inputs =
                inference.runs().stream().map(PredictorRun::inputs).toList();
        List<PredictorRun> runs = new ArrayList<>();
        for (PredictorRun run : inference.runs()) {
            Samples samples = Samples.of(List.of(run.inputs()), List.of(run.outputs()));
            if (samples.size() != TensorValue.batchSize(run.inputs())) {
                return Optional.empty();
            }
            for (int i = 0; i < samples.size(); i++) {
                runs.add(new PredictorRun(
                        runs.size(),
                        run.modelFile(),
                        run.paramsFile(),
                        run.settings(),
                        samples.inputs().get(i),
                        samples.outputs().get(i)));
            }
        }
        List<Replay> replays = new ArrayList<>();
        largestOf(inference, calls, runs)
                .ifPresent(batched ->
                        replays.add(new Replay("plain", true, outputs(batched.inputs(), batched.outputs()), "")));
        for (Replay replay : inference.replays()) {
            replays.add(new Replay(
                    replay.plain() ? replay.backend() + ", in the script's batches" : replay.backend(),
                    false,
                    outputs(inputs, replay.outputs()),
                    replay.error()));
        }
        return Optional.of(new Inference(
                inference.stage(),
                runs,
                replays,
                inference.probes().stream()
                        .map(probe -> new Probe(probe.perturbation(), outputs(inputs, probe.outputs())))
                        .toList(),
                inference.cells(),
                inference.rounding()));
    }

    /** Cut calls into samples; those that are not made of samples stay whole. */
    static List<LayerCall> of(List<LayerCall> calls) {
        List<LayerCall> cut = new ArrayList<>();
        for (LayerCall call : calls) {
            Samples samples = Samples.of(List.of(call.inputs()), List.of(call.outputs()));
            for (int i = 0; i < samples.size(); i++) {
                cut.add(new LayerCall(
                        call.index(),
                        call.layerClass(),
                        call.training(),
                        samples.inputs().get(i),
                        samples.outputs().get(i),
                        samples.size() == 1 ? call.inner() : List.of()));
            }
        }
        return cut;
    }

    private static List<List<TensorValue>> outputs(List<List<TensorValue>> inputs, List<List<TensorValue>> outputs) {
        return Samples.of(inputs, outputs).outputs();
    }

    /** Get the samples in batches of the size that most samples of prediction had. */
    private static Optional<Batched> largestOf(Inference inference, List<LayerCall> calls, List<PredictorRun> runs) {
        CallIndex whole = new CallIndex(calls);
        Set<Long> sizes =
                calls.stream().map(call -> TensorValue.batchSize(call.inputs())).collect(Collectors.toSet());
        List<List<TensorValue>> own =
                inference.runs().stream().map(PredictorRun::inputs).toList();
        boolean sameSizes = own.stream().allMatch(batch -> sizes.contains(TensorValue.batchSize(batch)));
        Stream<Batched> script = inference.replays().stream()
                .filter(replay -> sameSizes && replay.plain())
                .limit(1)
                .map(replay -> new Batched(0, own, replay.outputs()));
        return Stream.concat(inference.batched().stream(), script)
                .filter(batched -> outputs(batched.inputs(), batched.outputs()).size() == runs.size())
                .max(Comparator.comparingLong((Batched batched) -> batched.inputs().stream()
                        .filter(batch -> !whole.withInputs(batch).isEmpty())
                        .mapToLong(TensorValue::batchSize)
                        .sum()));
    }
}
