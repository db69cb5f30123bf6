// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What pages say in one language; quoted logs, commands and findings stay as they are.
 *
 * @param language the language
 * @param words the words by key
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PageWords(Language language, Map<String, String> words) {

    public PageWords {
        words = Map.copyOf(words);
    }

    /** Get the words of a language. */
    public static PageWords in(Language language) {
        return language == Language.CHINESE ? Chinese.WORDS : English.WORDS;
    }

    /** Read once, when somebody speaks it. */
    private static final class English {
        static final PageWords WORDS = of(Language.ENGLISH, bundle("words", Language.ENGLISH));
    }

    /** Read once, when somebody speaks it. */
    private static final class Chinese {
        static final PageWords WORDS = of(Language.CHINESE, bundle("words", Language.CHINESE));
    }

    /** Get the locale of the bundle of a language; the root bundle is English, and no default locale of the machine stands in. */
    public static Locale locale(Language language) {
        return Locale.forLanguageTag(language == Language.CHINESE ? "zh" : "");
    }

    /** Get the words of a bundle of somebody else's, in the same form. */
    public static PageWords of(Language language, ResourceBundle bundle) {
        return new PageWords(language, read(bundle));
    }

    private static ResourceBundle bundle(String name, Language language) {
        return ResourceBundle.getBundle(
                PageWords.class.getPackageName() + "." + name, locale(language), PageWords.class.getModule());
    }

    private static Map<String, String> read(ResourceBundle bundle) {
        Map<String, String> words = new TreeMap<>();
        bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
        return words;
    }

    /**
     * Get these words and those of another bundle, which pages that do without them do not depend on.
     *
     * @param bundle the name of the bundle, which lies beside this class
     */
    public PageWords with(String bundle) {
        Map<String, String> all = new TreeMap<>(words);
        all.putAll(read(bundle(bundle, language)));
        return new PageWords(language, all);
    }

    /** Get a sentence with its values in their places. */
    public String get(String key, Object... values) {
        String pattern = words.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no words for " + key);
        }
        return new MessageFormat(pattern, Locale.ROOT).format(values);
    }

    /** Get how long something took. */
    public String duration(Duration duration) {
        return language == Language.CHINESE && duration.toSeconds() >= 60
                ? get("minutes", String.valueOf(duration.toMinutes()), String.valueOf(duration.toSecondsPart()))
                : PageText.seconds(duration);
    }

    /** Get all keys and words, one a line, in the order of the keys. */
    public String inOrder() {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(words)
                .forEach((key, text) -> all.append(key).append('=').append(text).append('\n'));
        return all.toString();
    }

    /** Get words, or others where there are none for that. */
    public String getOr(String key, String others) {
        return words.getOrDefault(key, others);
    }
}
