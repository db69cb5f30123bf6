// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The language of a reader.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum Language {
    ENGLISH("en", ""),
    CHINESE("zh-CN", "_cn");

    private final String tag;
    private final String suffix;

    Language(String tag, String suffix) {
        this.tag = tag;
        this.suffix = suffix;
    }

    /** Get what {@code lang} says in HTML. */
    public String tag() {
        return tag;
    }

    /** Get what the names of its files end in, before the extension. */
    public String suffix() {
        return suffix;
    }

    /**
     * Get the language that is set, else that of the locale.
     *
     * @param set {@code zh} or {@code en}; empty where nobody says it
     * @param variables the environment variables
     */
    public static Language of(Optional<String> set, Map<String, String> variables) {
        String locale = set.orElseGet(() -> Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> variables.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(""));
        return locale.startsWith("zh") ? CHINESE : ENGLISH;
    }

    /** Get one of two texts. */
    public String say(String english, String chinese) {
        return this == CHINESE ? chinese : english;
    }
}
