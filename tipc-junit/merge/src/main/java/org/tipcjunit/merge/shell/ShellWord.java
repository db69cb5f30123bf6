// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.shell;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A word of a script with its variables replaced by what they hold.
 *
 * @param text what it says
 * @param glob what it matches as a pattern of a shell
 * @param regex what it matches as a regular expression
 */
record ShellWord(String text, String glob, String regex) {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    /** Expand a word as it is written; empty where nobody can say what it holds. */
    static Optional<ShellWord> of(String written, Map<String, String> variables) {
        return new Expansion(written, variables).expand();
    }

    /** Whether a text matches it, as a pattern of a shell or as a regular expression. */
    ShellTruth matches(String other, boolean asRegex) {
        try {
            return asRegex
                    ? ShellTruth.of(Pattern.compile(regex).matcher(other).find())
                    : ShellTruth.of(
                            Pattern.compile(glob, Pattern.DOTALL).matcher(other).matches());
        } catch (PatternSyntaxException e) {
            return ShellTruth.MAYBE;
        }
    }

    private static final class Expansion {

        private final String written;
        private final Map<String, String> variables;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder glob = new StringBuilder();
        private final StringBuilder regex = new StringBuilder();
        private int at;

        private Expansion(String written, Map<String, String> variables) {
            this.written = written;
            this.variables = variables;
        }

        private Optional<ShellWord> expand() {
            boolean quoted = false;
            while (at < written.length()) {
                char c = written.charAt(at);
                if (c == '`' || (c == '$' && written.startsWith("(", at + 1))) {
                    return Optional.empty();
                } else if (c == '"') {
                    quoted = !quoted;
                    at++;
                } else if (c == '\'' && !quoted) {
                    int end = Math.max(at + 1, written.indexOf('\'', at + 1));
                    plain(written.substring(at + 1, end));
                    at = end + 1;
                } else if (c == '\\' && at + 1 < written.length()) {
                    plain(written.substring(at + 1, at + 2));
                    at += 2;
                } else if (c == '$') {
                    if (!variable(quoted)) {
                        return Optional.empty();
                    }
                } else if (quoted) {
                    plain(written.substring(at, at + 1));
                    at++;
                } else {
                    marks(c);
                    at++;
                }
            }
            return Optional.of(new ShellWord(text.toString(), glob.toString(), regex.toString()));
        }

        private boolean variable(boolean quoted) {
            Matcher matcher = VARIABLE.matcher(written).region(at, written.length());
            if (!matcher.lookingAt()) {
                boolean isLast = at + 1 == written.length();
                marks('$');
                at++;
                return isLast;
            }
            String value = variables.get(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            if (value == null) {
                return false;
            }
            at = matcher.end();
            if (quoted) {
                plain(value);
            } else {
                value.chars().forEach(letter -> marks((char) letter));
            }
            return true;
        }

        private void plain(String said) {
            text.append(said);
            glob.append(Pattern.quote(said));
            regex.append(Pattern.quote(said));
        }

        private void marks(char c) {
            text.append(c);
            regex.append(c);
            switch (c) {
                case '*' -> glob.append(".*");
                case '?' -> glob.append('.');
                case '[', ']' -> glob.append(c);
                default -> glob.append(Pattern.quote(String.valueOf(c)));
            }
        }
    }
}
