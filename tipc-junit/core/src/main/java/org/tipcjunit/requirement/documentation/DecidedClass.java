// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.requirement.text.RankedClasses;
import org.tipcjunit.requirement.text.ResultLine;

/**
 * The class that a script printed of an image, as a document may say it in a form of its own: a row of a table, or a short line, with the
 * class's number, its name and its score in whatever order.
 *
 * <p>The form is the document's, so that more is asked for than of a line in the script's: the score is that of this run, and nothing else
 * stands there that could be another decision.
 *
 * @param number the class's number; empty where the script prints none
 * @param score the class's score
 * @param names the words of the class's name, and of each of its synonyms; empty where the script prints none
 * @param isNumberEnough whether the number says the decision; a number beside a label may be of something else
 */
record DecidedClass(Optional<String> number, String score, List<Set<String>> names, boolean isNumberEnough) {

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern SEPARATOR = Pattern.compile("[\\[\\](){},;:|]+");
    private static final int HUNDREDFOLD = 2;

    /** Digits of a share from which on equal ones are no accident. */
    private static final int TELLING = 3;

    /** What stands around a class and its score and is no class itself. */
    private static final Set<String> AROUND = Set.of(
            ("class class_id class_ids cls id ids label score scores prob probability confidence predicted prediction result is the of"
                            + " with and as 类别 标签 得分 分数 概率 置信度 结果 预测 为 是 的")
                    .split(" "));

    /** What a documented line says of the class. */
    enum Said {
        /** The class and its score. */
        THIS,
        /** Its score, beside another class. */
        ANOTHER,
        /** Neither, or not in a form that can be read. */
        NOTHING
    }

    DecidedClass {
        names = List.copyOf(names);
    }

    /**
     * Read what a script printed.
     *
     * @param line the line, which either lists ranked classes with their scores or says one class with its score
     * @param telling the words of the line that tell it from others
     */
    static Optional<DecidedClass> of(ResultLine line, Set<String> telling) {
        List<String> numbers = line.numbers();
        int integers =
                (int) numbers.stream().takeWhile(number -> !isDecimal(number)).count();
        int decimals = (int) numbers.stream().filter(DecidedClass::isDecimal).count();
        if (integers == decimals && integers > 1 && numbers.size() == integers + decimals) {
            return RankedClasses.of(line).best().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new DecidedClass(
                            Optional.of(numbers.get(0)),
                            numbers.get(integers),
                            names(line.words().get(integers + decimals)),
                            true));
        }
        if (decimals != 1 || numbers.size() > 2) {
            return Optional.empty();
        }
        Set<String> before = new HashSet<>(line.decisionLabels());
        before.retainAll(telling);
        return Optional.of(new DecidedClass(
                numbers.stream().filter(number -> !isDecimal(number)).findFirst(),
                numbers.stream().filter(DecidedClass::isDecimal).findFirst().orElseThrow(),
                telling.isEmpty() ? List.of() : List.of(telling),
                before.isEmpty()));
    }

    /** Get the words of the first label that stands behind scores, and of each of its synonyms. */
    private static List<Set<String>> names(String behind) {
        List<String> quoted = new ArrayList<>();
        Matcher matcher = QUOTED.matcher(behind);
        while (matcher.find()) {
            quoted.add(matcher.group().substring(1, matcher.group().length() - 1));
        }
        Stream<String> parts = quoted.isEmpty() ? SEPARATOR.splitAsStream(behind) : quoted.stream();
        return parts.filter(part -> !labels(part).isEmpty())
                .findFirst()
                .map(name -> Stream.concat(Stream.of(name), Stream.of(name.split(",")))
                        .map(synonym -> new ResultLine(synonym, List.of(synonym), List.of()).allWords())
                        .filter(words -> !words.isEmpty())
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private static Set<String> labels(String text) {
        return new ResultLine(text, List.of(text), List.of()).labels();
    }

    /**
     * Get what a documented line says of it.
     *
     * @param surrounding words that the document puts into every line, whatever was decided
     */
    Said saidBy(ResultLine documented, Set<String> surrounding) {
        List<String> scores =
                documented.numbers().stream().filter(DecidedClass::isDecimal).toList();
        List<String> integers = documented.numbers().stream()
                .filter(number -> !isDecimal(number))
                .toList();
        Optional<Boolean> same = scores.size() == 1 ? telling(scores.get(0)) : Optional.empty();
        if (same.isEmpty() || integers.size() > 1) {
            return Said.NOTHING;
        }
        boolean isNamed = names.stream().anyMatch(documented.allWords()::containsAll);
        Set<String> others = new HashSet<>(isNamed ? documented.labels() : documented.allWords());
        names.stream().filter(documented.allWords()::containsAll).forEach(others::removeAll);
        others.removeAll(surrounding);
        others.removeAll(AROUND);
        boolean sameNumber = integers.stream()
                .allMatch(integer -> number.filter(integer::equals).isPresent());
        boolean decided = isNamed || (isNumberEnough && !integers.isEmpty());
        if (sameNumber && decided && others.isEmpty()) {
            return Said.THIS;
        }
        Set<String> labels = documented.labels();
        labels.retainAll(others);
        boolean otherClass = (!sameNumber && number.isPresent()) || (!isNamed && !labels.isEmpty());
        return otherClass && same.get() ? Said.ANOTHER : Said.NOTHING;
    }

    /** Whether a documented number is the score to digits that tell it from others; empty where it is not the score. */
    private Optional<Boolean> telling(String written) {
        BigDecimal mine = new BigDecimal(score);
        BigDecimal theirs = new BigDecimal(written);
        return Stream.of(theirs, theirs.movePointLeft(HUNDREDFOLD), theirs.movePointRight(HUNDREDFOLD))
                .filter(value -> value.scale() >= 2 && isEqual(mine, value))
                .map(value -> Math.min(value.scale(), Math.max(mine.scale(), 2)) >= TELLING)
                .findFirst();
    }

    /** Whether numbers are equal as far as both are written: cut or rounded, or one unit off where they have several digits. */
    private static boolean isEqual(BigDecimal mine, BigDecimal theirs) {
        int scale = Math.min(mine.scale(), theirs.scale());
        if (scale < 2) {
            return false;
        }
        BigDecimal difference = mine.subtract(theirs).abs();
        return scale >= TELLING
                ? difference.compareTo(BigDecimal.ONE.movePointLeft(scale)) <= 0
                : Stream.of(RoundingMode.DOWN, RoundingMode.HALF_UP)
                        .anyMatch(mode -> mine.setScale(scale, mode).compareTo(theirs.setScale(scale, mode)) == 0);
    }

    private static boolean isDecimal(String number) {
        return number.contains(".") || number.contains("e") || number.contains("E");
    }
}
