// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A sentence that is known by its English form, with places for values.
 *
 * @param key its key in the bundles
 * @param parts what stands before, between and after the values
 * @param words what it says in the language of the reader
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
record Sentence(String key, List<String> parts, PageWords words) {

    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");
    /** How the keys of sentences begin whose values are numbers: a line that is quoted may end as they do. */
    private static final String COUNTED = "counted.";

    private static final Pattern NUMBER = Pattern.compile("[\\d.,]+");

    Sentence {
        parts = List.copyOf(parts);
    }

    /** Read the form that {@link java.text.MessageFormat} has, with values numbered in their order. */
    static Sentence of(String key, String english, PageWords words) {
        return new Sentence(key, parts(english), words);
    }

    /** Get how many characters of it are no values. */
    int letters() {
        return parts.stream().mapToInt(String::length).sum();
    }

    /** Get what stands before, between and after the values. */
    private static List<String> parts(String english) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < english.length(); i++) {
            char c = english.charAt(i);
            Matcher place = PLACE.matcher(english).region(i, english.length());
            if (c == '\'' && english.startsWith("''", i)) {
                part.append(c);
                i++;
            } else if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && place.lookingAt()) {
                parts.add(part.toString());
                part.setLength(0);
                i = place.end() - 1;
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /**
     * Get the values that stand in a sentence of this form, each as short as it can be and on one line; empty where it has another one.
     *
     * <p>Hundreds of forms are tried for each of the thousands of sentences of a site, so that this looks for the parts and is no
     * regular expression.
     */
    Optional<List<String>> valuesIn(String sentence) {
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            return sentence.equals(first) ? Optional.of(List.of()) : Optional.empty();
        }
        int end = sentence.length() - last.length();
        if (end < first.length() || !sentence.startsWith(first) || !sentence.endsWith(last)) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        int from = first.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int at = sentence.indexOf(part, from);
            if (at < 0 || at + part.length() > end) {
                return Optional.empty();
            }
            values.add(sentence.substring(from, at));
            from = at + part.length();
        }
        values.add(sentence.substring(from, end));
        return values.stream().allMatch(Sentence::isOneLine) && isCounted(values)
                ? Optional.of(values)
                : Optional.empty();
    }

    private static boolean isOneLine(String value) {
        return value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
    }

    private boolean isCounted(List<String> values) {
        return !key.startsWith(COUNTED) || NUMBER.matcher(values.get(0)).matches();
    }

    String said(Object... values) {
        return words.get(key, values);
    }
}
