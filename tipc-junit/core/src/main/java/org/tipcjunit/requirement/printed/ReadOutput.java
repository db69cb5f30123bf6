// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.tensors.ImageOutput;
import org.tipcjunit.tensor.TensorValue;

/** Which of several outputs of the exported program the inference script takes what it prints from. */
@API(status = Status.INTERNAL, since = "0.1")
public final class ReadOutput {

    private ReadOutput() {}

    /**
     * Get the outputs, from 0, that the script read of its predictor, of these the only one whose highest scores are printed where
     * there is one; none where neither was seen.
     */
    public static Set<Integer> of(Prediction prediction, Inference inference) {
        Set<Integer> fetched = fetched(inference);
        OptionalInt scored = scored(prediction, inference);
        return scored.isPresent() && (fetched.isEmpty() || fetched.contains(scored.getAsInt()))
                ? Set.of(scored.getAsInt())
                : fetched;
    }

    private static Set<Integer> fetched(Inference inference) {
        Set<String> names = inference.stage().recording().processes().stream()
                .flatMap(process -> process.lines(Recorder.READ_NOTE))
                .collect(Collectors.toSet());
        List<TensorValue> outputs =
                inference.runs().stream().findFirst().map(PredictorRun::outputs).orElse(List.of());
        return IntStream.range(0, outputs.size())
                .filter(output -> names.contains(outputs.get(output).name()))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static OptionalInt scored(Prediction prediction, Inference inference) {
        List<List<TensorValue>> outputs =
                inference.runs().stream().map(PredictorRun::outputs).toList();
        int count = outputs.stream().mapToInt(List::size).min().orElse(0);
        if (count < 2) {
            return OptionalInt.empty();
        }
        int[] scored = IntStream.range(0, count)
                .filter(output -> areScored(prediction, inference, only(outputs, output)))
                .toArray();
        return scored.length == 1 ? OptionalInt.of(scored[0]) : OptionalInt.empty();
    }

    private static List<List<TensorValue>> only(List<List<TensorValue>> outputs, int place) {
        return outputs.stream().map(ofRun -> List.of(ofRun.get(place))).toList();
    }

    private static boolean areScored(Prediction prediction, Inference inference, List<List<TensorValue>> outputs) {
        List<List<TensorValue>> inputs =
                inference.runs().stream().map(PredictorRun::inputs).toList();
        List<ImageOutput> images = ImageOutput.of(inputs, outputs);
        List<BestClass> best = ImageOutput.bestClasses(images);
        PrintedResults printed = PrintedResults.of(prediction, inference, best);
        return best.size() == images.size() && new PrintedDecisions(printed.inOrder(), best).areScored();
    }
}
