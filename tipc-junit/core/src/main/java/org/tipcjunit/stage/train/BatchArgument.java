// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The argument of a training that holds its batch size.
 *
 * @param option the option, such as {@code --batch_size} or {@code Train.loader.batch_size_per_card}
 * @param value the number of samples that the mode chooses, at least 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record BatchArgument(String option, int value) {

    /** Not those of evaluations that stand beside it. */
    private static final Pattern CALLED_SO = Pattern.compile(
            "(?i)(?!.*(?:eval|test|val[_.-]|infer|predict)).*(?:batch[-_]?size(?:[-_]per[-_](?:card|gpu|device))?|first_bs)");

    private static final Pattern VALUE = Pattern.compile("(?:=|^)([1-9][0-9]{0,8})$");

    /** Find it among the options that a config has lines for; none of several, and none that is given with several values. */
    static Optional<BatchArgument> of(Collection<String> options, List<String> argv) {
        List<BatchArgument> found = options.stream()
                .filter(option -> CALLED_SO.matcher(option).matches())
                .flatMap(option -> values(option, argv).stream().map(value -> new BatchArgument(option, value)))
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static List<Integer> values(String option, List<String> argv) {
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < argv.size(); i++) {
            boolean isAlone = i > 0 && argv.get(i - 1).equals(option);
            if (isAlone || argv.get(i).startsWith(option + "=")) {
                Matcher value = VALUE.matcher(argv.get(i));
                if (value.find()) {
                    values.add(Integer.valueOf(value.group(1)));
                }
            }
        }
        return values;
    }
}
