// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import java.util.List;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.ImageOutput;
import org.tipcjunit.stage.noise.NoisyEvaluation;
import org.tipcjunit.stage.noise.NoisyPrediction;

/**
 * Whether what the prediction prints depends on what its network says: two scripts that print what lay in a file agree as well.
 *
 * <p>Tried with random numbers in the place of outputs, where the outputs are no scores of one class each, which {@link
 * PrintedDecisions} holds against the lines themselves.
 *
 * @param prediction what was predicted
 * @param printed what both scripts printed
 * @param open whether the outputs do not tell what should have been printed
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrintedDependence(Prediction prediction, PrintedResults printed, boolean open) {

    private static final int TRIES = 8;
    private static final int FEWEST_LINES = 3;

    /** Look at what both scripts printed. */
    public static PrintedDependence of(Prediction prediction, Inference inference) {
        List<ImageOutput> outputs = ImageOutput.of(
                inference.runs().stream().map(PredictorRun::inputs).toList(),
                inference.runs().stream().map(PredictorRun::outputs).toList());
        boolean told = ImageOutput.areOfOneClass(outputs) && outputs.size() >= FEWEST_LINES;
        return new PrintedDependence(prediction, PrintedResults.of(prediction, inference, List.of()), !told);
    }

    /**
     * Get a finding that cannot be judged where random outputs change nothing; one that did not pass stays as it is.
     *
     * @param noisy predicts again
     */
    public Finding in(Finding finding, Function<NoisyPrediction, NoisyEvaluation.Outcome> noisy) {
        boolean isQuick = prediction.stage().outcome().duration().compareTo(NoisyEvaluation.LONG) <= 0;
        if (finding.verdict() != Verdict.PASS
                || !open
                || !isQuick
                || prediction.source() != Prediction.Source.COMMAND) {
            return finding;
        }
        List<String> output = prediction.stage().output();
        List<List<List<String>>> said = printed.said(output);
        // Nothing found on every image may well be found in random numbers, too.
        if (said.stream().anyMatch(List::isEmpty) || said.stream().distinct().count() < 2) {
            return finding;
        }
        for (int seed = 1; seed <= TRIES; seed++) {
            NoisyEvaluation.Outcome outcome = noisy.apply(new NoisyPrediction(seed));
            boolean same = outcome.isTelling() && printed.said(outcome.output()).equals(said);
            if (!same) {
                return finding;
            }
        }
        return finding.concluding(
                Verdict.CANNOT_JUDGE,
                "the printed results do not depend on what the network says",
                printed.decidedAbout(0, output).get(0).text()
                        + "\nand all others are the same with random numbers in the place of the"
                        + " network's outputs, in each of " + TRIES + " runs\n" + finding.observed(),
                "print what is decided about the image from the outputs; results that are read from a file say nothing of"
                        + " the model");
    }
}
