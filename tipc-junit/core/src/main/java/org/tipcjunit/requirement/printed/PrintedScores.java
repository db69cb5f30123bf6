// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.text.ResultLine;

/**
 * Whether what is printed as the number of a class, or as a score beside a label, is that of the class with the highest score.
 *
 * <p>Only where outputs are scores of classes of which one is meant. Numbers may be counted from 1, without a background, or be those
 * of another list of classes; of several scores in a line the highest is enough.
 *
 * @param lines what was printed about each image, in the order in which it was
 * @param rows the scores of each image, in the order in which they ran
 * @param best the class with the highest score of each
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PrintedScores(List<List<ResultLine>> lines, List<double[]> rows, List<BestClass> best) {

    /** What announces that the number behind it is that of a class. */
    private static final Pattern NUMBER_OF_CLASS = Pattern.compile(
            "(?i)(?:\\b(?:class|clas|cls|category)[ _-]?(?:ids?|id\\(s\\)|index|idx)|top-?1 class|类别(?:编号|序号|索引|id))"
                    + "['\")\\]]*\\s*(?:is|[:=：])?\\s*[\\[(]*\\s*$");

    /** Of two classes the share of either tells that of the other. */
    private static final int FEWEST_CLASSES = 3;

    /** Among more scores than these a short number is one by chance. */
    private static final int FEW_CLASSES = 32;

    private static final int TELLING_DIGITS = 3;
    private static final int FEWEST_LINES = 2;

    /** Get what is wrong. */
    public Part part() {
        boolean judged = !lines.isEmpty()
                && lines.size() == rows.size()
                && rows.size() == best.size()
                && lines.stream().noneMatch(List::isEmpty);
        return judged
                ? Stream.of(otherNumber(), otherScore())
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(Part::unjudged)
                        .orElseGet(Part::none)
                : Part.none();
    }

    private Optional<Fault> otherNumber() {
        List<Integer> numbers = lines.stream()
                .map(PrintedScores::numberOfClass)
                .flatMapToInt(OptionalInt::stream)
                .sorted()
                .boxed()
                .toList();
        List<Integer> highest = best.stream().map(BestClass::number).sorted().toList();
        boolean isListed = numbers.size() == lines.size()
                && numbers.stream().allMatch(number -> number >= 0 && number < rows.get(0).length);
        if (!isListed
                || IntStream.rangeClosed(-1, 1)
                        .anyMatch(shift -> moved(highest, shift).equals(numbers))) {
            return Optional.empty();
        }
        int first = IntStream.range(0, lines.size())
                .filter(i -> !numberOfClass(lines.get(i))
                        .equals(OptionalInt.of(best.get(i).number())))
                .findFirst()
                .orElse(0);
        return Optional.of(new Fault(
                "the printed class numbers are not those of the highest scores",
                lines.get(first).get(0).text() + "\nthe highest score is that of class "
                        + best.get(first).number() + ", of " + rows.get(first).length,
                "print the number of the class with the highest score of the image's own outputs"));
    }

    private static List<Integer> moved(List<Integer> numbers, int shift) {
        return numbers.stream().map(number -> number + shift).toList();
    }

    private static OptionalInt numberOfClass(List<ResultLine> about) {
        return about.stream()
                .flatMapToInt(line -> IntStream.range(0, line.numbers().size())
                        .filter(i -> line.numbers().get(i).matches("\\d{1,6}")
                                && NUMBER_OF_CLASS.matcher(line.words().get(i)).find())
                        .map(i -> Integer.parseInt(line.numbers().get(i))))
                .findFirst();
    }

    private Optional<Fault> otherScore() {
        List<Integer> silent = IntStream.range(0, lines.size())
                .filter(i ->
                        lines.get(i).stream().noneMatch(line -> best.stream().anyMatch(line::saysScore)))
                .boxed()
                .toList();
        boolean isLabelled = labels().stream().distinct().count() > 1 && inAll().isEmpty();
        List<String> others = new ArrayList<>();
        for (int image : silent) {
            otherScore(image).ifPresent(others::add);
        }
        boolean telling = rows.get(0).length <= FEW_CLASSES
                || others.stream()
                                .filter(number -> digits(number) >= TELLING_DIGITS)
                                .count()
                        >= FEWEST_LINES;
        if (rows.get(0).length < FEWEST_CLASSES
                || silent.size() < FEWEST_LINES
                || others.size() < silent.size()
                || !isLabelled
                || !telling) {
            return Optional.empty();
        }
        int first = silent.get(0);
        return Optional.of(new Fault(
                "the printed scores are not those of the classes that are named",
                lines.get(first).get(0).text() + "\n" + others.get(0)
                        + " is the score of another class; the highest is "
                        + Quantity.of(best.get(first).score()) + ", as a share "
                        + Quantity.of(best.get(first).share()),
                "print the highest score beside the label of its class"));
    }

    /** Get the first number about an image that is the score, or the share, of one of its classes. */
    private Optional<String> otherScore(int image) {
        double[] row = rows.get(image);
        double highest = best.get(image).score();
        double all = best.get(image).share();
        return lines.get(image).stream()
                .flatMap(line -> line.scores().stream())
                .filter(number -> Arrays.stream(row)
                        .anyMatch(score -> isNear(number, score) || isNear(number, all * Math.exp(score - highest))))
                .findFirst();
    }

    private static boolean isNear(String number, double value) {
        BigDecimal written = new BigDecimal(number);
        return Math.abs(written.doubleValue() - value) <= written.ulp().doubleValue();
    }

    private static int digits(String number) {
        return new BigDecimal(number).stripTrailingZeros().precision();
    }

    private List<Set<String>> labels() {
        return lines.stream()
                .map(about ->
                        about.stream().flatMap(line -> line.labels().stream()).collect(Collectors.toSet()))
                .toList();
    }

    /** Get the words of all lines, which may say whose score it is. */
    private Set<String> inAll() {
        Set<String> words = new HashSet<>(labels().get(0));
        labels().forEach(words::retainAll);
        return words;
    }
}
