// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where two commands differ, word by word.
 *
 * @param seen words that only the script's command has
 * @param planned words that only the plan's command has
 */
record WordDifference(List<String> seen, List<String> planned) {

    static WordDifference between(SeenCommand seen, SeenCommand planned) {
        return new WordDifference(only(words(seen), words(planned)), only(words(planned), words(seen)));
    }

    /** Get the command among {@code candidates} with the fewest words that differ from {@code command}. */
    static Optional<SeenCommand> closest(SeenCommand command, List<SeenCommand> candidates) {
        return candidates.stream()
                .filter(candidate -> between(command, candidate).size()
                        < command.argv().size() + candidate.argv().size())
                .min(Comparator.comparingInt(
                        candidate -> between(command, candidate).size()));
    }

    boolean isOnlyOrder() {
        return seen.isEmpty() && planned.isEmpty();
    }

    private int size() {
        return seen.size() + planned.size();
    }

    private static List<String> words(SeenCommand command) {
        List<String> words = new ArrayList<>(command.argv());
        words.add("cwd=" + command.directory());
        words.add(SeenCommand.VISIBLE_DEVICES + "=" + command.visibleDevices().orElse("(unset)"));
        return words;
    }

    private static List<String> only(List<String> words, List<String> others) {
        Set<String> known = new HashSet<>(others);
        return words.stream().filter(word -> !known.contains(word)).toList();
    }
}
