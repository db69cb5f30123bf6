// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.problem.Problem;

/**
 * What findings say, in the language of a reader.
 *
 * <p>The English sentence is what a certificate holds and what identifies a sentence: its pattern stands in a bundle, and the same
 * sentence in another language under the same key. What has no words in a language stays as it is.
 *
 * @param language the language
 * @param summaries the sentences that say what holds or failed
 * @param remedies those that say what to do
 * @param details those that say what is demanded and what was seen
 * @param labels what evidence, figures, units and columns of tables are called
 * @param verification those that say why a certificate is not sound
 * @param rules those of the rules of the official suites
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Sentences(
        Language language,
        Phrases summaries,
        Phrases remedies,
        Phrases details,
        Phrases labels,
        Phrases verification,
        Phrases rules)
        implements FailureMessage.Speech {

    private static final Pattern REASON = Pattern.compile("(\\S+) (PASS|FAIL|NOT_RUN): (.*)", Pattern.DOTALL);
    /** What is not as a certificate says, or why it cannot be read. */
    private static final Pattern UNSOUND =
            Pattern.compile("cannot read a certificate .*|.*: expected .*, observed .*", Pattern.DOTALL);

    /** Where commands are documented: each name and number by itself, as a quoted line may hold those words too. */
    private static final Pattern PLACES = Pattern.compile("[\\w./-]+ at line \\d+(; [\\w./-]+ at line \\d+)*");

    private static final Pattern PLACE = Pattern.compile("([\\w./-]+) at line (\\d+)(; )?");
    /** The heads of columns whose cells are words of ours. */
    private static final Set<String> OURS = Set.of(
            "comparison",
            "demanded",
            "holds",
            "result",
            "results",
            "how it ran",
            "tolerance",
            "what ran",
            "decisions changed",
            "directions changed, smallest cosine",
            "difference",
            "differences",
            "against Paddle Inference",
            "against the inference script",
            "kind",
            "used",
            "seen as",
            "inputs",
            "rule",
            "severity",
            "verdict");

    private static final Pattern COUNTED = Pattern.compile("(?:all|(\\d+) of) (\\d+)");
    /** Where a rule of a suite is broken, how, and which. */
    private static final Pattern RULED = Pattern.compile("(\\S+): (.+) \\[([a-z]+(?:-[a-z0-9]+)+)]");

    /** What to do about a rule of a suite, and in which file. */
    private static final Pattern IN_FILE = Pattern.compile("(.+)( \\([^()\\s]+\\))");

    private static final String RESTS_ON = "this rests on ";

    /** Get the sentences of a language; of English there are none to change. */
    public static Sentences in(Language language) {
        return language == Language.CHINESE ? Chinese.SENTENCES : said(language);
    }

    /** Read once, when somebody speaks it: hundreds of patterns are made. */
    private static final class Chinese {
        static final Sentences SENTENCES = said(Language.CHINESE);
    }

    private static Sentences said(Language language) {
        return new Sentences(
                language,
                read(language, "summaries"),
                read(language, "remedies"),
                read(language, "details"),
                read(language, "labels"),
                read(language, "verification"),
                read(language, "rules"));
    }

    /** Get everything that pages may say so, in an order of its own, to tell one version of it from another. */
    public static String inOrder() {
        return Stream.of("summaries", "remedies", "details", "labels", "verification", "rules")
                .flatMap(bundle -> Stream.of(Language.values())
                        .map(language -> words(language, bundle).inOrder()))
                .collect(Collectors.joining("\n"));
    }

    /** Get what is told while a model is certified. */
    public static Phrases progress(Language language) {
        return read(language, "progress");
    }

    /** Say a problem as one text, as {@link Problem#text()} does. */
    public String problem(Problem problem) {
        return new Problem(problem.where(), summary(problem.what()), "").sentence()
                + Stream.of(
                                Map.entry("expected", expected(problem.expected())),
                                Map.entry("observed", observed(problem.observed())),
                                Map.entry("remedy", remedy(problem.remedy())))
                        .filter(part -> !part.getValue().isEmpty())
                        .map(part -> "\n  " + field(part.getKey())
                                + (language == Language.ENGLISH ? " " : "")
                                + part.getValue())
                        .collect(Collectors.joining());
    }

    private static Phrases read(Language language, String bundle) {
        return Phrases.of(language, name(bundle), Sentences.class.getModule());
    }

    /** Get a bundle, {@code summaries}, {@code remedies}, {@code details}, {@code labels}, {@code verification} or {@code rules}, as it is written. */
    public static PageWords words(Language language, String bundle) {
        return Phrases.words(language, name(bundle), Sentences.class.getModule());
    }

    private static String name(String bundle) {
        return Sentences.class.getPackageName() + "." + bundle;
    }

    @Override
    public String verb(Verdict verdict) {
        return PageWords.in(language).get("verb." + verdict.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String field(String name) {
        return PageWords.in(language).get("field." + name);
    }

    /** Say what holds or failed. */
    @Override
    public String summary(String english) {
        return summaries.say(english);
    }

    /** Say why a model is not certified: a clause with its status, a stage, or a test. */
    public List<String> reasons(List<String> english, PageWords words) {
        return english.stream().map(reason -> reason(reason, words)).toList();
    }

    private String reason(String english, PageWords words) {
        Matcher reason = REASON.matcher(english);
        return language == Language.CHINESE && reason.matches()
                ? reason.group(1) + " " + words.get(reason.group(2).toLowerCase(Locale.ROOT)) + "："
                        + summary(reason.group(3))
                : UNSOUND.matcher(english).matches() ? verification.say(english) : summary(english);
    }

    /** Say what evidence, a figure, a unit or a column is called, and how a command ended. */
    public String label(String english) {
        return labels.say(english);
    }

    /** Say what was changed for a run: each change by itself, with the values that it has. */
    public String changes(String english) {
        return language == Language.ENGLISH
                ? english
                : Stream.of(english.split("; ", -1)).map(labels::say).collect(Collectors.joining("; "));
    }

    /** Say what a table says where it says it in words of ours: in columns that quote nothing of a repository. */
    public List<List<String>> rows(List<String> header, List<List<String>> rows) {
        return language == Language.ENGLISH
                ? rows
                : rows.stream()
                        .map(row -> IntStream.range(0, row.size())
                                .mapToObj(i -> i < header.size() && OURS.contains(header.get(i))
                                        ? cell(row.get(i))
                                        : row.get(i))
                                .toList())
                        .toList();
    }

    /** Say a cell of such a column: words, or how many of how many. */
    public String cell(String english) {
        Matcher counted = COUNTED.matcher(english);
        if (language == Language.CHINESE && counted.matches()) {
            return counted.group(1) == null
                    ? english.replaceFirst("all ", "全部 ")
                    : counted.group(1) + "/" + counted.group(2);
        }
        String said = label(english);
        return said.equals(english)
                ? ruled(".title", english).map(rule -> said(rule, english)).orElseGet(() -> details.say(english))
                : said;
    }

    /** Say what is demanded. */
    @Override
    public String expected(String english) {
        return details.lines(english);
    }

    /** Say what was seen, each line by itself: numbers and quotations stay, and so does all that is no sentence of ours. */
    @Override
    public String observed(String english) {
        return language == Language.ENGLISH
                ? english
                : english.lines().map(this::observedLine).collect(Collectors.joining("\n"));
    }

    private String observedLine(String english) {
        if (PLACES.matcher(english).matches()) {
            PageWords words = PageWords.in(language);
            return PLACE.matcher(english)
                    .results()
                    .map(place -> words.get("atLine", place.group(1), place.group(2)))
                    .collect(Collectors.joining("；"));
        }
        Matcher ruled = RULED.matcher(english);
        if (ruled.matches()) {
            // Some say the same in English, and each has its own Chinese.
            String broken = ruled(ruled.group(3) + ".broken", ruled.group(2))
                    .map(rule -> said(rule, ruled.group(2)))
                    .orElse(ruled.group(2));
            return ruled.group(1) + "：" + broken + " [" + ruled.group(3) + "]";
        }
        return english.startsWith(RESTS_ON) ? summary(english) : details.say(english);
    }

    /** Say what to do, each line by itself. */
    @Override
    public String remedy(String english) {
        return language == Language.ENGLISH
                ? english
                : english.lines().map(this::remedyLine).collect(Collectors.joining("\n"));
    }

    private String remedyLine(String english) {
        Matcher inFile = IN_FILE.matcher(english);
        String what = inFile.matches() && ruled(".remedy", inFile.group(1)).isPresent() ? inFile.group(1) : english;
        int usual = remedies.known().stream()
                .filter(sentence -> sentence.valuesIn(english).isPresent())
                .findFirst()
                .map(Sentence::letters)
                .orElse(0);
        return ruled(".remedy", what)
                .filter(rule -> rule.letters() > usual)
                .map(rule -> said(rule, what) + english.substring(what.length()))
                .orElseGet(() -> remedies.say(english));
    }

    /** Get what rules say in such a place, whole: their sentences are too short to be looked for in others. */
    private Optional<Sentence> ruled(String place, String english) {
        return rules.known().stream()
                .filter(sentence -> sentence.key().endsWith(place))
                .filter(sentence -> sentence.valuesIn(english).isPresent())
                .findFirst();
    }

    private static String said(Sentence sentence, String english) {
        return sentence.said(sentence.valuesIn(english).orElseThrow().toArray());
    }

    @Override
    public String ended(String english, String seconds) {
        return PageWords.in(language).get("ended", label(english), seconds);
    }

    @Override
    public String log(Path log, int lines) {
        PageWords words = PageWords.in(language);
        return lines == 0
                ? words.get("log.empty", log)
                : words.get(lines == 1 ? "log.line" : "log.lines", log, String.valueOf(lines));
    }
}
