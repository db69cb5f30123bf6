// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.tensor.TensorValue;

/**
 * Whether the prediction scales images as the evaluation does: a metric of a network that gets other numbers says nothing of what is
 * predicted. The stages rarely see the same images, so that the scale of colours is compared, and the order of channels where they do.
 *
 * <p>Nothing is run for it: of two requirements that could tell, the one that is judged last does.
 *
 * @param evaluated the images that networks got while they were evaluated
 * @param predicted those of the prediction command; those of the inference where there is none
 * @param stage which of the two it is
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MeasuredInputs(List<Networks.Colours> evaluated, List<Networks.Colours> predicted, String stage) {

    private static final String INFERENCE = "inference";

    public MeasuredInputs {
        evaluated = List.copyOf(evaluated);
        predicted = List.copyOf(predicted);
    }

    /** Create what is known of an evaluation and of a prediction command. */
    MeasuredInputs(List<Networks.Colours> evaluated, List<Networks.Colours> predicted) {
        this(evaluated, predicted, "prediction");
    }

    /** Get what is known of the images of a chain so far. */
    public static MeasuredInputs of(Chain chain) {
        List<Networks.Colours> evaluated = chain.ifMade(Evaluate.STAGE)
                .map(Evaluation::stage)
                .map(MeasuredInputs::colours)
                .orElse(List.of());
        Optional<Prediction> prediction = chain.ifMade(Predict.STAGE);
        boolean byCommand = prediction
                .filter(made -> made.source() == Prediction.Source.COMMAND)
                .isPresent();
        if (prediction.isPresent() && !byCommand) {
            List<List<TensorValue>> inputs = chain.ifMade(Infer.STAGE).map(Inference::runs).orElse(List.of()).stream()
                    .map(PredictorRun::inputs)
                    .toList();
            return new MeasuredInputs(evaluated, new InferredColours(inputs).beside(evaluated), INFERENCE);
        }
        return new MeasuredInputs(
                evaluated,
                prediction.map(Prediction::stage).map(MeasuredInputs::colours).orElse(List.of()));
    }

    private static List<Networks.Colours> colours(StageRun stage) {
        return stage.recording().processes().stream()
                .flatMap(process -> process.networks().colours().stream())
                .toList();
    }

    /** Get a finding that cannot be judged where images were scaled in two ways; one that did not pass stays as it is. */
    public Finding in(Finding finding) {
        if (finding.verdict() != Verdict.PASS) {
            return finding;
        }
        return exchanged()
                .map(difference -> finding.concluding(
                        Verdict.CANNOT_JUDGE,
                        "the prediction gives the network the channels of an image in another order than the evaluation",
                        difference + "\n" + finding.observed(),
                        "read images in the same order of channels (RGB or BGR) in evaluation and prediction"))
                .or(() -> difference()
                        .map(difference -> finding.concluding(
                                Verdict.CANNOT_JUDGE,
                                stage.equals(INFERENCE)
                                        ? "the inference scales images otherwise than the evaluation"
                                        : "the prediction scales images otherwise than the evaluation",
                                difference + "\n" + finding.observed(),
                                "prepare images by the same code, with the same mean, deviation and scale, in evaluation,"
                                        + " prediction and inference")))
                .orElse(finding);
    }

    /** Find an image that both stages had, and the evaluation never in the order of channels that the prediction has. */
    private Optional<String> exchanged() {
        return predicted.stream()
                .flatMap(images -> images.images().stream().flatMap(image -> exchanged(images, image)))
                .findFirst();
    }

    private Stream<String> exchanged(Networks.Colours images, List<String> image) {
        List<List<String>> same = evaluated.stream()
                .filter(other -> images.layerClass().equals(other.layerClass())
                        && images.input().equals(other.input()))
                .flatMap(other -> other.images().stream())
                .filter(other ->
                        other.size() == image.size() && Set.copyOf(other).equals(Set.copyOf(image)))
                .toList();
        return same.contains(image)
                ? Stream.empty()
                : same.stream()
                        .limit(1)
                        .map(other -> images.layerClass() + " gets in channels "
                                + image.stream()
                                        .map(channel -> String.valueOf(image.indexOf(channel) + 1))
                                        .collect(Collectors.joining(", "))
                                + " of " + images.input()
                                + " what the evaluation gave it, of the same image, in channels "
                                + image.stream()
                                        .map(channel -> String.valueOf(other.indexOf(channel) + 1))
                                        .collect(Collectors.joining(", ")));
    }

    private Optional<String> difference() {
        return predicted.stream()
                .flatMap(images -> unlikeAll(
                        images,
                        evaluated.stream()
                                .filter(other -> isComparable(images, other))
                                .toList()))
                .findFirst();
    }

    private static boolean isComparable(Networks.Colours images, Networks.Colours other) {
        // One image that is scaled by what it holds says nothing of others.
        return images.layerClass().equals(other.layerClass())
                && images.input().equals(other.input())
                && images.channels().size() == other.channels().size()
                && Math.max(images.samples(), other.samples()) > 1;
    }

    private Stream<String> unlikeAll(Networks.Colours images, List<Networks.Colours> others) {
        List<Optional<String>> differences =
                others.stream().map(other -> difference(images, other)).toList();
        return differences.stream().allMatch(Optional::isPresent)
                ? differences.stream().flatMap(Optional::stream).limit(1)
                : Stream.empty();
    }

    private Optional<String> difference(Networks.Colours images, Networks.Colours other) {
        return IntStream.range(0, images.channels().size())
                .boxed()
                .flatMap(channel -> ColourScale.difference(
                        other.channels().get(channel), images.channels().get(channel), stage)
                        .map(told -> images.layerClass() + " gets in channel " + (channel + 1) + " of " + images.input()
                                + " " + told)
                        .stream())
                .findFirst();
    }
}
