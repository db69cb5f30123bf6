// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.shell;

import java.util.List;
import java.util.Optional;

/** A part of a shell script. */
sealed interface ShellNode {

    /**
     * A simple command; {@code [[} and {@code ((} are such too.
     *
     * @param words its words as they are written, quotes and all
     */
    record Command(List<String> words) implements ShellNode {

        public Command {
            words = List.copyOf(words);
        }
    }

    /**
     * Commands of which each runs for what the one before it ended with.
     *
     * @param first the first
     * @param rest the others
     */
    record Chain(ShellNode first, List<Link> rest) implements ShellNode {

        public Chain {
            rest = List.copyOf(rest);
        }
    }

    /**
     * A command after another.
     *
     * @param ifDone whether it runs where the one before it succeeds, and not where it fails
     * @param node the command
     */
    record Link(boolean ifDone, ShellNode node) {}

    /** A command whose success is a failure. */
    record Not(ShellNode node) implements ShellNode {}

    /** What runs as a whole, and whose success nobody foresees: a loop, a pipeline, a function, a group. */
    record Block(List<ShellNode> nodes) implements ShellNode {

        public Block {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * An {@code if}.
     *
     * @param branches its conditions with what they lead to
     * @param otherwise what runs where none holds
     */
    record If(List<Branch> branches, Optional<List<ShellNode>> otherwise) implements ShellNode {

        public If {
            branches = List.copyOf(branches);
            otherwise = otherwise.map(List::copyOf);
        }
    }

    /** A condition of an {@code if}, and what runs where it holds. */
    record Branch(List<ShellNode> condition, List<ShellNode> body) {

        public Branch {
            condition = List.copyOf(condition);
            body = List.copyOf(body);
        }
    }

    /** A {@code case}: the word, as it is written, and its items. */
    record Case(String word, List<Item> items) implements ShellNode {

        public Case {
            items = List.copyOf(items);
        }
    }

    /** The patterns of an item of a {@code case}, as they are written, and what runs where one matches. */
    record Item(List<String> patterns, List<ShellNode> body) {

        public Item {
            patterns = List.copyOf(patterns);
            body = List.copyOf(body);
        }
    }
}
