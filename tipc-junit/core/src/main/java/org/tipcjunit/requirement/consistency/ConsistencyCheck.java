// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.CaptionedImage;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.ImagesEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.StageFindings;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.printed.PrintedDecisions;
import org.tipcjunit.requirement.printed.PrintedResults;
import org.tipcjunit.requirement.printed.PrintedScores;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.tensors.ImageOutput;
import org.tipcjunit.requirement.tensors.Outputs;
import org.tipcjunit.requirement.tensors.Rounding;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.requirement.text.ScriptName;
import org.tipcjunit.stage.samples.TestImages;
import org.tipcjunit.tensor.TensorValue;

/** One judgement of {@link PredictionConsistency}; used once. */
final class ConsistencyCheck {

    private static final String REQUIREMENT = "@InferenceMatchesPrediction";
    private static final int MOST_IMAGES_SHOWN = 16;
    private static final String NOT_SHOWN =
            "The exported layer predicted, in dygraph in the export's process, on the inputs that inference had prepared:"
                    + " no prediction command was named. That a prediction of the repository would prepare images and print"
                    + " results as inference does is not shown.";

    private static final Fault NOTHING_PAIRED = new Fault(
            "no predictor run has a counterpart in the prediction",
            "0 pairs",
            "run the network on the same test images in both scripts");

    private final PredictionConsistency.Parameters parameters;
    private final Tolerance tolerance;
    private final Prediction prediction;
    private final ExportedModel exported;
    private final Inference inference;
    private final String predict;
    private final String infer;
    private final Judgement judgement;
    private final boolean byExportedLayer;
    private final GivenFiles files;

    ConsistencyCheck(
            PredictionConsistency.Parameters parameters,
            Prediction prediction,
            ExportedModel exported,
            Inference inference) {
        this.tolerance = parameters.tolerance().of(Rounding.of(inference));
        this.parameters = parameters;
        this.prediction = prediction;
        this.exported = exported;
        this.inference = inference;
        this.predict = ScriptName.beside(prediction.stage(), inference.stage());
        this.infer = ScriptName.beside(inference.stage(), prediction.stage());
        this.files = GivenFiles.of(prediction, inference.stage(), predict, infer);
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
        Pairing pairing = Pairing.of(tolerance, prediction, exported, inference);
        if (pairing.inference().runs().isEmpty()) {
            Fault first = files.different()
                    .or(() -> pairing.unseen().stream().findFirst())
                    .orElse(NOTHING_PAIRED);
            return judgement.fail(first.summary(), first.detail() + noted(pairing), first.remedy());
        }
        Optional<Finding> sizes = otherBatches(pairing);
        if (sizes.isPresent()) {
            return sizes.get();
        }
        BackendComparison tensors = BackendComparison.of(tolerance, pairing);
        MatrixCheck matrix = MatrixCheck.of(pairing.prediction(), inference, tolerance);
        return judgement.conclude(
                parts(pairing, tensors, matrix),
                byExportedLayer
                        ? "the exported layer in dygraph and inference agree on "
                                + Quantity.count(inference.runs().size(), "batch")
                        : "prediction and inference agree on " + agreed(pairing),
                (pairing.isRewritten()
                                ? "the program equals the exported layer bit for bit on the plain backend; elsewhere "
                                : "equal bit for bit on the plain backend; elsewhere ")
                        + tensors.tolerated()
                        + matrix.summary()
                        + noted(pairing));
    }

    private String agreed(Pairing pairing) {
        int images = prediction.samples();
        int held = SeenSamples.count(
                pairing.inference().runs().stream().map(PredictorRun::inputs).toList(), Integer.MAX_VALUE);
        String of = pairing.samples() > images
                ? Quantity.count(pairing.samples(), "sample") + " of " + Quantity.count(images, prediction.sample())
                : Quantity.count(pairing.samples(), prediction.sample());
        return held < pairing.samples()
                ? held + " of " + of
                        + " (the recording holds the tensors of the first runs; the inputs of the others are"
                        + " equal by their digests)"
                : of;
    }

    private static String noted(Pairing pairing) {
        return pairing.notes().stream().map(note -> "\n" + note).collect(Collectors.joining());
    }

