// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;

/**
 * Takes a command line apart as the {@code eval} of upstream's scripts does.
 *
 * <p>The scripts evaluate with {@code |} as field separator, so a {@code |} in the line is a blank. Globs and tildes stay as
 * they are; variables that the scripts do not set are empty.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ShellLine {

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z_]\\w*)}|([A-Za-z_]\\w*))");

    private final String text;
    private final Map<String, String> variables;
    private final List<ShellCommand> commands = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> assignments = new LinkedHashMap<>();
    private final StringBuilder word = new StringBuilder();
    private int position;
    private boolean inWord;
    private int quotedFrom = Integer.MAX_VALUE;
    private boolean redirected;

    private ShellLine(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /**
     * Get the commands that run when every one of them succeeds, in order.
     *
     * @param text the line
     * @param variables values of {@code $NAME}
     * @throws ConfigException if a quote is not closed
     */
    public static List<ShellCommand> commands(String text, Map<String, String> variables) {
        return new ShellLine(text.replace('|', ' '), variables).parse();
    }

    private List<ShellCommand> parse() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\'' || c == '"') {
                quote(c);
            } else if (c == '\\' && position + 1 < text.length()) {
                word.append(text.charAt(position + 1));
                inWord = true;
                quotedFrom = Math.min(quotedFrom, word.length() - 1);
                position += 2;
            } else if (c == '$') {
                variable();
            } else if (c == '#' && !inWord) {
                position = text.length();
            } else if (c == '>' || c == '<') {
                redirection();
            } else if (c == '&' && text.startsWith("&>", position)) {
                endWord();
                redirected = true;
                position += 2;
            } else if (c == ';' || c == '&' || c == '\n') {
                endCommand();
                position += text.startsWith("&&", position) ? 2 : 1;
            } else if (c == ' ' || c == '\t') {
                endWord();
                position++;
            } else {
                word.append(c);
                inWord = true;
                position++;
            }
        }
        endCommand();
        return List.copyOf(commands);
    }

    private void quote(char quote) {
        int start = position++;
        quotedFrom = Math.min(quotedFrom, word.length());
        while (position < text.length() && text.charAt(position) != quote) {
            char c = text.charAt(position);
            if (quote == '"' && c == '$') {
                variable();
            } else {
                if (quote == '"'
                        && c == '\\'
                        && position + 1 < text.length()
                        && "\"\\$`".indexOf(text.charAt(position + 1)) >= 0) {
                    position++;
                }
                word.append(text.charAt(position++));
            }
        }
        if (position == text.length()) {
            throw ConfigException.of(
                    "the command has an unclosed " + quote + ": " + text.substring(start), "close the quote");
        }
        position++;
        inWord = true;
    }

    private void variable() {
        Matcher matcher = VARIABLE.matcher(text).region(position, text.length());
        if (matcher.lookingAt()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            String value = variables.getOrDefault(name, "");
            word.append(value);
            inWord |= !value.isEmpty();
            position = matcher.end();
        } else {
            word.append('$');
            inWord = true;
            position++;
        }
    }

    private void redirection() {
        if (inWord && quotedFrom > word.length() && word.chars().allMatch(Character::isDigit)) {
            word.setLength(0);
            inWord = false;
        }
        endWord();
        while (position < text.length() && "><".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        if (position < text.length() && text.charAt(position) == '&') {
            position++;
        }
        redirected = true;
    }

    private void endWord() {
        if (inWord) {
            Matcher assignment = ASSIGNMENT.matcher(word);
            if (redirected) {
                redirected = false;
            } else if (words.isEmpty() && assignment.matches() && assignment.end(1) < quotedFrom) {
                assignments.put(assignment.group(1), assignment.group(2));
            } else {
                words.add(word.toString());
            }
        }
        word.setLength(0);
        inWord = false;
        quotedFrom = Integer.MAX_VALUE;
    }

    private void endCommand() {
        endWord();
        if (!(words.isEmpty() && assignments.isEmpty())) {
            commands.add(new ShellCommand(words, assignments));
        }
        words.clear();
        assignments.clear();
        redirected = false;
    }
}
