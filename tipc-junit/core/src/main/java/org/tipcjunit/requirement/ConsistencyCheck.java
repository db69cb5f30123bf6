// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.DifferenceTable.Comparison;
import org.tipcjunit.requirement.DifferenceTable.Demand;
import org.tipcjunit.requirement.DifferenceTable.Pair;
import org.tipcjunit.requirement.Evidence.CaptionedImage;
import org.tipcjunit.requirement.Evidence.FileEvidence;
import org.tipcjunit.requirement.Evidence.ImagesEvidence;
import org.tipcjunit.requirement.Evidence.TextEvidence;
import org.tipcjunit.tensor.TensorValue;

/** One judgement of {@link PredictionConsistency}; used once. */
final class ConsistencyCheck {

    private static final String REQUIREMENT = "@InferenceMatchesPrediction";
    private static final int MOST_IMAGES_SHOWN = 16;
    private static final String NOT_SHOWN =
            "The exported layer predicted, in dygraph in the export's process, on the inputs that inference had prepared:"
                    + " no prediction command was named. That a prediction of the repository would prepare images and print"
                    + " results as inference does is not shown.";

    private final PredictionConsistency.Parameters parameters;
    private final Prediction prediction;
    private final ExportedModel exported;
    private final Inference inference;
    private final String predict;
    private final String infer;
    private final Judgement judgement;
    private final DifferenceTable table;
    private final boolean byExportedLayer;
    private final List<Fault> faults = new ArrayList<>();
    private int bitwiseComparisons;

    ConsistencyCheck(
            PredictionConsistency.Parameters parameters,
            Prediction prediction,
            ExportedModel exported,
            Inference inference) {
        Tolerance tolerance = parameters.tolerance();
        this.parameters = parameters;
        this.prediction = prediction;
        this.exported = exported;
        this.inference = inference;
        this.predict = Script.name(prediction.stage());
        this.infer = Script.name(inference.stage());
        this.table = new DifferenceTable(this::label, tolerance);
        this.byExportedLayer = prediction.source() == Prediction.Source.EXPORTED_LAYER;
        this.judgement = Judgement.of(
                Clause.CONSISTENCY,
                REQUIREMENT,
                inference.stage(),
                "equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= "
                        + Quantity.of(tolerance.absolute()) + " * max(1, max|y|) + " + Quantity.of(tolerance.relative())
                        + " * |b| with equal decisions; " + (byExportedLayer ? "" : "equal printed results; ")
                        + "evidence that tells right from wrong");
    }

    Finding finding() {
        for (StageRun stage : List.of(prediction.stage(), exported.stage(), inference.stage())) {
            if (!stage.outcome().termination().isSuccess()) {
                return StageFindings.failed(Clause.CONSISTENCY, REQUIREMENT, stage);
            }
        }
        Optional<Finding> unusable = unusable();
        if (unusable.isPresent()) {
            return unusable.get();
        }
        List<Boolean> comparable = compareInputs();
        compareOutputs(comparable);
        PrintedResults printed = PrintedResults.of(prediction, inference);
        if (byExportedLayer) {
            weightFault().ifPresent(faults::add);
        } else {
            printed.firstDifference(parameters.resultPattern(), parameters.tolerance())
                    .ifPresent(faults::add);
        }
        MatrixCheck matrix =
                MatrixCheck.of(prediction, inference, parameters.tolerance().outputs());
        Optional<DrawingComparison> drawings = byExportedLayer
                ? Optional.empty()
                : parameters.drawings().map(folders -> DrawingComparison.of(folders, prediction, inference));
        if (faults.isEmpty()) {
            // Where prediction and inference differ anyway, drawings and every cell would say so again.
            drawings.flatMap(DrawingComparison::fault).ifPresent(faults::add);
            faults.addAll(matrix.faults());
        }
        List<Evidence> evidence = new ArrayList<>();
        drawings.ifPresent(compared -> evidence.addAll(compared.evidence()));
        evidence.addAll(table.evidence());
        evidence.addAll(matrix.evidence());
        if (byExportedLayer) {
            evidence.add(new TextEvidence("what predicted", NOT_SHOWN));
        }
        evidence.add(new ImagesEvidence(
                "test images with both results",
                prediction.images().stream()
                        .limit(MOST_IMAGES_SHOWN)
                        .map(image -> new CaptionedImage(image, printed.about(image)))
                        .toList()));
        evidence.add(new TextEvidence("printed results", printed.sideBySide()));
        prediction.images().stream()
                .limit(MOST_IMAGES_SHOWN)
                .forEach(image -> evidence.add(new FileEvidence("test image " + image.getFileName(), image)));
        Blindness blindness = blindness();
        List<Figure> figures = new ArrayList<>(table.figures());
        figures.addAll(matrix.figures());
        figures.addAll(blindness.figures());
        if (!faults.isEmpty()) {
            Fault first = faults.get(0);
            return judgement.fail(first.summary(), details(faults), first.remedy(), figures, evidence);
        }
        if (!blindness.faults().isEmpty()) {
            Fault first = blindness.faults().get(0);
            return judgement.cannotJudge(
                    "blind evidence: " + first.summary(),
                    details(blindness.faults()),
                    first.remedy(),
                    figures,
                    evidence);
        }
        if (byExportedLayer && parameters.drawings().isPresent()) {
            return judgement.cannotJudge(
                    "drawings are demanded, but no prediction command was named that draws",
                    "the exported layer predicted, in the export's process",
                    "name a prediction command (--predict)",
                    figures,
                    evidence);
        }
        if (!matrix.unjudged().isEmpty()) {
            Fault first = matrix.unjudged().get(0);
            return judgement.cannotJudge(
                    first.summary(), details(matrix.unjudged()), first.remedy(), figures, evidence);
        }
        return judgement.pass(
                byExportedLayer
                        ? "the exported layer in dygraph and inference agree on "
                                + Quantity.count(inference.runs().size(), "batch")
                        : "prediction and inference agree on "
                                + Quantity.count(prediction.images().size(), "image"),
                "equal bit for bit on the plain backend; elsewhere " + table.tolerated() + matrix.summary(),
                figures,
                evidence);
    }

