// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.DifferenceTable;
import org.tipcjunit.requirement.tensors.DifferenceTable.Compared;
import org.tipcjunit.requirement.tensors.DifferenceTable.Demand;
import org.tipcjunit.requirement.tensors.DifferenceTable.Pair;
import org.tipcjunit.requirement.tensors.Filling;
import org.tipcjunit.requirement.tensors.InputDiagnosis;
import org.tipcjunit.requirement.tensors.TensorDifference;
import org.tipcjunit.requirement.tensors.TensorOrder;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.requirement.text.SampleMentions;
import org.tipcjunit.requirement.text.ScriptName;
import org.tipcjunit.tensor.TensorValue;

/**
 * The tensors of inference on every backend, compared with those of prediction.
 *
 * @param part what was found
 * @param bitwise how many batches were compared bit for bit
 * @param tolerated the greatest difference where there is a tolerance, in words
 */
record BackendComparison(Part part, int bitwise, String tolerated) {

    static BackendComparison of(Tolerance tolerance, Pairing pairing) {
        return new Work(tolerance, pairing).result();
    }

    /** One comparison; used once. */
    private static final class Work {

        private final Tolerance tolerance;
        private final Prediction prediction;
        private final SampleMentions samples;
        private final ExportedModel exported;
        private final Inference inference;
        private final String predict;
        private final String infer;
        private final WeightComparison weights;
        private final DifferenceTable table;
        private final boolean byExportedLayer;
        private final Demand ofPrediction;
        private final List<Fault> faults = new ArrayList<>();
        private final boolean filled;
        private int bitwiseComparisons;

        Work(Tolerance tolerance, Pairing pairing) {
            this.tolerance = tolerance;
            this.prediction = pairing.prediction();
            this.filled = pairing.isFilled();
            this.samples = SampleMentions.of(prediction);
            this.exported = pairing.exported();
            this.inference = pairing.inference();
            // Weights that are rewritten are rounded otherwise; the program must still be the layer that was exported.
            this.ofPrediction = pairing.isRewritten() ? Demand.TOLERANCE : Demand.BITS;
            this.predict = ScriptName.beside(prediction.stage(), inference.stage());
            this.infer = ScriptName.beside(inference.stage(), prediction.stage());
            this.weights = new WeightComparison(prediction, exported);
            this.table = new DifferenceTable(this::label, tolerance);
            this.byExportedLayer = prediction.source() == Prediction.Source.EXPORTED_LAYER;
        }

        BackendComparison result() {
            compareOutputs(compareInputs());
            Part part = new Part(faults, List.of(), table.figures(), List.copyOf(table.evidence()));
            return new BackendComparison(part, bitwiseComparisons, table.tolerated());
        }

        /** Compare the inputs; says for each batch whether its outputs can be compared. */
        private List<Boolean> compareInputs() {
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < inference.runs().size(); i++) {
                pairs.add(
                        new Pair(i, inferredInputs(i), prediction.calls().get(i).inputs()));
            }
            // What is only filled up otherwise explains the least.
            List<Pair> telling = pairs.stream()
                    .sorted(Comparator.comparing(pair -> Filling.differsOnly(pair.actual(), pair.reference())))
                    .toList();
            Compared comparison = table.compare("inputs", telling, Demand.INPUT_TOLERANCE);
            if (!comparison.holds()) {
                Pair first = telling.get(comparison.faultyPair());
                faults.add(new Fault(
                        "the inputs of " + predict + " and " + infer + " differ",
                        comparison.describe() + "; " + inputDiagnosis(first.reference(), first.actual()),
                        InputDiagnosis.preparation(differing(first.reference(), first.actual()), predict, infer)));
            }
            return pairs.stream()
                    .map(pair -> TensorDifference.between(pair.actual(), pair.reference(), tolerance)
                            .within())
                    .toList();
        }

        private TensorValue differing(List<TensorValue> predicted, List<TensorValue> inferred) {
            return IntStream.range(0, Math.min(predicted.size(), inferred.size()))
                    .filter(i -> !TensorDifference.between(inferred.get(i), predicted.get(i), tolerance)
                            .within())
                    .mapToObj(predicted::get)
                    .findFirst()
                    .orElse(predicted.get(0));
        }

        private String inputDiagnosis(List<TensorValue> predicted, List<TensorValue> inferred) {
            for (int i = 0; i < Math.min(predicted.size(), inferred.size()); i++) {
                TensorDifference difference = TensorDifference.between(inferred.get(i), predicted.get(i), tolerance);
                if (difference.nan()) {
                    return "NaN agrees with nothing";
                }
                if (!difference.within()) {
                    return InputDiagnosis.of(predicted, inferred, i);
                }
            }
            return "looks like another number of inputs";
        }

