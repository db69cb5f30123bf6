// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Sentences of a bundle, each known by its English form, in the language of a reader; what has no words in it stays as it is.
 *
 * @param known the sentences, those with most letters first; none where English is spoken
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Phrases(List<Sentence> known) {

    private static final int DEEPEST = 8;

    public Phrases {
        known = List.copyOf(known);
    }

    /** Get the sentences of a bundle, which a module holds, in a language. */
    public static Phrases of(Language language, String bundle, Module module) {
        return language == Language.ENGLISH
                ? new Phrases(List.of())
                : of(words(Language.ENGLISH, bundle, module), words(language, bundle, module));
    }

    private static Phrases of(PageWords english, PageWords said) {
        return ordered(
                english.words().entrySet().stream().map(entry -> Sentence.of(entry.getKey(), entry.getValue(), said)));
    }

    /** What says more fits better. */
    private static Phrases ordered(Stream<Sentence> sentences) {
        return new Phrases(sentences
                .sorted(Comparator.comparingInt(Sentence::letters).reversed().thenComparing(Sentence::key))
                .toList());
    }

    /** Get a bundle as it is written. */
    public static PageWords words(Language language, String bundle, Module module) {
        return PageWords.of(language, ResourceBundle.getBundle(bundle, PageWords.locale(language), module));
    }

    /** Get these sentences and others. */
    public Phrases and(Phrases others) {
        return ordered(Stream.concat(known.stream(), others.known.stream()));
    }

    /** Say a sentence; the values in it may be sentences themselves. Where several forms fit, the one that leaves least unsaid. */
    public String say(String english) {
        return said(english, DEEPEST, new HashMap<>()).text();
    }

    /** Say each line by itself. */
    public String lines(String english) {
        return known.isEmpty() ? english : english.lines().map(this::say).collect(Collectors.joining("\n"));
    }

    /**
     * What is said of a text.
     *
     * @param text in the language of the reader
     * @param letters how many letters of the English belong to forms that are known
     */
    private record Said(String text, int letters) {}

    /** A text at some depth: parts come again in other divisions of a sentence. */
    private record Part(String english, int depth) {}

    private Said said(String english, int depth, Map<Part, Said> before) {
        Part part = new Part(english, depth);
        Said known = before.get(part);
        if (known == null) {
            known = best(english, depth, before);
            before.put(part, known);
        }
        return known;
    }

    private Said best(String english, int depth, Map<Part, Said> before) {
        Said best = new Said(english, 0);
        for (Sentence sentence : known) {
            Optional<List<String>> values =
                    best.letters() == english.length() ? Optional.empty() : sentence.valuesIn(english);
            if (values.isPresent()) {
                List<Said> said = values.get().stream()
                        .map(value -> depth == 0 ? new Said(value, 0) : said(value, depth - 1, before))
                        .toList();
                int letters = sentence.letters()
                        + said.stream().mapToInt(Said::letters).sum();
                if (letters > best.letters()) {
                    best = new Said(sentence.said(said.stream().map(Said::text).toArray()), letters);
                }
            }
        }
        return best;
    }
}
