// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Takes a shell script apart into words and operators, as Bash does. */
final class ShellTokens {

    private static final List<String> OPERATORS = List.of(
            ";;&", "&>>", "<<<", "<<-", ";;", ";&", "&&", "||", "|&", "&>", "<<", ">>", ">&", "<&", "<>", ">|", ";",
            "&", "|", "(", ")", "<", ">");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<String> documents = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private int depth;
    private boolean inTest;

    /**
     * A word or an operator.
     *
     * @param text as it is written
     * @param isWord whether it is a word
     * @param line its line, from 1
     */
    record Token(String text, boolean isWord, int line) {

        boolean isOperator(String wanted) {
            return !isWord && text.equals(wanted);
        }

        boolean isWord(String wanted) {
            return isWord && text.equals(wanted);
        }

        boolean isRedirection() {
            return !isWord && (text.startsWith("<") || text.startsWith(">") || text.startsWith("&>"));
        }
    }

    private ShellTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) throws ShellFault {
        ShellTokens tokens = new ShellTokens(text.replace("\r\n", "\n"));
        tokens.read();
        return tokens.tokens;
    }

    private void read() throws ShellFault {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("\\\n", at)) {
                at += 2;
                line++;
            } else if (c == '\n') {
                tokens.add(new Token("\n", false, line));
                at++;
                line++;
                skipDocuments();
            } else if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (!operator()) {
                word();
            }
        }
    }

    /** The lines of here-documents are no commands. */
    private void skipDocuments() {
        while (!documents.isEmpty() && at < text.length()) {
            String end = documents.poll();
            while (at < text.length()) {
                int next = text.indexOf('\n', at);
                String said = text.substring(at, next < 0 ? text.length() : next);
                at = next < 0 ? text.length() : next + 1;
                line++;
                if (said.equals(end) || said.stripLeading().equals(end)) {
                    break;
                }
            }
        }
    }

    private boolean operator() {
        if (text.startsWith("((", at) || text.startsWith("<(", at) || text.startsWith(">(", at)) {
            return false;
        }
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                // Regular expressions are words.
                boolean isRegex = inTest && !tokens.isEmpty() && last().isWord("=~");
                if (isRegex) {
                    return false;
                }
                tokens.add(new Token(operator, false, line));
                at += operator.length();
                return true;
            }
        }
        return false;
    }

    private Token last() {
        return tokens.get(tokens.size() - 1);
    }

    private void word() throws ShellFault {
        int begin = at;
        int first = line;
        boolean isRegex = inTest && !tokens.isEmpty() && last().isWord("=~");
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n') {
                break;
            }
            boolean opens =
                    c == '(' && (isRegex || at == begin || text.charAt(at - 1) == '=' || text.startsWith("((", begin));
            if (opens || ((c == '<' || c == '>') && text.startsWith("(", at + 1))) {
                at += c == '(' ? 0 : 1;
                enclosed('(', ')');
            } else if (!isRegex && ";&|<>()".indexOf(c) >= 0) {
                break;
            } else {
                one();
            }
        }
        String said = text.substring(begin, at).replace("\\\n", "");
        boolean isDocument = !tokens.isEmpty() && (last().isOperator("<<") || last().isOperator("<<-"));
        if (isDocument) {
            documents.add(said.replaceAll("[\"'\\\\]", ""));
        }
        inTest = said.equals("[[") || (inTest && !said.equals("]]"));
        tokens.add(new Token(said, true, first));
    }

    /** Pass a letter, or all that quotes or a substitution hold together. */
    private void one() throws ShellFault {
        if (++depth > ShellParser.DEEPEST) {
            throw new ShellFault("its parts are nested too deep", line);
        }
        letter(text.charAt(at));
        depth--;
    }

    private void letter(char c) throws ShellFault {
        if (c == '\\') {
            line += at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 1 : 0;
            at = Math.min(text.length(), at + 2);
        } else if (c == '\'') {
            int end = text.indexOf('\'', at + 1);
            if (end < 0) {
                throw new ShellFault("a quote is not closed", line);
            }
            line += (int) text.substring(at, end)
                    .chars()
                    .filter(letter -> letter == '\n')
                    .count();
            at = end + 1;
        } else if (c == '"' || c == '`') {
            quoted(c);
        } else if (c == '$' && text.startsWith("(", at + 1)) {
            at++;
            enclosed('(', ')');
        } else if (c == '$' && text.startsWith("{", at + 1)) {
            at++;
            enclosed('{', '}');
        } else {
            line += c == '\n' ? 1 : 0;
            at++;
        }
    }

    private void quoted(char quote) throws ShellFault {
        int first = line;
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at);
            if (c == '\'' || (c == '"' && quote == '`')) {
                at++;
            } else {
                one();
            }
        }
        if (at >= text.length()) {
            throw new ShellFault("a quote is not closed", first);
        }
        at++;
    }

    private void enclosed(char open, char close) throws ShellFault {
        int first = line;
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == open) {
                depth++;
                at++;
            } else if (c == close) {
                depth--;
                at++;
                if (depth == 0) {
                    return;
                }
            } else {
                one();
            }
        }
        throw new ShellFault("a " + open + " is not closed", first);
    }
}