        private void compareOutputs(List<Boolean> comparable) {
            List<Replay> usable = usableReplays();
            List<Replay> plain = usable.stream().filter(Replay::plain).toList();
            Compared deterministic = table.compare("plain, repeated", repeats(plain), Demand.BITS);
            Compared exportedLayer = table.compare("exported layer in dygraph", exportedLayerCalls(), ofPrediction);
            List<Pair> translated = plain.isEmpty() ? List.of() : translatedCalls(plain.get(0));
            bitwiseComparisons += translated.size();
            Compared translation = table.compare("plain against the exported layer", translated, Demand.BITS);

            List<Compared> failed = new ArrayList<>(List.of(deterministic, exportedLayer, translation));
            boolean sameInputs = IntStream.range(0, inference.runs().size())
                    .filter(comparable::get)
                    .allMatch(i -> TensorValue.sameBits(
                            inferredInputs(i), prediction.calls().get(i).inputs()));
            for (Replay replay : plain) {
                List<Pair> pairs = againstPrediction(replay.outputs(), comparable);
                bitwiseComparisons += sameInputs && ofPrediction == Demand.BITS ? pairs.size() : 0;
                failed.add(table.compare(replay.backend(), pairs, sameInputs ? ofPrediction : Demand.TOLERANCE));
            }
            List<Pair> predicted = onPredictionsInputs();
            if (!predicted.isEmpty()) {
                bitwiseComparisons += ofPrediction == Demand.BITS ? predicted.size() : 0;
                failed.add(table.compare("plain, on the inputs of " + predict, predicted, ofPrediction));
            }
            failed.removeIf(Compared::holds);
            if (!failed.isEmpty()) {
                faults.add(outputFault(failed, deterministic, exportedLayer, translation));
            }
            for (Replay replay : usable) {
                if (!replay.plain()) {
                    compareWithin(replay.backend(), replay.outputs(), comparable);
                }
            }
            compareWithin(
                    infer, inference.runs().stream().map(PredictorRun::outputs).toList(), comparable);
        }

        private List<Replay> usableReplays() {
            List<Replay> usable = new ArrayList<>();
            for (Replay replay : inference.replays()) {
                if (!replay.error().isEmpty()) {
                    faults.add(new Fault(
                            "backend " + replay.backend() + " could not run",
                            "backend " + replay.backend() + ": " + replay.error(),
                            "read Paddle's error; if it names an operator, export without it or report it to Paddle"));
                } else if (replay.outputs().size() != inference.runs().size()) {
                    faults.add(new Fault(
                            "backend " + replay.backend() + " did not run every input",
                            "backend " + replay.backend() + ": "
                                    + replay.outputs().size() + " of "
                                    + inference.runs().size() + " inputs",
                            "run it again; if it stays so, report it as a defect of tipc-junit"));
                } else {
                    usable.add(replay);
                }
            }
            return usable;
        }

        private static List<Pair> repeats(List<Replay> plain) {
            return plain.stream()
                    .skip(1)
                    .flatMap(repeat -> IntStream.range(0, repeat.outputs().size())
                            .mapToObj(i -> new Pair(
                                    i,
                                    repeat.outputs().get(i),
                                    plain.get(0).outputs().get(i))))
                    .toList();
        }

        /** Pair what the exported layer says in dygraph with what prediction's layer says, on the same inputs. */
        private List<Pair> exportedLayerCalls() {
            List<Pair> pairs = new ArrayList<>();
            for (LayerCall exportCall : dygraphCalls()) {
                IntStream.range(0, prediction.calls().size())
                        .filter(i -> TensorValue.sameBits(
                                TensorOrder.aligned(prediction.calls().get(i).inputs(), exportCall.inputs()),
                                exportCall.inputs()))
                        .findFirst()
                        .ifPresent(i -> pairs.add(new Pair(
                                i,
                                exportCall.outputs(),
                                prediction.calls().get(i).outputs())));
            }
            return pairs;
        }

        /** Pair what the exported program says with what the exported layer says in dygraph, on the same inputs. */
        private List<Pair> translatedCalls(Replay plain) {
            List<Pair> pairs = new ArrayList<>();
            for (LayerCall exportCall : dygraphCalls()) {
                IntStream.range(0, inference.runs().size())
                        .filter(i -> TensorValue.sameBits(
                                TensorOrder.aligned(inference.runs().get(i).inputs(), exportCall.inputs()),
                                exportCall.inputs()))
                        .findFirst()
                        .ifPresent(i -> pairs.add(new Pair(i, plain.outputs().get(i), exportCall.outputs())));
            }
            return pairs;
        }

