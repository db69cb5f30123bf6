// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Batched;
import org.tipcjunit.artifact.Inference.Probe;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.Filling;
import org.tipcjunit.requirement.tensors.Samples;
import org.tipcjunit.requirement.tensors.TensorOrder;
import org.tipcjunit.tensor.TensorValue;

/**
 * Prediction and inference that put the same texts into batches of other sizes, each filled up to its longest text, so that inputs
 * differ by what fills them up.
 *
 * <p>A shorter input may also be one that was cut off. Filling is told by the batch that it is in: its longest text is not filled up,
 * and the other script has it in no shorter a form.
 */
final class FilledBatches {

    /** A sample, and the batch that it is in. */
    private record Sample(int batch, List<TensorValue> inputs) {}

    private final Inference inference;
    private final List<LayerCall> calls;
    private final List<Sample> runs;
    private final List<Sample> predicted;

    private FilledBatches(Inference inference, List<LayerCall> calls, List<Sample> runs, List<Sample> predicted) {
        this.inference = inference;
        this.calls = calls;
        this.runs = runs;
        this.predicted = predicted;
    }

    /**
     * Get inference in the batches of prediction: what its script said of the texts, and what the program says bit for bit on
     * prediction's own inputs.
     *
     * @param inference inference in the batches of its script
     * @param calls the calls of the network in the prediction
     * @return empty where anything differs but what fills batches up, or nothing does
     */
    static Optional<Inference> of(Inference inference, List<LayerCall> calls) {
        List<List<TensorValue>> ran =
                inference.runs().stream().map(PredictorRun::inputs).toList();
        if (ran.isEmpty()) {
            return Optional.empty();
        }
        List<List<TensorValue>> called = calls.stream()
                .map(call -> inOrder(Pairing.like(call.inputs(), ran.get(0)), ran.get(0)))
                .toList();
        return new FilledBatches(inference, calls, samples(ran), samples(called)).inBatchesOfPrediction();
    }

    private static List<TensorValue> inOrder(List<TensorValue> tensors, List<TensorValue> like) {
        return tensors.size() == like.size() ? TensorOrder.aligned(tensors, like) : tensors;
    }

    private static List<Sample> samples(List<List<TensorValue>> batches) {
        List<Sample> samples = new ArrayList<>();
        for (int batch = 0; batch < batches.size(); batch++) {
            int number = batch;
            List<List<TensorValue>> one = List.of(batches.get(batch));
            Samples.of(one, one).inputs().forEach(inputs -> samples.add(new Sample(number, inputs)));
        }
        return samples;
    }

    private Optional<Inference> inBatchesOfPrediction() {
        List<Integer> runOf = pairs();
        List<List<TensorValue>> plain =
                calls.stream().map(this::program).flatMap(Optional::stream).toList();
        if (!isFilling(runOf) || plain.size() != calls.size()) {
            return Optional.empty();
        }
        Optional<List<List<TensorValue>>> said =
                batches(inference.runs().stream().map(PredictorRun::outputs).toList(), runOf, plain);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        PredictorRun first = inference.runs().get(0);
        List<PredictorRun> inBatches = IntStream.range(0, calls.size())
                .mapToObj(i -> new PredictorRun(
                        i,
                        first.modelFile(),
                        first.paramsFile(),
                        first.settings(),
                        inOrder(Pairing.like(calls.get(i).inputs(), first.inputs()), first.inputs()),
                        said.get().get(i)))
                .toList();
        List<Replay> replays = new ArrayList<>(List.of(new Replay("plain", true, plain, "")));
        for (Replay replay : inference.replays()) {
            replays.add(new Replay(
                    replay.plain() ? replay.backend() + ", in the script's batches" : replay.backend(),
                    false,
                    batches(replay.outputs(), runOf, plain).orElse(List.of()),
                    replay.error()));
        }
        List<Probe> probes = inference.probes().stream()
                .map(probe -> new Probe(
                        probe.perturbation(),
                        batches(probe.outputs(), runOf, plain).orElse(List.of())))
                .toList();
        return Optional.of(
                new Inference(inference.stage(), inBatches, replays, probes, inference.cells(), inference.rounding()));
    }

    /** Get the sample of inference for each of prediction; -1 where there is none. */
    private List<Integer> pairs() {
        List<Integer> open =
                new ArrayList<>(IntStream.range(0, runs.size()).boxed().toList());
        List<Integer> runOf = new ArrayList<>();
        for (Sample sample : predicted) {
            Optional<Integer> found = open.stream()
                    .filter(run -> TensorValue.sameBits(runs.get(run).inputs(), sample.inputs()))
                    .findFirst()
                    .or(() -> open.stream()
                            .filter(run -> Filling.differsOnly(runs.get(run).inputs(), sample.inputs()))
                            .findFirst());
            found.ifPresent(open::remove);
            runOf.add(found.orElse(-1));
        }
        return open.isEmpty() ? runOf : List.of();
    }