    private String recordingProblems() {
        return prediction.stage().recording().problems().stream()
                .map(problem -> "\n" + problem)
                .collect(Collectors.joining());
    }

    private static String details(List<Fault> faults) {
        return faults.stream().map(Fault::detail).collect(Collectors.joining("\n"));
    }

    /** Get a finding where the recordings leave nothing to compare. */
    private Optional<Finding> unusable() {
        if (prediction.images().isEmpty() && !byExportedLayer) {
            return Optional.of(judgement.cannotJudge(
                    "there are no test images",
                    "0 images",
                    "name a folder with real test images",
                    List.of(),
                    List.of()));
        }
        if (byExportedLayer && prediction.calls().isEmpty()) {
            return Optional.of(judgement.cannotJudge(
                    "the exported layer said nothing on the inputs of inference",
                    "0 dygraph results in " + predict + recordingProblems(),
                    "name a prediction command (--predict), or let " + predict
                            + " export a paddle.nn.Layer with paddle.jit.save",
                    List.of(),
                    List.of()));
        }
        if (prediction.calls().isEmpty()) {
            return Optional.of(judgement.fail(
                    predict + ": no outermost layer call was recorded",
                    "0 layer calls",
                    "let " + predict + " call the trained paddle.nn.Layer on every test image"));
        }
        if (inference.runs().isEmpty()) {
            return Optional.of(judgement.fail(
                    infer + " never ran a Paddle Inference predictor",
                    "0 predictor runs",
                    "let " + infer + " create a predictor with paddle.inference.create_predictor and run it on every"
                            + " test image; a result that is printed without running the model is no inference"));
        }
        for (PredictorRun run : inference.runs()) {
            if (!ranExportedModel(run)) {
                String ran = run.modelFile().isEmpty() ? "a model whose file could not be seen" : run.modelFile();
                return Optional.of(judgement.fail(
                        infer + " ran another model",
                        "ran " + ran + ", exported was " + exported.program(),
                        "pass the folder of the exported model to " + infer + " and load it from there"));
            }
        }
        if (byExportedLayer && prediction.calls().size() != inference.runs().size()) {
            return Optional.of(judgement.cannotJudge(
                    "the exported layer did not take every input of inference",
                    prediction.calls().size() + " of "
                            + Quantity.count(inference.runs().size(), "batch") + recordingProblems(),
                    "name a prediction command (--predict)",
                    List.of(),
                    List.of()));
        }
        if (prediction.calls().size() != inference.runs().size()) {
            return Optional.of(judgement.fail(
                    predict + " and " + infer + " ran different numbers of batches",
                    Quantity.count(prediction.calls().size(), "layer call") + " in " + predict + ", "
                            + Quantity.count(inference.runs().size(), "predictor run") + " in " + infer,
                    "run both on the same images with the same batch size, without extra warm-up runs"));
        }
        for (int i = 0; i < inference.runs().size(); i++) {
            long predicted = TensorValue.batchSize(prediction.calls().get(i).inputs());
            long inferred = TensorValue.batchSize(inference.runs().get(i).inputs());
            if (predicted != inferred) {
                return Optional.of(judgement.cannotJudge(
                        "batch sizes differ",
                        "batch " + (i + 1) + ": " + predicted + " in " + predict + ", " + inferred + " in " + infer,
                        "run both with the same batch size: only equal batches are computed in the same order",
                        List.of(),
                        List.of()));
            }
        }
        return Optional.empty();
    }

