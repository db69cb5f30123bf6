// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
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

    private static final int DEEPEST = 4;

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
        return new Phrases(english.words().entrySet().stream()
                .map(entry -> Sentence.of(entry.getKey(), entry.getValue(), said))
                // What says more fits better.
                .sorted(Comparator.comparingInt(Sentence::letters).reversed().thenComparing(Sentence::key))
                .toList());
    }

    /** Get a bundle as it is written. */
    public static PageWords words(Language language, String bundle, Module module) {
        return PageWords.of(language, ResourceBundle.getBundle(bundle, PageWords.locale(language), module));
    }

    /** Say a sentence; the values in it may be sentences themselves. */
    public String say(String english) {
        return say(english, DEEPEST);
    }

    /** Say each line by itself. */
    public String lines(String english) {
        return known.isEmpty() ? english : english.lines().map(this::say).collect(Collectors.joining("\n"));
    }

    private String say(String english, int depth) {
        for (Sentence sentence : known) {
            Optional<List<String>> values = sentence.valuesIn(english);
            if (values.isPresent()) {
                Object[] said = values.get().stream()
                        .map(value -> depth == 0 ? value : say(value, depth - 1))
                        .toArray();
                return sentence.said(said);
            }
        }
        return english;
    }
}
