// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Finds names as words of their own, whatever their case: {@code PAN} is not in {@code expand}.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class WholeName {

    private WholeName() {}

    /** Whether a text has a name that no letter or digit stands beside. */
    public static boolean isIn(String text, String name) {
        return !name.isEmpty()
                && Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(name) + "(?![a-z\\d])", Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .find();
    }

    /** Add all identifiers of a text to those that are known, each just as it is written. */
    static void addAll(String text, Set<String> known) {
        int from = -1;
        for (int at = 0; at <= text.length(); at++) {
            boolean inside = at < text.length() && Character.isJavaIdentifierPart(text.charAt(at));
            if (inside && from < 0) {
                from = at;
            } else if (!inside && from >= 0) {
                known.add(text.substring(from, at));
                from = -1;
            }
        }
    }

    /** Whether a text has one of these identifiers, just as it is written. */
    public static boolean isAnyWritten(String text, Set<String> names) {
        Set<String> words = new HashSet<>();
        addAll(text, words);
        return !Collections.disjoint(words, names);
    }

    /** Whether a text has an identifier just as it is written. */
    public static boolean isWritten(String text, String name) {
        int at = text.indexOf(name);
        while (at >= 0) {
            boolean begins = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
            int end = at + name.length();
            boolean ends = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
            if (begins && ends) {
                return true;
            }
            at = text.indexOf(name, at + 1);
        }
        return false;
    }
}
