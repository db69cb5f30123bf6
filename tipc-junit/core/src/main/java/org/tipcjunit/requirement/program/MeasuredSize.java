// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.ExportedModel.Spec;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.ImageOutput;
import org.tipcjunit.tensor.TensorValue;

/**
 * Whether the metric is that of images of the size that is deployed.
 *
 * <p>Detectors, segmentations and readers of text are evaluated at other sizes than they are exported for, so that other sizes are only
 * told. A program that says one class for images of one fixed size cannot take the images that were evaluated.
 *
 * @param evaluated the shapes of images that networks with the exported weights got in the evaluation, without the batch
 * @param inferred those that the predictor got in the inference
 * @param fixed the only shape that the program takes; empty where it takes several, or gives no scores of one class
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MeasuredSize(List<List<Long>> evaluated, List<List<Long>> inferred, Optional<List<Long>> fixed) {

    private static final String TITLE = "sizes of images";
    private static final int IMAGE_AXES = 4;
    private static final int MOST_NAMED = 4;

    public MeasuredSize {
        evaluated = List.copyOf(evaluated);
        inferred = List.copyOf(inferred);
    }

    /** Look at what networks got while they were evaluated, and at what was deployed. */
    public static MeasuredSize of(MeasuredProgram program, ExportedModel model, Inference inference) {
        List<ImageOutput> outputs = ImageOutput.of(
                inference.runs().stream().map(PredictorRun::inputs).toList(),
                inference.runs().stream().map(PredictorRun::outputs).toList());
        return new MeasuredSize(
                shapes(program.calls().stream()
                        .filter(call -> call.other().isEmpty())
                        .flatMap(call -> call.asked().inputs().stream())),
                shapes(inference.runs().stream().flatMap(run -> run.inputs().stream())),
                ImageOutput.areOfOneClass(outputs) ? fixed(model.inputs()) : Optional.empty());
    }

    private static Optional<List<Long>> fixed(List<Spec> inputs) {
        List<List<Long>> images = inputs.stream()
                .map(Spec::shape)
                .filter(shape -> shape.size() == IMAGE_AXES)
                .map(MeasuredSize::withoutBatch)
                .toList();
        return images.size() == 1 && images.get(0).stream().allMatch(length -> length > 0)
                ? Optional.of(images.get(0))
                : Optional.empty();
    }

    /** Get a finding that tells other sizes, and cannot be judged where the program cannot take what was evaluated. */
    public Finding in(Finding finding) {
        boolean alike =
                evaluated.isEmpty() || inferred.isEmpty() || evaluated.stream().anyMatch(inferred::contains);
        if (alike) {
            return finding;
        }
        String told = "images of the evaluation: " + named(evaluated) + "\nimages of the inference: " + named(inferred);
        Finding shown = finding.plus(List.of(), List.of(new TextEvidence(TITLE, told)));
        boolean barred = finding.verdict() == Verdict.PASS
                && fixed.filter(Predicate.not(evaluated::contains)).isPresent();
        return barred
                ? shown.concluding(
                        Verdict.CANNOT_JUDGE,
                        "the evaluated images have another size than the exported program takes",
                        told + "\nimages that the program takes: "
                                + named(fixed.stream().toList()) + "\n" + finding.observed(),
                        "evaluate images of the size that is exported, or export the program for the size that is evaluated, so"
                                + " that the metric is that of what is deployed")
                : shown;
    }

    private static List<List<Long>> shapes(Stream<TensorValue> tensors) {
        return tensors.filter(tensor ->
                        tensor.type().isFloatingPoint() && tensor.shape().size() == IMAGE_AXES)
                .map(tensor -> withoutBatch(tensor.shape()))
                .distinct()
                .toList();
    }

    private static List<Long> withoutBatch(List<Long> shape) {
        return shape.stream().skip(1).toList();
    }

    private static String named(List<List<Long>> shapes) {
        return shapes.stream()
                        .limit(MOST_NAMED)
                        .map(shape -> shape.stream().map(String::valueOf).collect(Collectors.joining(" x ")))
                        .collect(Collectors.joining(", "))
                + (shapes.size() > MOST_NAMED ? ", ..." : "");
    }
}
