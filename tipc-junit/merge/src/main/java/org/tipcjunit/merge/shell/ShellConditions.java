// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says whether conditions hold, as far as they ask for variables that are known.
 *
 * @param variables what these hold
 */
record ShellConditions(Map<String, String> variables) {

    /** Whether commands end with success, of which the last one decides. */
    ShellTruth of(List<ShellNode> nodes) {
        return nodes.isEmpty() ? ShellTruth.YES : of(nodes.get(nodes.size() - 1));
    }

    ShellTruth of(ShellNode node) {
        if (node instanceof ShellNode.Command command) {
            return command(command.words());
        } else if (node instanceof ShellNode.Not not) {
            return of(not.node()).not();
        } else if (node instanceof ShellNode.Chain chain) {
            ShellTruth truth = of(chain.first());
            for (ShellNode.Link link : chain.rest()) {
                truth = link.ifDone() ? truth.and(of(link.node())) : truth.or(of(link.node()));
            }
            return truth;
        }
        return ShellTruth.MAYBE;
    }

    /** Whether a word matches one of the patterns of a {@code case}. */
    ShellTruth matches(String word, List<String> patterns) {
        ShellTruth truth = ShellTruth.NO;
        for (String pattern : patterns) {
            truth = truth.or(compared(word, pattern, false, true));
        }
        return truth;
    }

    private ShellTruth command(List<String> words) {
        if (words.isEmpty()) {
            return ShellTruth.YES;
        }
        int last = words.size() - 1;
        return switch (words.get(0)) {
            case "true", ":" -> ShellTruth.YES;
            case "false" -> ShellTruth.NO;
            case "[" -> words.get(last).equals("]") ? test(words.subList(1, last), false) : ShellTruth.NO;
            case "[[" -> test(words.subList(1, last), true);
            case "test" -> test(words.subList(1, words.size()), false);
            // "[x" is the name of no program.
            default -> words.get(0).startsWith("[") ? ShellTruth.NO : ShellTruth.MAYBE;
        };
    }

    private ShellTruth test(List<String> words, boolean isDouble) {
        if (words.contains("(") || words.contains("\\(")) {
            return ShellTruth.MAYBE;
        }
        int either = words.indexOf(isDouble ? "||" : "-o");
        if (either > 0) {
            return test(words.subList(0, either), isDouble).or(test(words.subList(either + 1, words.size()), isDouble));
        }
        int both = words.indexOf(isDouble ? "&&" : "-a");
        if (both > 0) {
            return test(words.subList(0, both), isDouble).and(test(words.subList(both + 1, words.size()), isDouble));
        }
        if (!words.isEmpty() && words.get(0).equals("!")) {
            return test(words.subList(1, words.size()), isDouble).not();
        }
        if (words.size() == 1) {
            return filled(words.get(0));
        }
        if (words.size() == 2) {
            return switch (words.get(0)) {
                case "-n" -> filled(words.get(1));
                case "-z" -> filled(words.get(1)).not();
                default -> ShellTruth.MAYBE;
            };
        }
        if (words.size() != 3) {
            return ShellTruth.MAYBE;
        }
        return switch (words.get(1)) {
            case "=", "==" -> compared(words.get(0), words.get(2), false, isDouble);
            case "!=" -> compared(words.get(0), words.get(2), false, isDouble).not();
            case "=~" -> isDouble ? compared(words.get(0), words.get(2), true, true) : ShellTruth.NO;
            default -> ShellTruth.MAYBE;
        };
    }

    private ShellTruth filled(String word) {
        return ShellWord.of(word, variables)
                .map(value -> ShellTruth.of(!value.text().isEmpty()))
                .orElse(ShellTruth.MAYBE);
    }

    private ShellTruth compared(String word, String other, boolean asRegex, boolean asPattern) {
        Optional<ShellWord> left = ShellWord.of(word, variables);
        Optional<ShellWord> right = ShellWord.of(other, variables);
        if (left.isEmpty() || right.isEmpty()) {
            return ShellTruth.MAYBE;
        }
        return asRegex || asPattern
                ? right.get().matches(left.get().text(), asRegex)
                : ShellTruth.of(left.get().text().equals(right.get().text()));
    }
}
