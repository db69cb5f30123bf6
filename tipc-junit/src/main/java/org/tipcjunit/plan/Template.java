// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.config.ConfigEntry;

/**
 * A command line with gaps, in which numbers are indices of the config's entries.
 *
 * <p>{@code {name}} is a variable, {@code {7}} the value of entry 7, {@code {7.key}} its key, {@code {7=}} the argument
 * {@code key=value}, {@code {7@}} the argument with the value for the mode, {@code {7=name}} and {@code {7=text/{name}}} the
 * argument with another value, {@code {7:=name}} the same where neither key nor value need be there, {@code {7@value}} the
 * value for the mode, and {@code {7|text}} the value unless it is absent.
 */
record Template(String text) {

    private static final Pattern INDEXED = Pattern.compile("(\\d+)(\\.key|@value|@|:=|=|\\||)(.*)", Pattern.DOTALL);
    private static final Pattern MODE_ENTRY = Pattern.compile("\\{(\\d+)@}");
    private static final Pattern NAME = Pattern.compile("[a-z_]+");

    /** Get the indices of the entries whose value for the mode is taken. */
    List<Integer> modeEntries() {
        return MODE_ENTRY
                .matcher(text)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
    }

    /** Fill the gaps of a command line. */
    CommandText fill(Gaps gaps) {
        CommandText filled = new CommandText();
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (i == text.length() || (c == ' ' && depth == 0)) {
                filled.text(fill(text.substring(start, i), gaps, filled));
                start = i + 1;
            }
        }
        return filled;
    }

    /** Fill the gaps of a path or a name. */
    String value(Gaps gaps) {
        return fill(text, gaps, new CommandText());
    }

    private static String fill(String part, Gaps gaps, CommandText uses) {
        StringBuilder filled = new StringBuilder();
        int position = 0;
        for (int open = part.indexOf('{'); open >= 0; open = part.indexOf('{', position)) {
            int close = closing(part, open);
            filled.append(part, position, open).append(gap(part.substring(open + 1, close), gaps, uses));
            position = close + 1;
        }
        return filled.append(part, position, part.length()).toString();
    }

    private static int closing(String part, int open) {
        int depth = 0;
        for (int i = open; i < part.length(); i++) {
            depth += part.charAt(i) == '{' ? 1 : part.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a gap is not closed: " + part);
    }

    private static String gap(String gap, Gaps gaps, CommandText uses) {
        Matcher indexed = INDEXED.matcher(gap);
        if (!indexed.matches()) {
            return gaps.variable(gap, uses);
        }
        ConfigEntry entry = gaps.entries().get(Integer.parseInt(indexed.group(1)));
        uses.uses(entry);
        String other = indexed.group(3);
        return switch (indexed.group(2)) {
            case ".key" -> entry.key();
            case "@value" -> gaps.forMode(entry);
            case "@" -> entry.argument(gaps.forMode(entry)).orElse("");
            case "|" -> entry.isPresent() && !entry.value().equals(" ") ? entry.value() : other;
            case ":=" -> entry.key() + "=" + expression(other, gaps, uses);
            case "=" ->
                entry.argument(other.isEmpty() ? entry.value() : expression(other, gaps, uses))
                        .orElse("");
            default -> entry.value();
        };
    }

    private static String expression(String text, Gaps gaps, CommandText uses) {
        return NAME.matcher(text).matches() ? gaps.variable(text, uses) : fill(text, gaps, uses);
    }
}
