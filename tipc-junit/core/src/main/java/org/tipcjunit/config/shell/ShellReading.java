// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.shell;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * An assignment of what a function makes of an element of an array, such as {@code epoch_key=$(func_parser_key "${lines[6]}")}.
 *
 * @param variable the variable
 * @param function the function
 * @param array the array
 * @param index the element, as it is written
 * @param arguments what else the function gets, as it is written
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ShellReading(String variable, String function, String array, String index, String arguments) {

    private static final Pattern READING =
            Pattern.compile("(?:local )?(\\w+)=\\$\\((\\w+) \"?\\$\\{(\\w+)\\[([^\\]]+)\\]\\}\"?(.*?)\\)");

    /** Take a line of a {@link ShellScript} for such an assignment; empty when it is none. */
    public static Optional<ShellReading> of(String line) {
        Matcher reading = READING.matcher(line);
        return reading.matches()
                ? Optional.of(new ShellReading(
                        reading.group(1),
                        reading.group(2),
                        reading.group(3),
                        reading.group(4).strip(),
                        reading.group(5)))
                : Optional.empty();
    }
}
