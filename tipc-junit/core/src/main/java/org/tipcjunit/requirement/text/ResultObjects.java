// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The objects that one line says of an image, each with its class, a score and the corners of a box.
 *
 * <p>Which of them stands first is only which has the highest score, so an image with several objects has no one decision.
 *
 * @param labels the label of each object, a number or words; empty where the line is of another form
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ResultObjects(List<String> labels) {

    /** A score and four places; a class and a few more numbers may stand before and between. */
    private static final int FEWEST = 5;

    private static final int MOST = 9;
    private static final int CORNERS = 4;

    /** The share that two lines must have in common, twice the common objects over all objects. */
    private static final double ENOUGH = 0.5;

    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{M}_\\s]+");

    public ResultObjects {
        labels = List.copyOf(labels);
    }

    /** Read {@code line}. */
    public static ResultObjects of(ResultLine line) {
        return IntStream.rangeClosed(FEWEST, MOST)
                .filter(period -> isRepeated(line, period))
                .mapToObj(period -> new ResultObjects(labels(line, period)))
                .findFirst()
                .orElse(new ResultObjects(List.of()));
    }

    /** Whether at least half of the objects of both are the same, where either has several. */
    public boolean resembles(ResultObjects other) {
        List<String> left = new ArrayList<>(other.labels);
        long common = labels.stream().filter(left::remove).count();
        int all = labels.size() + other.labels.size();
        return Math.max(labels.size(), other.labels.size()) > 1 && 2.0 * common >= ENOUGH * all;
    }

    private static boolean isRepeated(ResultLine line, int period) {
        int count = line.numbers().size();
        return count > 0
                && count % period == 0
                && hasScoreAndCorners(line, period)
                && IntStream.range(1, count - period)
                        .allMatch(i -> shape(line.words().get(i))
                                .equals(shape(line.words().get(i + period))));
    }

    private static boolean hasScoreAndCorners(ResultLine line, int period) {
        int score = integers(line, 0, period);
        return score + CORNERS < period
                && IntStream.range(0, line.numbers().size() / period).allMatch(object -> {
                    int first = object * period;
                    return integers(line, first, period) == score && isShare(line.numbers().get(first + score));
                });
    }

    /** Get how many integers stand before the first decimal of an object. */
    private static int integers(ResultLine line, int first, int period) {
        return (int) line.numbers().subList(first, first + period).stream()
                .takeWhile(number -> !number.contains("."))
                .count();
    }

    private static boolean isShare(String number) {
        double value = Double.parseDouble(number);
        return value >= 0 && value <= 1;
    }

    private static String shape(String words) {
        return WORDS.matcher(words).replaceAll("a");
    }

    private static List<String> labels(ResultLine line, int period) {
        int score = integers(line, 0, period);
        return IntStream.iterate(0, first -> first < line.numbers().size(), first -> first + period)
                .mapToObj(first -> Stream.concat(
                                ResultWords.labels(line.words().subList(first, first + score + 1)).stream().sorted(),
                                line.numbers().subList(first, first + score).stream())
                        .toList()
                        .toString())
                .toList();
    }
}
