// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config.shell;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One simple command of a command line.
 *
 * @param words the program and its arguments, without quotes and redirections; empty where only variables are set
 * @param assignments the variables that stand before the program, such as {@code FLAGS_x=1}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ShellCommand(List<String> words, Map<String, String> assignments) {

    public ShellCommand {
        words = List.copyOf(words);
        assignments = Map.copyOf(assignments);
    }
}