    /** Compare the inputs; says for each batch whether its outputs can be compared. */
    private List<Boolean> compareInputs() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < inference.runs().size(); i++) {
            pairs.add(new Pair(i, inferredInputs(i), prediction.calls().get(i).inputs()));
        }
        Comparison comparison = table.compare("inputs", pairs, Demand.INPUT_TOLERANCE);
        if (!comparison.holds()) {
            Pair first = pairs.get(comparison.faultyPair());
            faults.add(new Fault(
                    "the inputs of " + predict + " and " + infer + " differ",
                    comparison.describe() + "; " + inputDiagnosis(first.reference(), first.actual()),
                    "prepare images by the same code in " + predict + " and " + infer
                            + " (decoding, size, channel order," + " scale, mean, std)"));
        }
        return pairs.stream()
                .map(pair -> TensorDifference.between(pair.actual(), pair.reference(), parameters.tolerance())
                        .within())
                .toList();
    }

    private String inputDiagnosis(List<TensorValue> predicted, List<TensorValue> inferred) {
        for (int i = 0; i < Math.min(predicted.size(), inferred.size()); i++) {
            TensorDifference difference =
                    TensorDifference.between(inferred.get(i), predicted.get(i), parameters.tolerance());
            if (difference.nan()) {
                return "NaN agrees with nothing";
            }
            if (!difference.within()) {
                return InputDiagnosis.of(predicted.get(i), inferred.get(i));
            }
        }
        return "looks like another number of inputs";
    }

    private void compareOutputs(List<Boolean> comparable) {
        List<Replay> usable = usableReplays();
        List<Replay> plain = usable.stream().filter(Replay::plain).toList();
        Comparison deterministic = table.compare("plain, repeated", repeats(plain), Demand.BITS);
        Comparison exportedLayer = table.compare("exported layer in dygraph", exportedLayerCalls(), Demand.BITS);
        List<Pair> translated = plain.isEmpty() ? List.of() : translatedCalls(plain.get(0));
        bitwiseComparisons += translated.size();
        Comparison translation = table.compare("plain against the exported layer", translated, Demand.BITS);

        List<Comparison> failed = new ArrayList<>(List.of(deterministic, exportedLayer, translation));
        boolean sameInputs = IntStream.range(0, inference.runs().size())
                .filter(comparable::get)
                .allMatch(i -> TensorValue.sameBits(
                        inferredInputs(i), prediction.calls().get(i).inputs()));
        for (Replay replay : plain) {
            List<Pair> pairs = againstPrediction(replay.outputs(), comparable);
            bitwiseComparisons += sameInputs ? pairs.size() : 0;
            failed.add(table.compare(replay.backend(), pairs, sameInputs ? Demand.BITS : Demand.TOLERANCE));
        }
        failed.removeIf(Comparison::holds);
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
                        "backend " + replay.backend() + ": " + replay.outputs().size() + " of "
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
                    .filter(i -> TensorValue.sameBits(prediction.calls().get(i).inputs(), exportCall.inputs()))
                    .findFirst()
                    .ifPresent(i -> pairs.add(new Pair(
                            i, exportCall.outputs(), prediction.calls().get(i).outputs())));
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

    private List<Pair> againstPrediction(List<List<TensorValue>> outputs, List<Boolean> comparable) {
        return IntStream.range(0, outputs.size())
                .filter(comparable::get)
                .mapToObj(i ->
                        new Pair(i, outputs.get(i), prediction.calls().get(i).outputs()))
                .toList();
    }

    private void compareWithin(String name, List<List<TensorValue>> outputs, List<Boolean> comparable) {
        Comparison comparison = table.compare(name, againstPrediction(outputs, comparable), Demand.TOLERANCE);
        if (!comparison.holds()) {
            faults.add(new Fault(
                    "the outputs of " + name + " differ from " + predict + "'s",
                    comparison.describe(),
                    "the plain backend shows whether the export or the backend's optimisation is at fault; for the"
                            + " latter, switch that optimisation off in " + infer + " and report it to Paddle"));
        }
    }

    /** Name the first cause on the way from the weights to the plain backend. */
    private Fault outputFault(
            List<Comparison> failed, Comparison deterministic, Comparison exportedLayer, Comparison translation) {
        Optional<String> weights = weightDifference();
        boolean exportedTraining = exported.export().map(ExportRecord::training).orElse(false);
        boolean predictedTraining = prediction.calls().stream().anyMatch(LayerCall::training);
        List<String> details = new ArrayList<>();
        failed.forEach(comparison -> details.add(comparison.describe()));
        weights.ifPresent(details::add);
        if (exportedTraining) {
            details.add("the layer was in training mode when it was exported");
        }
        String detail = String.join("\n", details);
        if (failed.stream().anyMatch(Comparison::nan)) {
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
        if (weights.isPresent()) {
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

    /** Without a prediction command nothing else would show that the layer holds the trained weights. */
    private Optional<Fault> weightFault() {
        Set<String> loaded = prediction.stage().recording().processes().stream()
                .flatMap(process -> process.checkpoints().stream())
                .filter(checkpoint -> checkpoint.operation().equals("load"))
                .flatMap(checkpoint -> checkpoint.weightDigests().values().stream())
                .collect(Collectors.toSet());
        Map<String, String> weights =
                exported.export().map(ExportRecord::weightDigests).orElse(Map.of());
        long found = weights.values().stream().filter(loaded::contains).count();
        Optional<String> difference = weightDifference();
        if (difference.isEmpty() && found > 0) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                "the exported weights are not the trained ones",
                difference.orElse("none of " + Quantity.count(weights.size(), "exported tensor")
                        + " equals one that was loaded from the trained weights"),
                "load " + exported.checkpoint() + " into the layer before exporting it; if the export rewrites the"
                        + " weights, name a prediction command (--predict)"));
    }

    /** Get how the exported weights differ from those that prediction loaded; empty if not or if that can't be seen. */
    private Optional<String> weightDifference() {
        Map<String, String> exportedWeights =
                exported.export().map(ExportRecord::weightDigests).orElse(Map.of());
        Map<String, String> loaded = new LinkedHashMap<>();
        // What was put into the layer counts more than what was read from a file.
        for (String operation : List.of("load", "set_state_dict")) {
            prediction.stage().recording().processes().stream()
                    .flatMap(process -> process.checkpoints().stream())
                    .filter(checkpoint -> checkpoint.operation().equals(operation))
                    .forEach(checkpoint -> loaded.putAll(checkpoint.weightDigests()));
        }
        List<String> common = exportedWeights.keySet().stream()
                .filter(loaded::containsKey)
                .sorted()
                .toList();
        List<String> different = common.stream()
                .filter(key -> !Objects.equals(loaded.get(key), exportedWeights.get(key)))
                .toList();
        return different.isEmpty()
                ? Optional.empty()
                : Optional.of("exported weights are not the trained ones: " + different.size() + " of "
                        + Quantity.count(common.size(), "tensor") + " differ, e.g. " + different.get(0));
    }

    private Blindness blindness() {
        Optional<Replay> plain = inference.replays().stream()
                .filter(replay -> replay.plain()
                        && replay.outputs().size() == inference.runs().size())
                .findFirst();
        if (plain.isEmpty() || bitwiseComparisons == 0) {
            return new Blindness(
                    List.of(new Fault(
                            "nothing could be compared bit for bit",
                            plain.isEmpty()
                                    ? "no replay on the plain backend"
                                    : "no input of " + infer + " equals one of " + predict
                                            + " or of the export bit for bit",
                            "prepare images by the same code in " + predict + " and " + infer)),
                    List.of());
        }
        return Blindness.of(
                inference.runs().stream().map(PredictorRun::inputs).toList(),
                plain.get().outputs(),
                inference.probes(),
                parameters.tolerance(),
                byExportedLayer);
    }

    private String label(int batch) {
        return prediction.images().size() == inference.runs().size()
                ? prediction.images().get(batch).getFileName().toString()
                : "batch " + (batch + 1);
    }

    private List<LayerCall> dygraphCalls() {
        return exported.export().map(ExportRecord::dygraphCalls).orElse(List.of());
    }

    private List<TensorValue> inferredInputs(int batch) {
        return TensorOrder.aligned(
                inference.runs().get(batch).inputs(),
                prediction.calls().get(batch).inputs());
    }

    private boolean ranExportedModel(PredictorRun run) {
        if (run.modelFile().isEmpty()) {
            return false;
        }
        Path ran = real(inference.stage().outcome().command().workingDirectory().resolve(run.modelFile()));
        Path program = real(exported.program());
        return ran.equals(program) || ran.equals(program.getParent());
    }

    /** Follow symbolic links where the file exists. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
