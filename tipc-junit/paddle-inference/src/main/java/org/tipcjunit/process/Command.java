// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A command to run: its argument vector, working directory and changes to the environment.
 *
 * @param argv the program and its arguments; at least one, no shell is involved
 * @param workingDirectory the folder the command runs in; never {@code null}
 * @param environment variables added to this JVM's own, an empty value removes the variable; never {@code null}
 * @param enclosure what keeps it from the rest of the machine; empty where it has all rights of the user
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Command(
        List<String> argv, Path workingDirectory, Map<String, String> environment, Optional<Enclosure> enclosure) {

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least a program");
        }
    }

    /** Create a command that has all rights of the user. */
    public Command(List<String> argv, Path workingDirectory, Map<String, String> environment) {
        this(argv, workingDirectory, environment, Optional.empty());
    }

    /** Get the same command with other variables, kept from the rest of the machine. */
    public Command within(Enclosure other, Map<String, String> variables) {
        return new Command(argv, workingDirectory, variables, Optional.of(other));
    }

    /** Get the argument vector, without what encloses it, as one line that a POSIX shell would split into the same arguments. */
    public String commandLine() {
        return argv.stream().map(Command::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        if (!argument.isEmpty()
                && argument.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-./=:,@%+".indexOf(c) >= 0)) {
            return argument;
        }
        return "'" + argument.replace("'", "'\\''") + "'";
    }
}