    /** Get the parts in the order in which certificates show them. */
    private List<Part> parts(Pairing pairing, BackendComparison tensors, MatrixCheck matrix) {
        PrintedResults printed = PrintedResults.of(prediction, inference, best(pairing.inference()));
        // Where tensors differ, the comparison of backends has looked at the weights.
        Optional<Fault> results = Optional.of(new WeightComparison(prediction, exported))
                .filter(weights -> byExportedLayer || tensors.part().faults().isEmpty())
                .flatMap(WeightComparison::fault)
                .or(() -> byExportedLayer
                        ? Optional.empty()
                        : printed.firstDifference(parameters.resultPattern(), tolerance));
        // Where prediction and inference differ anyway, drawings and every cell would say so again.
        boolean differs = results.isPresent()
                || !tensors.part().faults().isEmpty()
                || !pairing.unlike().isEmpty();
        Part drawings = byExportedLayer ? Part.none() : drawings(pairing);
        Part cells = matrix.part().withoutUnjudged();
        Part inCells = byExportedLayer || differs
                ? Part.none()
                : new CellResults(printed, parameters.resultPattern(), tolerance).part(inference);
        Part seen = tensors.part()
                .plus(moved())
                .plus(Part.faulty(pairing.unseen()))
                .plus(Part.faulty(files.leftAlone().stream().toList()));
        Optional<Fault> others = seen.faults().isEmpty() ? Optional.empty() : files.different();
        return List.of(
                differs ? drawings.withoutFaults() : drawings,
                pairing.unlike().isEmpty()
                        ? others.map(fault -> Part.faulty(List.of(fault)).plus(seen.withoutFaults()))
                                .orElse(seen)
                        : Part.faulty(pairing.unlike()).plus(tensors.part().withoutFaults()),
                Part.faulty(results.stream().toList())
                        .plus(byExportedLayer ? Part.none() : printed.undecided(parameters.resultPattern()))
                        .plus(byExportedLayer ? Part.none() : printed.constant(parameters.resultPattern())),
                (differs ? cells.withoutFaults() : cells).plus(cells.faults().isEmpty() ? inCells : Part.none()),
                byExportedLayer ? Part.none() : decided(printed, pairing.inference()),
                shown(
                        printed,
                        differs
                                && !byExportedLayer
                                && parameters.resultPattern().isEmpty()),
                UntrainedParts.of(exported),
                UnreadableImages.of(
                        prediction.images(),
                        inference.runs().stream().map(PredictorRun::inputs).toList()),
                blindness(pairing.inference(), tensors.bitwise()),
                byExportedLayer && parameters.drawings().isPresent()
                        ? Part.unjudged(new Fault(
                                "drawings are demanded, but no prediction command was named that draws",
                                "the exported layer predicted, in the export's process",
                                "name a prediction command (--predict)"))
                        : Part.none(),
                new Part(List.of(), matrix.part().unjudged(), List.of(), List.of()));
    }

    private static List<BestClass> best(Inference paired) {
        return ImageOutput.bestClasses(ImageOutput.of(
                paired.runs().stream().map(PredictorRun::inputs).toList(),
                paired.runs().stream().map(PredictorRun::outputs).toList()));
    }

    private Part decided(PrintedResults printed, Inference paired) {
        List<ImageOutput> outputs = ImageOutput.of(
                paired.runs().stream().map(PredictorRun::inputs).toList(),
                paired.runs().stream().map(PredictorRun::outputs).toList());
        boolean isTold = parameters.resultPattern().isEmpty()
                && parameters.tolerance().outputs() == Outputs.SCORES
                && ImageOutput.areOfOneClass(outputs);
        if (!isTold) {
            return Part.none();
        }
        Part related = new PrintedDecisions(printed.inOrder(), printed.best()).part();
        return related.unjudged().isEmpty()
                ? new PrintedScores(
                                printed.inOrder(),
                                outputs.stream().map(ImageOutput::scores).toList(),
                                printed.best())
                        .part()
                : related;
    }

    private Part moved() {
        return inference.rounding().isEmpty()
                ? Part.none()
                : Part.measuring(Figure.of(
                        "max movement of outputs for inputs moved by one unit in the last place",
                        tolerance.rounding().most(),
                        ""));
    }

    private Part drawings(Pairing pairing) {
        List<PredictorRun> runs = pairing.inference().runs();
        boolean rounded = IntStream.range(0, runs.size())
                .anyMatch(i -> !TensorValue.sameBits(
                        runs.get(i).outputs(),
                        pairing.prediction().calls().get(i).outputs()));
        return parameters
                .drawings()
                .map(folders -> DrawingComparison.of(folders, prediction, inference, rounded))
                .orElseGet(Part::none);
    }

    private Part shown(PrintedResults printed, boolean differ) {
        List<Evidence> evidence = new ArrayList<>();
        if (byExportedLayer) {
            evidence.add(new TextEvidence("what predicted", NOT_SHOWN));
        }
        evidence.add(ImagesEvidence.firstAndDiffering(
                "test images with both results",
                IntStream.range(0, prediction.images().size())
                        .filter(i -> TestImages.isImage(prediction.images().get(i)))
                        .mapToObj(i -> new CaptionedImage(
                                prediction.images().get(i),
                                Optional.empty(),
                                printed.about(i),
                                differ && printed.differs(i, tolerance)))
                        .toList(),
                MOST_IMAGES_SHOWN));
        evidence.add(new TextEvidence("printed results", printed.sideBySide()));
        prediction.images().stream()
                .limit(MOST_IMAGES_SHOWN)
                .forEach(image -> evidence.add(
                        new FileEvidence("test " + prediction.sample() + " " + image.getFileName(), image)));
        return new Part(List.of(), List.of(), List.of(), evidence);
    }

    private String recordingProblems() {
        return prediction.stage().recording().problems().stream()
                .map(problem -> "\n" + problem)
                .collect(Collectors.joining());
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
            if (!exported.isRunBy(run)) {
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
        return Optional.empty();
    }

    /** Batches that cannot be cut into samples must be of equal sizes. */
    private Optional<Finding> otherBatches(Pairing pairing) {
        for (int i = 0; i < pairing.inference().runs().size(); i++) {
            long predicted =
                    TensorValue.batchSize(pairing.prediction().calls().get(i).inputs());
            long inferred =
                    TensorValue.batchSize(pairing.inference().runs().get(i).inputs());
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

    private Part blindness(Inference paired, int bitwise) {
        Optional<Replay> plain = paired.replays().stream()
                .filter(replay -> replay.plain()
                        && replay.outputs().size() == paired.runs().size())
                .findFirst();
        if (plain.isEmpty() || bitwise == 0) {
            return Blindness.blind(
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
                paired.runs().stream().map(PredictorRun::inputs).toList(),
                plain.get().outputs(),
                paired.probes(),
                parameters.tolerance(),
                byExportedLayer);
    }
}
