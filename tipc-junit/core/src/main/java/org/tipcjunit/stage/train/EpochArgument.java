// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

    private static final String NUMBER = "[1-9][0-9]{0,8}";

    /** Not those of intervals and of parts of a training, such as {@code --log_iters}, {@code --warmup_epochs} or {@code --start_epoch}. */
    private static final Pattern CALLED_SO = Pattern.compile(
            "(?i)(?:--?|(?:[a-z]\\w*\\.)+)(?:max|num|n|total|train|train_num|num_train)?[-_]?(?:epochs?|iters?|iterations?|steps?)(?:[-_]num)?");

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

    /**
     * Get the number that would do where the training's loop counts from 1 and leaves the last epoch out; empty where it was seen to make
     * as many passes over its data as it was asked for, or where that number saves nothing.
     *
     * @param passes how many passes over its data {@link #value()} made
     */
    OptionalInt valueWithoutLast(int wanted, int trained, int passes) {
        if (countsIterations() || passes < 1 || passes != value - 1 || trained % passes != 0) {
            return OptionalInt.empty();
        }
        int ofPass = trained / passes;
        int number = (wanted + ofPass - 1) / ofPass + 1;
        return number < valueFor(wanted, trained) ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** Get the number in {@code argv}, be it behind an equals sign or the next word; of several the last one, as scripts do. */
    public Optional<Integer> valueIn(List<String> argv) {
        return IntStream.range(0, argv.size())
                .mapToObj(i -> isAlone(argv, i) ? option + "=" + argv.get(i + 1) : argv.get(i))
                .filter(word -> word.matches(Pattern.quote(option) + "=" + NUMBER))
                .map(word -> Integer.valueOf(word.substring(option.length() + 1)))
                .reduce((first, last) -> last);
    }

    /** Get {@code argv} with another number. */
    public List<String> in(List<String> argv, int number) {
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < argv.size(); i++) {
            String word = argv.get(i);
            boolean isValue = i > 0 && isAlone(argv, i - 1);
            changed.add(word.startsWith(option + "=") ? option + "=" + number : isValue ? "" + number : word);
        }
        return changed;
    }

    /** Find the one option of {@code argv} that is called as numbers of epochs or of iterations mostly are; none of several. */
    static Optional<EpochArgument> calledSo(List<String> argv) {
        List<EpochArgument> found = argv.stream()
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(name -> CALLED_SO.matcher(name).matches())
                .distinct()
                .flatMap(name ->
                        new EpochArgument(name, 1).valueIn(argv).stream().map(value -> new EpochArgument(name, value)))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private boolean isAlone(List<String> argv, int i) {
        return argv.get(i).equals(option)
                && i + 1 < argv.size()
                && argv.get(i + 1).matches(NUMBER);
    }
}
