// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.draft;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;

/**
 * A command line with gaps, in which numbers are indices of the config's entries.
 *
 * <p>{@code {name}} is a variable, {@code {7}} the value of entry 7, {@code {7.key}} its key, {@code {7=}} the argument
 * {@code key=value}, {@code {7@}} the argument with the value for the mode, {@code {7=name}} and {@code {7=text/{name}}} the
 * argument with another value, {@code {7:=name}} the same where neither key nor value need be there, {@code {7@value}} the
 * value for the mode, and {@code {7|text}} the value unless it is absent.
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Template(String text) {

    private static final Pattern INDEXED = Pattern.compile("(\\d{1,5})(\\.key|@value|@|:=|=|\\||)(.*)", Pattern.DOTALL);
    private static final Pattern MODE_ENTRY = Pattern.compile("\\{(\\d+)@}");
    private static final Pattern NAME = Pattern.compile("[a-z_]+");

    /** Whether all gaps are closed and each is an entry or one of the variables {@code names}. */
    public boolean isSound(Set<String> names) {
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = closing(text, open);
            if (close < 0 || !isSound(text.substring(open + 1, close), names)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSound(String gap, Set<String> names) {
        Matcher indexed = INDEXED.matcher(gap);
        if (!indexed.matches()) {
            return names.contains(gap);
        }
        String other = indexed.group(3);
        return !NAME.matcher(other).matches() || !indexed.group(2).endsWith("=") || names.contains(other);
    }

    /** Whether there is nothing to fill. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether a gap, or the other value of an entry's argument, is the variable {@code name}. */
    public boolean uses(String name) {
        return text.contains("{" + name + "}") || text.contains("=" + name + "}");
    }

    /** Get the indices of the entries whose value for the mode is taken. */
    public List<Integer> modeEntries() {
        return MODE_ENTRY
                .matcher(text)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
    }

    /** Fill the gaps of a command line. */
    public CommandText fill(TemplateValues gaps) {
        CommandText filled = new CommandText();
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            depth = depth(depth, c);
            if (i == text.length() || (c == ' ' && depth == 0)) {
                filled.text(fill(text.substring(start, i), gaps, filled));
                start = i + 1;
            }
        }
        return filled;
    }

    /** Fill the gaps of a path or a name. */
    public String value(TemplateValues gaps) {
        return fill(text, gaps, new CommandText());
    }

    private static String fill(String part, TemplateValues gaps, CommandText uses) {
        StringBuilder filled = new StringBuilder();
        int position = 0;
        for (int open = part.indexOf('{'); open >= 0; open = part.indexOf('{', position)) {
            int close = closing(part, open);
            if (close < 0) {
                throw new IllegalArgumentException("a gap is not closed: " + part);
            }
            filled.append(part, position, open).append(gap(part.substring(open + 1, close), gaps, uses));
            position = close + 1;
        }
        return filled.append(part, position, part.length()).toString();
    }

    /** A closing brace without an opening one is text like any other. */
    private static int depth(int depth, char c) {
        return c == '{' ? depth + 1 : c == '}' ? Math.max(0, depth - 1) : depth;
    }

    private static int closing(String part, int open) {
        int depth = 0;
        for (int i = open; i < part.length(); i++) {
            depth = depth(depth, part.charAt(i));
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String gap(String gap, TemplateValues gaps, CommandText uses) {
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

    private static String expression(String text, TemplateValues gaps, CommandText uses) {
        return NAME.matcher(text).matches() ? gaps.variable(text, uses) : fill(text, gaps, uses);
    }
}
