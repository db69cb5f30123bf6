// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.tensors.ImageOutput;
import org.tipcjunit.requirement.text.ResultLine;
import org.tipcjunit.stage.noise.ExchangedPrediction;
import org.tipcjunit.stage.noise.ExchangedScores;
import org.tipcjunit.stage.noise.NoisyEvaluation;

/**
 * Whether the prediction names the class that has the highest score: of few images each may well have another name, whatever class it
 * is of.
 *
 * <p>Tried with scores that are given to other classes, so that one of two classes has the highest one in each sample. What these two
 * are called must stay, wherever the other scores lie.
 *
 * @param prediction what was predicted
 * @param printed what both scripts printed
 * @param classes how many classes the outputs have scores of; 0 where they are no scores of one class
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrintedChoice(Prediction prediction, PrintedResults printed, int classes) {

    private static final int ENOUGH = 12;
    private static final int TRIES = 4;

    /** Two classes are only ever exchanged with each other. */
    private static final int FEWEST_CLASSES = 3;

    private static final int MOST_SHOWN = 8;

    /** Look at what both scripts printed. */
    public static PrintedChoice of(Prediction prediction, Inference inference) {
        List<ImageOutput> outputs = ImageOutput.of(
                inference.runs().stream().map(PredictorRun::inputs).toList(),
                inference.runs().stream().map(PredictorRun::outputs).toList());
        return new PrintedChoice(
                prediction,
                PrintedResults.of(prediction, inference, ImageOutput.bestClasses(outputs)),
                ImageOutput.areOfOneClass(outputs) ? outputs.get(0).scores().length : 0);
    }

    /**
     * Get a finding that cannot be judged where labels do not go with the highest scores; one that did not pass stays as it is.
     *
     * @param exchanged predicts again
     */
    public Finding in(Finding finding, Function<ExchangedPrediction, NoisyEvaluation.Outcome> exchanged) {
        boolean isQuick = prediction.stage().outcome().duration().compareTo(NoisyEvaluation.LONG) <= 0;
        if (finding.verdict() != Verdict.PASS
                || classes < FEWEST_CLASSES
                || !isQuick
                || prediction.source() != Prediction.Source.COMMAND) {
            return finding;
        }
        List<List<ResultLine>> lines = new ArrayList<>();
        List<BestClass> best = new ArrayList<>();
        for (int seed = 1; seed <= TRIES && best.size() < ENOUGH; seed++) {
            NoisyEvaluation.Outcome outcome = exchanged.apply(new ExchangedPrediction(seed));
            List<BestClass> made = outcome.exchanged().stream()
                    .filter(scores -> scores.classes() == classes)
                    .map(PrintedChoice::best)
                    .toList();
            List<List<ResultLine>> about = printed.withBest(made).inOrder(outcome.output());
            // What prints nothing, or asks its network more than once, is not followed.
            if (outcome.obstacle().isPresent()
                    || made.size() != about.size()
                    || about.stream().anyMatch(List::isEmpty)) {
                return finding;
            }
            lines.addAll(about);
            best.addAll(made);
        }
        return new PrintedDecisions(lines, best).areNamed()
                ? finding
                : finding.concluding(
                        Verdict.CANNOT_JUDGE,
                        "the printed labels do not go with the highest scores",
                        shown(lines, best)
                                + "\nlabels of images whose scores were given to other classes, each with the class that"
                                + " has the highest\n" + finding.observed(),
                        "name the class with the highest score of the image's own outputs");
    }

    private static String shown(List<List<ResultLine>> lines, List<BestClass> best) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_SHOWN, best.size()); i++) {
            shown.add(
                    "class " + best.get(i).number() + ": " + lines.get(i).get(0).text());
        }
        return shown.stream().collect(Collectors.joining("\n"));
    }

    private static BestClass best(ExchangedScores scores) {
        return new BestClass(scores.number(), scores.score(), scores.share());
    }
}
