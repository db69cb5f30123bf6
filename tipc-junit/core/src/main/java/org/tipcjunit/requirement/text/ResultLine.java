// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.tensors.BestClass;
import org.tipcjunit.requirement.tensors.Tolerance;

/**
 * A line that a script printed about an image, cut into words and numbers.
 *
 * <p>The image's path, time stamps, durations, counters and what logging puts before a message are left out, so that only the
 * result remains.
 *
 * @param text the line as printed, with those that belong to it below
 * @param words what stands before, between and after the numbers; one more than numbers
 * @param numbers the numbers as printed
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ResultLine(String text, List<String> words, List<String> numbers) {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.])[-+]?(?:\\d+\\.\\d*|\\.\\d+|\\d+)(?:[eE][-+]?\\d+)?");
    private static final String STAMP =
            "(?:\\d{4}[-/]\\d{2}[-/]\\d{2}|\\d{2}[-/]\\d{2})[ T]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d+)?"
                    + "|\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d+)?|[IWEF]\\d{4} \\d{2}:\\d{2}:\\d{2}\\.\\d+";

    private static final String LEVEL = "(?:DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL)";

    /** What logging puts before a message: times, levels, names, processes, places in files, each perhaps in brackets. */
    private static final Pattern LOG_PREFIX =
            Pattern.compile("^(?=.{0,80}(?:" + STAMP + "|\\b" + LEVEL + "\\b|\\bpid\\b|^\\[\\d+\\]))"
                    + "(?:\\s*[\\[(]?\\s*(?:" + STAMP + "|" + LEVEL
                    + "\\b(?::[A-Za-z_][\\w.]*(?=:))?|(?i:pid|process|thread|rank)[ =:]*\\d+"
                    + "|[\\w\\p{L}./<>-]+\\.py\\s+[\\w<>]+\\s+\\d+(?=[\\s:\\]])|MainThread(?:\\s+[\\w<>]+\\s+\\d+(?=\\s*:))?|(?i:line)[ :=]*\\d+"
                    + "|[\\w\\p{L}./<>-]+\\.(?:py|cc|cpp)(?::|\\(|, line | line )?\\d*\\)?|[\\w.<>]+:[\\w.<>]+:\\d+|(?<=\\[)\\d+(?=\\])"
                    + "|\\d{3,}(?=\\s+(?:" + LEVEL
                    + "|[\\w./]+\\.(?:py|cc):))|[A-Za-z_][\\w.]*(?=\\]?\\s*[-:|]?\\s*\\[?\\s*" + LEVEL
                    + "))\\s*[\\])]?\\s*(?:[:|]|-(?=\\s))?)+\\s*");

    private static final Pattern TIME_STAMP = Pattern.compile(STAMP);

    private static final String LENGTH = "(?:\\d+:\\d{2}:\\d{2}(?:\\.\\d+)?|\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)";
    private static final String UNIT_OF_TIME =
            "(?:(?:ms|us|s|sec|secs|seconds?|fps|it/s|img/s|images/s)\\b|毫秒|微秒|秒钟?|分钟|帧/秒|帧每秒|张/秒)";

    /** How large something is, which says nothing of what it shows. */
    private static final String SHAPE =
            "(?i:\\b(?:shape|size|resized?(?: to)?|dims?)|尺寸|大小)\\s*(?:of|is|[:=：])?\\s*[\\[(]?\\s*\\d+"
                    + "(?:\\s*[,x×*]\\s*\\d+)+(?:\\s*,?\\s*[\\])])?";

    /** How long something took, how many images were done, and how large they are: no result. */
    private static final Pattern DURATION = Pattern.compile(SHAPE
            + "|\\p{IsHan}*(?:用时|耗时|时间|时长|延迟|帧率|速度)\\p{IsHan}*\\s*[:：=]?\\s*" + LENGTH + "(?:\\s*" + UNIT_OF_TIME + ")?"
            + "|(?<![\\w.])" + LENGTH + "\\s*" + UNIT_OF_TIME + "(?!\\s*[=:])"
            + "|[\\[(]\\s*\\d+\\s*/\\s*\\d+\\s*[\\])]"
            + "|(?i:\\belapsed|\\btook)\\s+" + LENGTH
            + "|(?i:time|cost|latency|elapsed|speed)[\\w ]*[:=]\\s*" + LENGTH
            + "|(?<![\\w])(?i:fps|qps|ips|rtf)\\s*[:：=]?\\s*" + LENGTH);

    private static final int TELLING_DIGITS = 3;

    private static final Pattern UP_TO_IMAGE = Pattern.compile("^.*IMAGE['\")\\]]*\\s*[,;:|]*\\s*");

    private static final Pattern NOT_A_NUMBER = Pattern.compile("(?i)(?<!\\w)nan(?!\\w)");

    public ResultLine {
        words = List.copyOf(words);
        numbers = List.copyOf(numbers);
    }

    /** Find the lines that mention a file of the name {@code image}, alone or at the end of a path. */
    public static List<ResultLine> about(String image, List<String> lines) {
        return mentioning(
                image, Pattern.compile("[^\\s'\"\\[({=,:]*(?<![\\w.-])" + Pattern.quote(image) + "(?![\\w-])"), lines);
    }

    /** Find the lines that begin, what logging puts before them aside, with {@code name} and a colon or a gap. */
    static List<ResultLine> aboutStart(String name, List<String> lines) {
        return mentioning(
                name,
                Pattern.compile("^(?:[^\\s'\"\\[({=,:]*/)?" + Pattern.quote(name) + "(?=\\s*[:：\\t]|\\s+\\S)"),
                lines);
    }

    /** Cut every line, whatever it is about. */
    public static List<ResultLine> each(List<String> lines) {
        return new PlainLines(lines)
                .lines().stream().map(line -> of(line, message(line))).toList();
    }

    /** Find the lines that say a result of an image without naming it, as scripts for a single image do. */
    static List<ResultLine> unnamed(List<String> lines) {
        return each(lines).stream()
                .filter(line -> !line.numbers().isEmpty() && ResultWords.announceResult(line.words()))
                .toList();
    }

    /** Get the line without the image's name, and without what announces that; a label that stands before it is the result. */
    public ResultLine withoutImage() {
        Matcher upTo = UP_TO_IMAGE.matcher(words.get(0));
        if (!upTo.find()) {
            return this;
        }
        List<String> first = ResultWords.labelSequence(List.of(upTo.group()));
        List<String> rest = new ArrayList<>(words);
        rest.set(
                0,
                String.join(" ", first)
                        + (first.isEmpty() ? "" : " ")
                        + words.get(0).substring(upTo.end()));
        return new ResultLine(text, rest, numbers);
    }

    /** Whether any number is that of the class, or its score or share as far as the number is written. */
    public boolean says(BestClass best) {
        return numbers.stream()
                .anyMatch(number -> isInteger(number)
                        ? number.equals(String.valueOf(best.number()))
                        : isNear(number, best.score()) || isNear(number, best.share()));
    }

    /** Whether any of {@link #scores} is that of the class, or its share. */
    public boolean saysScore(BestClass best) {
        return scores().stream().anyMatch(number -> isNear(number, best.score()) || isNear(number, best.share()));
    }

    /** Get the decimals that are written far enough to tell one score from another. */
    public List<String> scores() {
        return numbers.stream()
                .filter(number -> !isInteger(number) && new BigDecimal(number).scale() >= TELLING_DIGITS)
                .toList();
    }

    private static boolean isNear(String number, double value) {
        BigDecimal written = new BigDecimal(number);
        return Math.abs(written.doubleValue() - value) <= unit(written).doubleValue();
    }

    private static List<ResultLine> mentioning(String name, Pattern mention, List<String> lines) {
        List<ResultLine> found = new ArrayList<>();
        // Of many lines about many images few are looked at closely.
        List<String> candidates =
                lines.stream().filter(line -> line.contains(name)).toList();
        for (String line : new PlainLines(candidates).lines()) {
            String message = message(line);
            Matcher matcher = mention.matcher(message);
            if (matcher.find()) {
                found.add(of(line, matcher.replaceAll("IMAGE")));
            }
        }
        return found;
    }

    /** Find what {@code pattern} matches: its groups, or the whole match when it has none. */
    public static List<ResultLine> matching(Pattern pattern, List<String> lines) {
        List<ResultLine> found = new ArrayList<>();
        for (String line : new PlainLines(lines).lines()) {
            Matcher matcher = pattern.matcher(line);
            while (matcher.find()) {
                List<String> groups = new ArrayList<>();
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    groups.add(Optional.ofNullable(matcher.group(group)).orElse(""));
                }
                found.add(of(line, groups.isEmpty() ? matcher.group() : String.join(" ", groups)));
            }
        }
        return found;
    }

    /** Get the integers before the first decimal: the decision, without the lower ranks that may follow. */
    public List<String> decision() {
        List<String> integers = new ArrayList<>();
        for (String number : numbers) {
            if (!isInteger(number)) {
                break;
            }
            integers.add(number);
        }
        return integers;
    }

    /** Get those that say a result, where any does: scripts also tell what they load and where they save. */
    public static List<ResultLine> decided(List<ResultLine> lines) {
        List<ResultLine> decided =
                lines.stream().filter(ResultLine::hasDecision).toList();
        return decided.isEmpty() ? lines : decided;
    }

    /** Whether it says a result at all: a number, or a word that is none of those that stand around results. */
    public boolean hasDecision() {
        return !numbers.isEmpty() || !ResultWords.labels(words).isEmpty();
    }

    /** Get all words, in lower case. */
    public Set<String> allWords() {
        return ResultWords.all(words);
    }

    /** Get the words that may be labels, in lower case. */
    public Set<String> labels() {
        return ResultWords.labels(words);
    }

    /**
     * Get the words that may be labels and belong to the decision: those before the first decimal, without lower ranks that may
     * follow; those behind it where there are none before.
     */
    public Set<String> decisionLabels() {
        int first = 0;
        while (first < numbers.size() && isInteger(numbers.get(first))) {
            first++;
        }
        if (first >= numbers.size()) {
            return labels();
        }
        Set<String> before = ResultWords.labels(words.subList(0, first + 1));
        return before.isEmpty() && decision().isEmpty()
                ? ResultWords.labels(words.subList(first + 1, first + 2))
                : before;
    }

    /** Whether both hold the same numbers: equal integers, and at least one decimal, equal as far as both are written. */
    public boolean hasNumbersOf(ResultLine other) {
        if (numbers.size() != other.numbers.size() || numbers.stream().allMatch(ResultLine::isInteger)) {
            return false;
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (!agree(numbers.get(i), other.numbers.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether its first decimal can be a score, and its decimals are not the parts of a vector of about length 1. */
    public boolean beginsWithScore() {
        List<Double> decimals = numbers.stream()
                .filter(number -> !isInteger(number))
                .map(Double::valueOf)
                .toList();
        boolean vector = decimals.stream().allMatch(decimal -> Math.abs(decimal) <= 1)
                && decimals.stream().anyMatch(decimal -> decimal < 0);
        return decimals.isEmpty() || (decimals.get(0) >= 0 && decimals.get(0) <= 1 && !vector);
    }

    /** Get how far the numbers of {@code other} are from these, as a share of these; infinite where they are not as many. */
    public double distance(ResultLine other) {
        if (numbers.isEmpty() || numbers.size() != other.numbers.size()) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = 0;
        double length = 0;
        for (int i = 0; i < numbers.size(); i++) {
            double mine = Double.parseDouble(numbers.get(i));
            double theirs = Double.parseDouble(other.numbers.get(i));
            difference += (mine - theirs) * (mine - theirs);
            length += mine * mine;
        }
        return difference == 0 ? 0 : Math.sqrt(difference / length);
    }

    /** Get the line with the integers of {@code other} where its own are one more or less. */
    public ResultLine roundedLike(ResultLine other) {
        if (numbers.size() != other.numbers.size()) {
            return this;
        }
        List<String> rounded = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            String mine = numbers.get(i);
            String theirs = other.numbers.get(i);
            boolean next = isInteger(mine)
                    && isInteger(theirs)
                    && new BigDecimal(mine)
                                    .subtract(new BigDecimal(theirs))
                                    .abs()
                                    .compareTo(BigDecimal.ONE)
                            <= 0;
            rounded.add(next ? theirs : mine);
        }
        return new ResultLine(text, words, rounded);
    }

    /** Get the line with its words and numbers sorted, for results whose order means little. */
    public ResultLine sorted() {
        return new ResultLine(
                text,
                words.stream().sorted().toList(),
                numbers.stream().sorted(Comparator.comparing(BigDecimal::new)).toList());
    }

    public boolean holdsNan() {
        return NOT_A_NUMBER.matcher(text).find();
    }

    /**
     * Get how {@code other} differs in what it says; empty if it doesn't: words and integers are the same, and
     * decimals differ at most by one unit of their last printed digit or by the tolerance. Words that only name what stands
     * there, such as {@code class id(s)}, may differ where labels or class numbers say the decision: suites print the same
     * result in two forms.
     */
    public Optional<String> difference(ResultLine other, Tolerance tolerance) {
        return firstDifference(other, tolerance).map(first -> ResultDiagnosis.of(this, other)
                .map(way -> first + "; " + way)
                .orElse(first));
    }

    private Optional<String> firstDifference(ResultLine other, Tolerance tolerance) {
        if (!words.equals(other.words) && !isOtherFormOf(other)) {
            return Optional.of("the texts differ");
        }
        for (int i = 0; i < numbers.size(); i++) {
            String mine = numbers.get(i);
            String theirs = other.numbers.get(i);
            if (!agree(mine, theirs, tolerance)) {
                return Optional.of(mine + " against " + theirs);
            }
        }
        return Optional.empty();
    }

    private boolean isOtherFormOf(ResultLine other) {
        List<String> labels = ResultWords.labelSequence(words);
        return numbers.size() == other.numbers.size()
                && labels.equals(ResultWords.labelSequence(other.words))
                && !(labels.isEmpty() && decision().isEmpty());
    }

    private static boolean agree(String a, String b, Tolerance tolerance) {
        if (isInteger(a) || isInteger(b)) {
            return a.equals(b);
        }
        BigDecimal first = new BigDecimal(a);
        BigDecimal second = new BigDecimal(b);
        BigDecimal difference = first.subtract(second).abs();
        return difference.compareTo(unit(first).max(unit(second))) <= 0
                || tolerance.allows(first.doubleValue(), second.doubleValue(), Math.abs(second.doubleValue()));
    }

    private static boolean agree(String a, String b) {
        if (isInteger(a) || isInteger(b)) {
            return new BigDecimal(a).compareTo(new BigDecimal(b)) == 0;
        }
        BigDecimal first = new BigDecimal(a);
        BigDecimal second = new BigDecimal(b);
        return first.subtract(second).abs().compareTo(unit(first).max(unit(second))) <= 0;
    }

    /** Get one unit of the last printed digit; none where that is no decimal, as in {@code 12.} and {@code 1e+02}. */
    private static BigDecimal unit(BigDecimal number) {
        return number.scale() > 0 ? number.ulp() : BigDecimal.ZERO;
    }

    private static boolean isInteger(String number) {
        return number.chars().allMatch(c -> Character.isDigit(c) || c == '-' || c == '+');
    }

    /** Get a line without what logging puts before it. */
    static String message(String line) {
        return LOG_PREFIX.matcher(line).replaceFirst("");
    }

    /** Get the first of the printed lines. */
    public String firstLine() {
        return text.lines().findFirst().orElse("");
    }

    /** Cut {@code result}, in which IMAGE stands for what names the sample, of the printed {@code line}. */
    static ResultLine of(String line, String result) {
        String timeless =
                TIME_STAMP.matcher(DURATION.matcher(result).replaceAll("TIME")).replaceAll("TIME");
        Matcher matcher = NUMBER.matcher(timeless);
        List<String> words = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        while (matcher.find()) {
            word.setLength(0);
            matcher.appendReplacement(word, "");
            words.add(word.toString().strip());
            boolean percent = isInteger(matcher.group()) && timeless.startsWith("%", matcher.end());
            numbers.add(
                    percent ? new BigDecimal(matcher.group()).movePointLeft(2).toPlainString() : matcher.group());
        }
        word.setLength(0);
        matcher.appendTail(word);
        words.add(word.toString().strip());
        return new ResultLine(line, words, numbers);
    }
}
