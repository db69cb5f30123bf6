// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.printed.PrintedResults;
import org.tipcjunit.requirement.text.ScriptName;
import org.tipcjunit.stage.noise.NoisyEvaluation;
import org.tipcjunit.stage.noise.NoisyInference;

/**
 * Dygraph networks that an inference script asks what it asks its predictor: what it prints may be their answer, unless it prints the
 * same beside random ones.
 *
 * @param inference the stage
 * @param script its script
 * @param printed what it printed about the samples
 */
record BesidePredictor(StageRun inference, String script, PrintedResults printed) {

    private static final int TRIES = 4;

    static BesidePredictor of(Prediction prediction, Inference inference) {
        return new BesidePredictor(
                inference.stage(),
                ScriptName.beside(inference.stage(), prediction.stage()),
                PrintedResults.of(prediction, inference, List.of()));
    }

    /**
     * Get a finding that cannot be judged where what was printed may be theirs; one that did not pass stays as it is.
     *
     * @param noisy infers again
     */
    Finding in(Finding finding, Function<NoisyInference, NoisyEvaluation.Outcome> noisy) {
        List<String> networks = notes(Recorder.BESIDE_NOTE).distinct().toList();
        if (finding.verdict() != Verdict.PASS || networks.isEmpty()) {
            return finding;
        }
        boolean read = notes(Recorder.READ_NOTE).findAny().isPresent();
        return read && isOfPredictor(noisy)
                ? finding
                : finding.concluding(
                        Verdict.CANNOT_JUDGE,
                        script + " asks a dygraph network what it asks the predictor",
                        networks.stream().collect(Collectors.joining(", "))
                                + " got the predictor's inputs, bit for bit, in the same process"
                                + (read ? "" : "\nno output of the predictor was read"),
                        "print what the predictor gave; compare it with a dygraph network in a script of its own");
    }

    private Stream<String> notes(String name) {
        return inference.recording().processes().stream().flatMap(process -> process.lines(name));
    }

    /** Whether results are printed about each sample, not all alike, and stay as they are whatever the networks say. */
    private boolean isOfPredictor(Function<NoisyInference, NoisyEvaluation.Outcome> noisy) {
        List<List<List<String>>> said = printed.said(inference.output());
        if (inference.outcome().duration().compareTo(NoisyEvaluation.LONG) > 0
                || said.stream().anyMatch(List::isEmpty)
                || said.stream().distinct().count() < 2) {
            return false;
        }
        return IntStream.rangeClosed(1, TRIES)
                .mapToObj(seed -> noisy.apply(new NoisyInference(seed)))
                .allMatch(outcome ->
                        outcome.isTelling() && printed.said(outcome.output()).equals(said));
    }
}
