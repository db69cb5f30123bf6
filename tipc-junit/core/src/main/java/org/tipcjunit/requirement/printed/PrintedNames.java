// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.text.ResultLine;
import org.tipcjunit.stage.noise.NoisyEvaluation;
import org.tipcjunit.stage.noise.RenamedPrediction;

/**
 * Whether results stand beside the names of their own images: names in the order of a folder beside images that were sorted by their
 * numbers agree in both scripts.
 *
 * <p>Tried with the names of the images exchanged. Only the same results beside other names than those that their images got count, so
 * that lines that say more of a file than its result mean nothing.
 *
 * @param prediction what was predicted
 * @param printed what both scripts printed
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrintedNames(Prediction prediction, PrintedResults printed) {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int FEWEST_IMAGES = 3;
    private static final int MOST_IMAGES = 256;

    /** Look at what both scripts printed. */
    public static PrintedNames of(Prediction prediction, Inference inference) {
        return new PrintedNames(prediction, PrintedResults.of(prediction, inference, List.of()));
    }

    /**
     * Get a finding that cannot be judged where results stand beside names of other images; one that did not pass stays as it is.
     *
     * @param renamed predicts again
     */
    public Finding in(Finding finding, Function<RenamedPrediction, NoisyEvaluation.Outcome> renamed) {
        List<Path> images = prediction.images();
        boolean isTried = finding.verdict() == Verdict.PASS
                && prediction.texts().isEmpty()
                && prediction.source() == Prediction.Source.COMMAND
                && images.size() >= FEWEST_IMAGES
                && images.size() <= MOST_IMAGES
                && images.stream().map(PrintedNames::ending).distinct().count() == 1
                && prediction.stage().outcome().duration().compareTo(LONG) <= 0;
        if (!isTried) {
            return finding;
        }
        List<List<List<String>>> before = printed.said(prediction.stage().output());
        if (before.stream().anyMatch(List::isEmpty)
                || before.stream().distinct().count() < 2) {
            return finding;
        }
        NoisyEvaluation.Outcome outcome = renamed.apply(RenamedPrediction.SHUFFLED);
        List<List<List<String>>> after = outcome.obstacle().isEmpty() ? printed.said(outcome.output()) : List.of();
        List<Integer> contents = RenamedPrediction.SHUFFLED.contents(images.size());
        int[] others = IntStream.range(0, after.size())
                .filter(image -> !after.get(image).equals(before.get(contents.get(image))))
                .toArray();
        if (others.length == 0 || !areSame(before, after)) {
            return finding;
        }
        int first = others[0];
        return finding.concluding(
                Verdict.CANNOT_JUDGE,
                "results are printed beside the names of other images",
                line(contents.get(first), prediction.stage().output()) + "\n"
                        + line(first, outcome.output())
                        + "\nthe second line was printed when that image had the content of the first: "
                        + others.length + " of " + images.size()
                        + " results did not go with the content, though all came again\n" + finding.observed(),
                "take the name that is printed from the path that the image was read from");
    }

    private static boolean areSame(List<List<List<String>>> before, List<List<List<String>>> after) {
        List<List<List<String>>> left = new ArrayList<>(before);
        return after.stream().allMatch(left::remove) && left.isEmpty();
    }

    private String line(int image, List<String> output) {
        return printed.decidedAbout(image, output).stream()
                .map(ResultLine::text)
                .findFirst()
                .orElse("");
    }

    private static String ending(Path image) {
        String name = String.valueOf(image.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
