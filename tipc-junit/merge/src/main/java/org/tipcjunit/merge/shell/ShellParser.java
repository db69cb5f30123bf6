// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.merge.shell.ShellTokens.Token;

/** Reads the structure of a shell script: which commands run under which conditions. Runs nothing. */
final class ShellParser {

    /** What is deeper was written to keep a reader busy. */
    static final int DEEPEST = 100;

    private static final Set<String> CLOSING = Set.of("then", "elif", "else", "fi", "do", "done", "esac", "}");
    private static final Token END = new Token("", false, 0);

    private final List<Token> tokens;
    private int at;
    private int depth;

    private ShellParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<ShellNode> parse(String text) throws ShellFault {
        ShellParser parser = new ShellParser(ShellTokens.of(text));
        List<ShellNode> nodes = parser.list(Set.of());
        if (!parser.isEnd()) {
            throw parser.unexpected();
        }
        return nodes;
    }

    private Token peek() {
        return at < tokens.size() ? tokens.get(at) : END;
    }

    private boolean isEnd() {
        return at >= tokens.size();
    }

    private Token next() {
        Token token = peek();
        at++;
        return token;
    }

    private int line() {
        return tokens.isEmpty()
                ? 1
                : tokens.get(Math.min(at, tokens.size() - 1)).line();
    }

    private ShellFault unexpected() {
        String said =
                isEnd() ? "the end of the file" : peek().text().equals("\n") ? "the end of the line" : peek().text();
        return new ShellFault("unexpected: " + said, line());
    }

    private void expect(String word) throws ShellFault {
        if (!peek().text().equals(word)) {
            throw unexpected();
        }
        at++;
    }

    private boolean skip(String... operators) {
        boolean skipped = false;
        while (Set.of(operators).contains(peek().text()) && !peek().isWord()) {
            at++;
            skipped = true;
        }
        return skipped;
    }

    /** Read commands up to one of these words or operators, which is left. */
    private List<ShellNode> list(Set<String> ends) throws ShellFault {
        List<ShellNode> nodes = new ArrayList<>();
        skip("\n");
        while (!isEnd() && !ends.contains(peek().text())) {
            nodes.add(chain());
            boolean ended = skip("\n", ";", "&");
            if (!ended && !isEnd() && !ends.contains(peek().text())) {
                throw unexpected();
            }
        }
        return nodes;
    }

    private List<ShellNode> some(Set<String> ends) throws ShellFault {
        List<ShellNode> nodes = list(ends);
        if (nodes.isEmpty() || isEnd()) {
            throw unexpected();
        }
        return nodes;
    }

    private ShellNode chain() throws ShellFault {
        ShellNode first = pipeline();
        List<ShellNode.Link> rest = new ArrayList<>();
        while (peek().isOperator("&&") || peek().isOperator("||")) {
            boolean ifDone = next().isOperator("&&");
            skip("\n");
            rest.add(new ShellNode.Link(ifDone, pipeline()));
        }
        return rest.isEmpty() ? first : new ShellNode.Chain(first, rest);
    }

    private ShellNode pipeline() throws ShellFault {
        if (peek().isWord("!")) {
            at++;
            ShellNode denied = command();
            return new ShellNode.Not(denied);
        }
        List<ShellNode> parts = new ArrayList<>(List.of(command()));
        while (peek().isOperator("|") || peek().isOperator("|&")) {
            at++;
            skip("\n");
            parts.add(command());
        }
        return parts.size() == 1 ? parts.get(0) : new ShellNode.Block(parts);
    }

    private ShellNode command() throws ShellFault {
        if (++depth > DEEPEST) {
            throw new ShellFault("its parts are nested too deep", line());
        }
        ShellNode node = undecorated();
        depth--;
        return node;
    }

