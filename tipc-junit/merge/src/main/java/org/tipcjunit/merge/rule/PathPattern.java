// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A pattern of paths: {@code *} is a part of a name, {@code **} any number of folders, {@code {a,b}} one of these.
 *
 * <p>Works on texts, since a repository may hold names that this machine's file system cannot.
 *
 * @param text the pattern
 * @param regex what it means
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PathPattern(String text, Pattern regex) implements Predicate<String> {

    /** Read a pattern. */
    public static PathPattern of(String text) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        int alternatives = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("**/", at)) {
                regex.append("(?:[^/]+/)*");
                at += 3;
                continue;
            }
            if (text.startsWith("**", at)) {
                regex.append(".*");
                at += 2;
                continue;
            }
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '{' -> {
                    regex.append("(?:");
                    alternatives++;
                }
                case '}' -> {
                    regex.append(')');
                    alternatives--;
                }
                case ',' -> regex.append(alternatives > 0 ? "|" : ",");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
            at++;
        }
        return new PathPattern(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    @Override
    public boolean test(String path) {
        return regex.matcher(path).matches();
    }
}
