// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Verdict;

/**
 * What findings say, in the language of a reader.
 *
 * <p>The English sentence is what a certificate holds and what identifies a sentence: its pattern stands in a bundle, and the same
 * sentence in another language under the same key. What has no words in a language stays as it is.
 *
 * @param language the language
 * @param summaries the sentences that say what holds or failed
 * @param remedies those that say what to do
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Sentences(Language language, List<Sentence> summaries, List<Sentence> remedies)
        implements FailureMessage.Speech {

    private static final int DEEPEST = 4;
    private static final Pattern REASON = Pattern.compile("(\\S+) (PASS|FAIL|NOT_RUN): (.*)", Pattern.DOTALL);
    private static final String RESTS_ON = "this rests on ";

    public Sentences {
        summaries = List.copyOf(summaries);
        remedies = List.copyOf(remedies);
    }

    /** Get the sentences of a language; of English there are none to change. */
    public static Sentences in(Language language) {
        return language == Language.ENGLISH
                ? new Sentences(language, List.of(), List.of())
                : new Sentences(language, read(language, "summaries"), read(language, "remedies"));
    }

    /** Get everything that pages may say so, in an order of its own, to tell one version of it from another. */
    public static String inOrder() {
        return Stream.of("summaries", "remedies")
                .flatMap(bundle -> Stream.of(Language.values())
                        .map(language -> words(language, bundle).inOrder()))
                .collect(Collectors.joining("\n"));
    }

    private static List<Sentence> read(Language language, String bundle) {
        PageWords said = words(language, bundle);
        return words(Language.ENGLISH, bundle).words().entrySet().stream()
                .map(english -> Sentence.of(english.getKey(), english.getValue(), said))
                // What says more fits better.
                .sorted(Comparator.comparingInt(Sentence::letters).reversed().thenComparing(Sentence::key))
                .toList();
    }

    /** Get the sentences of a bundle, {@code summaries} or {@code remedies}, as they are written. */
    public static PageWords words(Language language, String bundle) {
        return PageWords.of(
                language,
                ResourceBundle.getBundle(
                        Sentences.class.getPackageName() + "." + bundle,
                        PageWords.locale(language),
                        Sentences.class.getModule()));
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
        return say(english, summaries, DEEPEST);
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
                : summary(english);
    }

    /** Say what was seen: numbers and quotations stay, and so does all that is no sentence of ours. */
    @Override
    public String observed(String english) {
        return lines(english, line -> line.startsWith(RESTS_ON) ? summary(line) : line);
    }

    /** Say what to do, each line by itself. */
    @Override
    public String remedy(String english) {
        return lines(english, line -> say(line, remedies, DEEPEST));
    }

    private String lines(String text, UnaryOperator<String> said) {
        return language == Language.ENGLISH ? text : text.lines().map(said).collect(Collectors.joining("\n"));
    }

    private String say(String english, List<Sentence> sentences, int depth) {
        for (Sentence sentence : sentences) {
            Optional<List<String>> values = sentence.valuesIn(english);
            if (values.isPresent()) {
                Object[] said = values.get().stream()
                        .map(value -> depth == 0 ? value : say(value, sentences, depth - 1))
                        .toArray();
                return sentence.said(said);
            }
        }
        return english;
    }
}
