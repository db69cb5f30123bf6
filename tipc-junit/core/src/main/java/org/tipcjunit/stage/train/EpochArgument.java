// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The argument of a training that holds its number of epochs, or of iterations.
 *
 * @param option the option, such as {@code --epochs} or {@code Global.epoch_num}
 * @param value the number that the mode chooses, at least 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record EpochArgument(String option, int value) {

    /** Whether the number is one of iterations, as with {@code --iters}. */
    public boolean countsIterations() {
        return option.toLowerCase(java.util.Locale.ROOT).matches(".*(iters?|steps?|iterations)$");
    }

    /**
     * Get the smallest number that trains at least {@code wanted} iterations.
     *
     * @param trained how many iterations {@link #value()} trained, at least 1
     */
    public int valueFor(int wanted, int trained) {
        long number = countsIterations() ? wanted : ((long) wanted * value + trained - 1) / trained;
        return Math.toIntExact(number);
    }

    /** Get the number in {@code argv}. */
    public Optional<Integer> valueIn(List<String> argv) {
        return argv.stream()
                .filter(word -> word.matches(Pattern.quote(option) + "=[1-9][0-9]{0,8}"))
                .map(word -> Integer.valueOf(word.substring(option.length() + 1)))
                .findFirst();
    }

    /** Get {@code argv} with another number. */
    public List<String> in(List<String> argv, int number) {
        List<String> changed = new ArrayList<>();
        for (String word : argv) {
            changed.add(word.startsWith(option + "=") ? option + "=" + number : word);
        }
        return changed;
    }
}