        /** Pair what the exported program says with what prediction's layer says, on the inputs of prediction. */
        private List<Pair> onPredictionsInputs() {
            List<Pair> pairs = new ArrayList<>();
            for (Inference.Batched batched : inference.predicted()) {
                for (int j = 0; j < batched.inputs().size(); j++) {
                    List<TensorValue> inputs = batched.inputs().get(j);
                    List<TensorValue> outputs = batched.outputs().get(j);
                    IntStream.range(0, prediction.calls().size())
                            .filter(i -> TensorValue.sameBits(
                                    prediction.calls().get(i).inputs(), inputs))
                            .findFirst()
                            .ifPresent(i -> pairs.add(new Pair(
                                    i, outputs, prediction.calls().get(i).outputs())));
                }
            }
            return pairs;
        }

        private List<Pair> againstPrediction(List<List<TensorValue>> outputs, List<Boolean> comparable) {
            return IntStream.range(0, outputs.size())
                    .filter(comparable::get)
                    .mapToObj(i -> new Pair(
                            i, outputs.get(i), prediction.calls().get(i).outputs()))
                    .toList();
        }

        private void compareWithin(String name, List<List<TensorValue>> outputs, List<Boolean> comparable) {
            Compared comparison = table.compare(name, againstPrediction(outputs, comparable), Demand.TOLERANCE);
            if (!comparison.holds() && filled) {
                faults.add(new Fault(
                        "the outputs of " + infer + " depend on what fills a batch up",
                        comparison.describe() + "; " + predict + " and " + infer
                                + " put the same texts into other batches, which are filled up to their longest",
                        "let the network leave out what fills a batch up, by lengths or a mask, or run both scripts with the"
                                + " same batch size"));
            } else if (!comparison.holds()) {
                faults.add(new Fault(
                        "the outputs of " + name + " differ from " + predict + "'s",
                        comparison.describe(),
                        "the plain backend shows whether the export or the backend's optimisation is at fault; for the"
                                + " latter, switch that optimisation off in " + infer + " and report it to Paddle"));
            }
        }

        /** Name the first cause on the way from the weights to the plain backend. */
        private Fault outputFault(
                List<Compared> failed, Compared deterministic, Compared exportedLayer, Compared translation) {
            Optional<String> difference = weights.difference();
            boolean exportedTraining =
                    exported.export().map(ExportRecord::training).orElse(false);
            boolean predictedTraining = prediction.calls().stream().anyMatch(LayerCall::training);
            List<String> details = new ArrayList<>();
            failed.forEach(comparison -> details.add(comparison.describe()));
            difference.ifPresent(details::add);
            if (exportedTraining) {
                details.add("the layer was in training mode when it was exported");
            }
            String detail = String.join("\n", details);
            if (failed.stream().anyMatch(Compared::nan)) {
                return new Fault(
                        "the outputs hold NaN",
                        detail,
                        "look for NaN in the trained weights, and for divisions and logarithms of zero in the layer");
            }
            if (!deterministic.holds()) {
                return new Fault(
                        "the exported program is not deterministic: dropout or another random op is active",
                        detail,
                        "call eval() on the layer before exporting it, and use no random op in its forward");
            }
            if (difference.isPresent()) {
                return new Fault(
                        "the exported weights are not the trained ones",
                        detail,
                        "load " + exported.checkpoint() + " into the layer before exporting it");
            }
            if (predictedTraining) {
                return new Fault(
                        predict + " runs its layer in training mode", detail, "call eval() on the layer in " + predict);
            }
            if (!exportedLayer.holds()) {
                return new Fault(
                        "the exported layer computes something else than the one that predicts",
                        detail,
                        "build the layer from the same configuration in " + predict + " and in the export");
            }
            if (!translation.holds() || byExportedLayer) {
                return new Fault(
                        "the export changed what the layer computes",
                        detail,
                        exportedTraining
                                ? "call eval() on the layer before exporting it"
                                : "look in the layer for dropout or batch statistics that stay active in evaluation mode,"
                                        + " and for control flow that depends on values");
            }
            return new Fault(
                    "prediction and the exported model differ on the plain backend",
                    detail,
                    "compare the layer that is exported with the one that predicts: configuration, weights, mode");
        }

        private String label(int batch) {
            return prediction.samples() == inference.runs().size() ? samples.name(batch) : "batch " + (batch + 1);
        }

        private List<LayerCall> dygraphCalls() {
            return exported.export().map(ExportRecord::dygraphCalls).orElse(List.of());
        }

        private List<TensorValue> inferredInputs(int batch) {
            return TensorOrder.aligned(
                    inference.runs().get(batch).inputs(),
                    prediction.calls().get(batch).inputs());
        }
    }
}
