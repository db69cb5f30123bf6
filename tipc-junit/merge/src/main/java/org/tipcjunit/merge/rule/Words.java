// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A text in English and in Chinese, which may hold names in braces for what a judge fills in.
 *
 * @param en the English text
 * @param zh the Chinese text
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Words(String en, String zh) {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-zA-Z]*)}");

    /** Get the text of a language. */
    public String in(boolean chinese) {
        return chinese ? zh : en;
    }

    /** Put values in place of their names; a name without a value stays as it is. */
    public Words with(Map<String, String> values) {
        return new Words(fill(en, values), fill(zh, values));
    }

    /** Put values in place of their names in a text. */
    public static String fill(String text, Map<String, String> values) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
    }
}
