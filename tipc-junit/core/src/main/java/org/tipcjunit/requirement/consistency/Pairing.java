// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Probe;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.TensorOrder;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.requirement.text.ScriptName;
import org.tipcjunit.tensor.TensorValue;

/**
 * Prediction and inference side by side: for each run of the predictor the layer call that had its inputs, and what of it corresponds
 * to the program's outputs. What has no counterpart is left out and named.
 *
 * @param prediction a call for each run of {@code inference}, in its order
 * @param exported the exported model, whose dygraph calls have batches as the runs have
 * @param inference the runs that have a counterpart
 * @param isRewritten whether the export rewrote weights, so that outputs agree within a tolerance only
 * @param isFilled whether the scripts fill batches up to other lengths, so that what inference said holds within a tolerance
 * @param samples how many different samples were paired
 * @param unlike that nothing of the prediction corresponds to the program's outputs; none where something does
 * @param unseen that fewer samples were paired than there are test images; none where they were
 * @param notes what was found on the way
 */
record Pairing(
        Prediction prediction,
        ExportedModel exported,
        Inference inference,
        boolean isRewritten,
        boolean isFilled,
        int samples,
        List<Fault> unlike,
        List<Fault> unseen,
        List<String> notes) {

    static Pairing of(Tolerance tolerance, Prediction prediction, ExportedModel exported, Inference inference) {
        if (prediction.source() == Prediction.Source.EXPORTED_LAYER) {
            ImageCount count = ImageCount.ofExportedLayer(prediction, exported, inference);
            return new Pairing(
                    prediction, exported, inference, false, false, count.both(), List.of(), count.fault(), List.of());
        }
        return new Work(tolerance, prediction, exported, inference).result();
    }

    /** Get those of {@code tensors} that are named like {@code wanted}, in their order; all where the names say nothing. */
    static List<TensorValue> like(List<TensorValue> tensors, List<TensorValue> wanted) {
        List<TensorValue> found = new ArrayList<>();
        for (TensorValue tensor : wanted) {
            tensors.stream()
                    .filter(one ->
                            one.name().equals(tensor.name()) || one.name().endsWith("." + tensor.name()))
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found.size() == wanted.size() ? found : tensors;
    }

    /** One pairing; used once. */
    private static final class Work {

        private final Tolerance tolerance;
        private final Prediction prediction;
        private final ExportedModel exported;
        private final Inference original;
        private final List<String> notes = new ArrayList<>();
        private Inference inference;
        private List<LayerCall> calls;
        private List<LayerCall> dygraph;
        private RunMatching matching;
        private boolean filled;

        Work(Tolerance tolerance, Prediction prediction, ExportedModel exported, Inference inference) {
            this.tolerance = tolerance;
            this.prediction = prediction;
            this.exported = exported;
            this.original = inference;
            this.inference = inference;
            this.calls = prediction.calls();
            this.dygraph =
                    exported.export().map(export -> export.dygraphCalls()).orElse(List.of());
            this.matching = new RunMatching(calls, inference.runs());
        }

        Pairing result() {
            if (matching.share() < 1) {
                fill();
            }
            if (matching.share() < 1) {
                cut();
            }
            ImageCount count = count();
            if (count.both() < count.wanted()) {
                matching.pairNearest(tolerance);
                count = count();
            }
            List<Integer> kept = kept(count);
            nameOthers(kept);
            Correspondence found = correspondence(kept);
            if (!found.note().isEmpty()) {
                notes.add(found.note());
            }
            if (found.isRewritten()) {
                notes.add(
                        "the export rewrites weights (folds layers), which changes the rounding: prediction and the"
                                + " exported model are compared within the tolerance, the exported layer and the program bit for bit");
            }
            List<LayerCall> aligned = new ArrayList<>();
            for (int i = 0; i < kept.size(); i++) {
                aligned.add(aligned(kept.get(i), found.outputs().get(i)));
            }
            return new Pairing(
                    prediction.withCalls(aligned),
                    withDygraph(),
                    kept(inference, kept),
                    found.isRewritten(),
                    filled,
                    count.both(),
                    unlike(found),
                    count.fault(),
                    notes);
        }

        /** Take inference in the batches of prediction where inputs differ by what fills these up only. */
        private void fill() {
            FilledBatches.of(
                            original,
                            matching.networkCalls().stream().map(calls::get).toList())
                    .ifPresent(alike -> {
                        notes.add(ScriptName.of(prediction.stage()) + " and " + ScriptName.of(original.stage())
                                + " fill batches of other texts up to other lengths: the program is compared bit for bit on"
                                + " the inputs of the prediction, what the script said within the tolerance");
                        inference = alike;
                        matching = new RunMatching(calls, alike.runs());
                        filled = true;
                    });
        }

        /** Take samples for batches where that finds more counterparts. */
        private void cut() {
            Optional<Inference> samples = SampleCut.of(original, calls);
            if (samples.isEmpty()) {
                return;
            }
            List<LayerCall> single = SampleCut.of(calls);
            RunMatching finer = new RunMatching(single, samples.get().runs());
            if (finer.share() > matching.share()
                    || (finer.share() == matching.share() && !sizes().equals(callSizes()))) {
                notes.add(ScriptName.of(prediction.stage()) + " and " + ScriptName.of(original.stage())
                        + " have batches of different sizes: compared sample by sample, bit for bit in batches of the"
                        + " prediction's size");
                matching = finer;
                inference = samples.get();
                calls = single;
                dygraph = SampleCut.of(dygraph);
            }
        }

        private Set<Long> sizes() {
            return original.runs().stream()
                    .map(run -> TensorValue.batchSize(run.inputs()))
                    .collect(Collectors.toSet());
        }

        private Set<Long> callSizes() {
            return matching.networkCalls().stream()
                    .map(call -> TensorValue.batchSize(calls.get(call).inputs()))
                    .collect(Collectors.toSet());
        }

        private ImageCount count() {
            return ImageCount.of(
                    prediction,
                    exported,
                    original,
                    matching.networkCalls().stream()
                            .map(call -> calls.get(call).inputs())
                            .toList(),
                    inference.runs().stream().map(PredictorRun::inputs).toList(),
                    IntStream.range(0, inference.runs().size())
                            .filter(run -> matching.callOf(run) >= 0)
                            .mapToObj(run -> inference.runs().get(run).inputs())
                            .toList());
        }

        /** Get the runs that have a call; those of one number only warm up where there are enough others. */
        private List<Integer> kept(ImageCount count) {
            List<Integer> paired = IntStream.range(0, inference.runs().size())
                    .filter(run -> matching.callOf(run) >= 0)
                    .boxed()
                    .toList();
            List<Integer> varied = paired.stream()
                    .filter(run ->
                            !SeenSamples.isConstant(inference.runs().get(run).inputs()))
                    .toList();
            int samples = SeenSamples.count(inputs(varied), 0) + count.digested();
            return !varied.isEmpty() && samples >= count.wanted() ? varied : paired;
        }

        private List<List<TensorValue>> inputs(List<Integer> runs) {
            return runs.stream().map(run -> inference.runs().get(run).inputs()).toList();
        }

        private void nameOthers(List<Integer> kept) {
            int runs = inference.runs().size() - kept.size();
            int open = matching.openCalls().size();
            if (runs > 0) {
                notes.add(runs + " of " + inference.runs().size() + " predictor runs of "
                        + ScriptName.of(original.stage()) + " have no counterpart or warm up, and do not count");
            }
            if (open > 0) {
                notes.add(open + " of " + matching.networkCalls().size() + " calls of the network in "
                        + ScriptName.of(prediction.stage()) + " have no counterpart, and do not count");
            }
            Set<String> others = new LinkedHashSet<>();
            original.stage().recording().predictorRuns().stream()
                    .filter(run -> !exported.isRunBy(run))
                    .forEach(run -> others.add(run.modelFile()));
            if (!others.isEmpty()) {
                notes.add(ScriptName.of(original.stage()) + " also ran " + String.join(", ", others)
                        + ", which is not the exported model that is judged");
            }
        }

        private Correspondence correspondence(List<Integer> kept) {
            List<List<TensorValue>> own = kept.stream()
                    .map(run -> calls.get(matching.callOf(run)).outputs())
                    .toList();
            Optional<Replay> plain = inference.replays().stream()
                    .filter(replay -> replay.plain()
                            && replay.outputs().size() == inference.runs().size())
                    .findFirst();
            CallIndex asked = new CallIndex(dygraph);
            List<Integer> starts = matching.networkCalls();
            List<Integer> seen = new ArrayList<>();
            List<Correspondence.Case> cases = new ArrayList<>();
            for (int at = 0; at < kept.size(); at++) {
                int run = kept.get(at);
                List<TensorValue> inputs = matching.isByBits(run)
                        ? inference.runs().get(run).inputs()
                        : calls.get(matching.callOf(run)).inputs();
                Optional<List<TensorValue>> program = matching.isByBits(run)
                        ? plain.map(replay -> replay.outputs().get(run))
                        : onPredictionsInputs(inputs);
                if (program.isPresent()) {
                    seen.add(at);
                    cases.add(new Correspondence.Case(
                            segment(matching.callOf(run), starts),
                            program.get(),
                            asked.withInputs(inputs).stream().findFirst().map(dygraph::get)));
                }
            }
            if (cases.isEmpty()) {
                return new Correspondence(own, "", false, "");
            }
            Correspondence found =
                    Correspondence.of(cases, tolerance, new WeightComparison(prediction, exported).isRewritten());
            List<List<TensorValue>> outputs = new ArrayList<>(own);
            for (int i = 0; i < seen.size(); i++) {
                outputs.set(seen.get(i), found.outputs().get(i));
            }
            return new Correspondence(outputs, found.note(), found.isRewritten(), found.tried());
        }

        /** Find what the program says on the plain backend where prediction and inference prepare images by code of their own. */
        private Optional<List<TensorValue>> onPredictionsInputs(List<TensorValue> inputs) {
            return inference.predicted().stream()
                    .flatMap(batched -> IntStream.range(0, batched.inputs().size())
                            .filter(i -> CallIndex.selected(
                                            inputs, batched.inputs().get(i))
                                    .isPresent())
                            .mapToObj(batched.outputs()::get))
                    .findFirst();
        }

        private List<LayerCall> segment(int start, List<Integer> starts) {
            int end = starts.stream().filter(other -> other > start).findFirst().orElse(calls.size());
            return calls.subList(start, end);
        }

        private LayerCall aligned(int run, List<TensorValue> outputs) {
            LayerCall call = calls.get(matching.callOf(run));
            List<TensorValue> theirs = inference.runs().get(run).inputs();
            List<TensorValue> inputs =
                    matching.isByBits(run) ? theirs : TensorOrder.aligned(like(call.inputs(), theirs), theirs);
            return new LayerCall(call.index(), call.layerClass(), call.training(), inputs, outputs);
        }

        private ExportedModel withDygraph() {
            return new ExportedModel(
                    exported.stage(),
                    exported.program(),
                    exported.parameters(),
                    exported.export().map(export -> export.withDygraphCalls(dygraph)),
                    exported.checkpoint(),
                    exported.inputs(),
                    exported.outputs(),
                    exported.trained(),
                    exported.loadError());
        }

        private static Inference kept(Inference inference, List<Integer> kept) {
            return new Inference(
                    inference.stage(),
                    kept.stream().map(inference.runs()::get).toList(),
                    inference.replays().stream()
                            .map(replay ->
                                    replay.outputs().size() == inference.runs().size()
                                            ? new Replay(
                                                    replay.backend(),
                                                    replay.plain(),
                                                    kept.stream()
                                                            .map(replay.outputs()::get)
                                                            .toList(),
                                                    replay.error())
                                            : replay)
                            .toList(),
                    inference.probes().stream()
                            .map(probe ->
                                    probe.outputs().size() == inference.runs().size()
                                            ? new Probe(
                                                    probe.perturbation(),
                                                    kept.stream()
                                                            .map(probe.outputs()::get)
                                                            .toList())
                                            : probe)
                            .toList(),
                    inference.cells(),
                    inference.rounding(),
                    inference.batched(),
                    inference.predicted());
        }

        private List<Fault> unlike(Correspondence found) {
            return found.tried().isEmpty()
                    ? List.of()
                    : List.of(new Fault(
                            "nothing of " + ScriptName.of(prediction.stage())
                                    + " corresponds to the outputs of the exported program",
                            found.tried(),
                            "let the prediction call the layer that is exported, or let the export add a known function"
                                    + " only, such as softmax"));
        }
    }
}