    private ShellNode undecorated() throws ShellFault {
        Token token = peek();
        if (token.isOperator("(")) {
            at++;
            List<ShellNode> inner = some(Set.of(")"));
            expect(")");
            return redirected(new ShellNode.Block(inner));
        }
        if (!token.isWord() && !token.isRedirection()) {
            throw unexpected();
        }
        if (CLOSING.contains(token.text())) {
            throw unexpected();
        }
        return switch (token.isWord() ? token.text() : "") {
            case "if" -> redirected(branches());
            case "case" -> redirected(items());
            case "while", "until" -> {
                at++;
                List<ShellNode> nodes = new ArrayList<>(some(Set.of("do")));
                nodes.addAll(loop());
                yield redirected(new ShellNode.Block(nodes));
            }
            case "for", "select" -> {
                at++;
                while (peek().isWord() && !peek().isWord("do") && !peek().isWord("{")) {
                    at++;
                }
                skip(";", "\n");
                yield redirected(new ShellNode.Block(loop()));
            }
            case "{" -> {
                at++;
                List<ShellNode> inner = some(Set.of("}"));
                expect("}");
                yield redirected(new ShellNode.Block(inner));
            }
            case "function" -> {
                at += 2;
                skip("(", ")", "\n");
                yield new ShellNode.Block(List.of(command()));
            }
            case "[[" -> test();
            default -> simple();
        };
    }

    private List<ShellNode> loop() throws ShellFault {
        boolean isBraced = peek().isWord("{");
        expect(isBraced ? "{" : "do");
        List<ShellNode> nodes = some(Set.of(isBraced ? "}" : "done"));
        expect(isBraced ? "}" : "done");
        return nodes;
    }

    private ShellNode branches() throws ShellFault {
        List<ShellNode.Branch> branches = new ArrayList<>();
        Optional<List<ShellNode>> otherwise = Optional.empty();
        do {
            at++;
            List<ShellNode> condition = some(Set.of("then"));
            expect("then");
            branches.add(new ShellNode.Branch(condition, some(Set.of("elif", "else", "fi"))));
        } while (peek().isWord("elif"));
        if (peek().isWord("else")) {
            at++;
            otherwise = Optional.of(some(Set.of("fi")));
        }
        expect("fi");
        return new ShellNode.If(branches, otherwise);
    }

    private ShellNode items() throws ShellFault {
        at++;
        String word = next().text();
        skip("\n");
        expect("in");
        skip("\n");
        List<ShellNode.Item> items = new ArrayList<>();
        while (!peek().isWord("esac")) {
            skip("(");
            List<String> patterns = new ArrayList<>();
            do {
                if (!peek().isWord()) {
                    throw unexpected();
                }
                patterns.add(next().text());
            } while (skip("|"));
            expect(")");
            List<ShellNode> body = list(Set.of(";;", ";&", ";;&", "esac"));
            items.add(new ShellNode.Item(patterns, body));
            skip(";;", ";&", ";;&", "\n");
        }
        expect("esac");
        return new ShellNode.Case(word, items);
    }

    /** Within double brackets, operators are parts of the expression. */
    private ShellNode test() throws ShellFault {
        List<String> words = new ArrayList<>();
        while (!peek().isWord("]]")) {
            if (isEnd()) {
                throw unexpected();
            }
            Token token = next();
            if (!token.text().equals("\n")) {
                words.add(token.text());
            }
        }
        words.add(next().text());
        return redirected(new ShellNode.Command(words));
    }

    private ShellNode simple() throws ShellFault {
        List<String> words = new ArrayList<>();
        while (peek().isWord() || peek().isRedirection()) {
            if (peek().isRedirection()) {
                redirection();
            } else {
                words.add(next().text());
            }
        }
        if (words.size() == 1 && peek().isOperator("(")) {
            at++;
            expect(")");
            skip("\n");
            return new ShellNode.Block(List.of(command()));
        }
        return new ShellNode.Command(words);
    }

    private ShellNode redirected(ShellNode node) throws ShellFault {
        while (peek().isRedirection() || (peek().isWord() && peek().text().matches("\\d") && nextIsRedirection())) {
            if (peek().isWord()) {
                at++;
            }
            redirection();
        }
        return node;
    }

    private boolean nextIsRedirection() {
        return at + 1 < tokens.size() && tokens.get(at + 1).isRedirection();
    }

    private void redirection() throws ShellFault {
        at++;
        if (!peek().isWord()) {
            throw unexpected();
        }
        at++;
    }
}
