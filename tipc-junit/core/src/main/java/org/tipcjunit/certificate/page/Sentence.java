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
 * @param start how it starts, up to the first value
 * @param pattern its English form
 * @param letters how many characters of it are no values
 * @param words what it says in the language of the reader
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
record Sentence(String key, String start, Pattern pattern, int letters, PageWords words) {

    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");

    /** Read the form that {@link java.text.MessageFormat} has, with values numbered in their order. */
    static Sentence of(String key, String english, PageWords words) {
        List<String> parts = parts(english);
        StringBuilder regex = new StringBuilder();
        int letters = 0;
        for (int i = 0; i < parts.size(); i++) {
            regex.append(i == 0 ? "" : "(.*?)").append(Pattern.quote(parts.get(i)));
            letters += parts.get(i).length();
        }
        return new Sentence(key, parts.get(0), Pattern.compile(regex.toString()), letters, words);
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

    /** Get the values that stand in a sentence of this form; empty where it has another one. */
    Optional<List<String>> valuesIn(String sentence) {
        if (!sentence.startsWith(start)) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(sentence);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            values.add(matcher.group(group));
        }
        return Optional.of(values);
    }

    String said(Object... values) {
        return words.get(key, values);
    }
}
