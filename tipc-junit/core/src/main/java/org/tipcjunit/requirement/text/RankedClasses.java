// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The classes that one line lists of an image, the best one first, with their scores behind: {@code class_ids: [4, 9], scores: [0.87, 0.04]}.
 *
 * <p>Only the best is a decision. The order of those below it hangs on the last digits of small scores, which another number of threads
 * rounds in another way.
 *
 * @param best what stands of the best class: its number after those that stand before the list, and the first label behind the scores;
 *     empty where the line is of another form
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RankedClasses(List<String> best) {

    private static final int FEWEST = 2;

    public RankedClasses {
        best = List.copyOf(best);
    }

    /** Read {@code line}. */
    public static RankedClasses of(ResultLine line) {
        List<String> numbers = line.numbers();
        int integers =
                (int) numbers.stream().takeWhile(number -> !isDecimal(number)).count();
        int scores = (int) numbers.stream()
                .skip(integers)
                .takeWhile(RankedClasses::isDecimal)
                .count();
        if (scores < FEWEST || scores > integers || !areRanked(numbers.subList(integers, integers + scores))) {
            return new RankedClasses(List.of());
        }
        List<String> labels = ResultWords.labelSequence(
                line.words().subList(integers + scores, line.words().size()));
        List<String> best = new ArrayList<>(numbers.subList(0, integers - scores + 1));
        labels.stream().findFirst().ifPresent(best::add);
        return new RankedClasses(best);
    }

    /** Whether both are such lists, with the same class as the best. */
    public boolean hasBestOf(RankedClasses other) {
        return !best.isEmpty() && best.equals(other.best);
    }

    private static boolean areRanked(List<String> scores) {
        double[] values = scores.stream().mapToDouble(Double::parseDouble).toArray();
        return values[0] <= 1
                && values[values.length - 1] >= 0
                && IntStream.range(1, values.length).allMatch(i -> values[i] <= values[i - 1]);
    }

    private static boolean isDecimal(String number) {
        return number.contains(".") || number.contains("e");
    }
}
