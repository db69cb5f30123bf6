// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Arguments that the user adds to a training.
 *
 * <p>Many scripts take several overrides behind one option ({@code -o a=1 b=2}), and only those of the last time that it is given: what
 * is added behind it once more would take the place of the command's own overrides, the device among them. Such overrides are put
 * behind the command's own option.
 *
 * @param added the words
 */
record AddedArguments(List<String> added) {

    AddedArguments {
        added = List.copyOf(added);
    }

    /** Get a command with these arguments. */
    List<String> to(List<String> argv) {
        List<String> command = new ArrayList<>(argv);
        int last = IntStream.range(0, argv.size())
                .filter(i -> argv.get(i).startsWith("-"))
                .max()
                .orElse(argv.size());
        List<String> behind = argv.subList(Math.min(last + 1, argv.size()), argv.size());
        boolean several = behind.size() > 1 && behind.stream().allMatch(AddedArguments::isOverride);
        List<String> others = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            boolean again = several && added.get(i).equals(argv.get(last));
            if (!again) {
                others.add(added.get(i));
                continue;
            }
            while (i + 1 < added.size() && isOverride(added.get(i + 1))) {
                command.add(added.get(++i));
            }
        }
        command.addAll(others);
        return command;
    }

    private static boolean isOverride(String word) {
        return !word.startsWith("-") && word.indexOf('=') > 0;
    }
}
