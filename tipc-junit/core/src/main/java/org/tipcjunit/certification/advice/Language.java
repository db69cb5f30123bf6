// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.advice;

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
    ENGLISH,
    CHINESE;

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

    String say(String english, String chinese) {
        return this == CHINESE ? chinese : english;
    }
}