    private boolean isFilling(List<Integer> runOf) {
        if (runOf.size() != predicted.size() || runOf.contains(-1)) {
            return false;
        }
        List<Integer> filled = IntStream.range(0, predicted.size())
                .filter(i -> lengthOfRun(runOf.get(i))
                        != Filling.length(predicted.get(i).inputs()))
                .boxed()
                .toList();
        return !filled.isEmpty() && filled.stream().allMatch(i -> hasLonger(i, runOf));
    }

    /** Whether the batch that fills a sample up holds one that is as long for the other script. */
    private boolean hasLonger(int filled, List<Integer> runOf) {
        long predictedLength = Filling.length(predicted.get(filled).inputs());
        long ranLength = lengthOfRun(runOf.get(filled));
        return IntStream.range(0, predicted.size())
                .anyMatch(i -> predictedLength > ranLength
                        ? predicted.get(i).batch() == predicted.get(filled).batch()
                                && lengthOfRun(runOf.get(i)) >= predictedLength
                        : runs.get(runOf.get(i)).batch()
                                        == runs.get(runOf.get(filled)).batch()
                                && Filling.length(predicted.get(i).inputs()) >= ranLength);
    }

    private long lengthOfRun(int run) {
        return Filling.length(runs.get(run).inputs());
    }

    /** Get what the program says on the inputs of a call. */
    private Optional<List<TensorValue>> program(LayerCall call) {
        for (Batched batched : inference.predicted()) {
            for (int i = 0; i < batched.inputs().size(); i++) {
                if (TensorValue.sameBits(batched.inputs().get(i), call.inputs())) {
                    return Optional.of(batched.outputs().get(i));
                }
            }
        }
        Optional<Replay> plain = inference.replays().stream()
                .filter(replay -> replay.plain()
                        && replay.outputs().size() == inference.runs().size())
                .findFirst();
        return plain.flatMap(replay -> IntStream.range(0, inference.runs().size())
                .filter(run -> CallIndex.selected(
                                call.inputs(), inference.runs().get(run).inputs())
                        .isPresent())
                .mapToObj(replay.outputs()::get)
                .findFirst());
    }

    /**
     * Put outputs of the script's batches into those of prediction; empty where they are not one row a sample, of one shape.
     *
     * @param plain what the program says in the batches of prediction, which stands where an output has a place for what only fills up
     */
    private Optional<List<List<TensorValue>>> batches(
            List<List<TensorValue>> outputs, List<Integer> runOf, List<List<TensorValue>> plain) {
        List<Sample> rows = samples(outputs);
        if (rows.size() != runs.size()) {
            return Optional.empty();
        }
        List<Sample> program = samples(plain);
        boolean isFitting = program.size() == predicted.size();
        List<List<TensorValue>> batches = new ArrayList<>();
        for (int call = 0; call < calls.size(); call++) {
            int number = call;
            List<List<TensorValue>> of = IntStream.range(0, predicted.size())
                    .filter(i -> predicted.get(i).batch() == number)
                    .mapToObj(i -> isFitting
                            ? Filling.fitted(
                                    rows.get(runOf.get(i)).inputs(),
                                    runs.get(runOf.get(i)).inputs(),
                                    program.get(i).inputs(),
                                    predicted.get(i).inputs())
                            : rows.get(runOf.get(i)).inputs())
                    .toList();
            boolean alike = of.stream().map(FilledBatches::shapes).distinct().count() == 1;
            if (!alike) {
                return Optional.empty();
            }
            batches.add(IntStream.range(0, of.get(0).size())
                    .mapToObj(output ->
                            joined(of.stream().map(row -> row.get(output)).toList()))
                    .toList());
        }
        return Optional.of(batches);
    }

    private static List<List<Long>> shapes(List<TensorValue> tensors) {
        return tensors.stream().map(TensorValue::shape).toList();
    }

    private static TensorValue joined(List<TensorValue> rows) {
        TensorValue first = rows.get(0);
        ByteBuffer all =
                ByteBuffer.allocate(rows.size() * first.buffer().capacity()).order(ByteOrder.LITTLE_ENDIAN);
        rows.forEach(row -> all.put(row.buffer().duplicate().rewind()));
        List<Long> shape = new ArrayList<>(first.shape());
        shape.set(0, (long) rows.size());
        return TensorValue.copyOf(first.name(), first.type(), shape, all.rewind());
    }
}
