// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.environment.PipCommand;
import org.tipcjunit.environment.PipPackage;
import org.tipcjunit.process.Command;
import org.tipcjunit.workspace.Overlay;

/** A module that a command imports in vain: one of the repository's own, which has to be installed as well, or another one. */
final class MissingModule {

    private static final Pattern MISSING =
            Pattern.compile("^ModuleNotFoundError: No module named '([A-Za-z_]\\w*)([\\w.]*)'");
    private static final String PADDLE = "paddle";

    private MissingModule() {}

    /** Find it in what {@code command} printed. */
    static Optional<KnownCause> in(List<String> output, Command command) {
        return output.stream()
                .map(MISSING::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(2).isEmpty()
                        ? whole(found.group(1), command)
                        : part(found.group(1), found.group(1) + found.group(2)))
                .reduce((first, last) -> last)
                .map(KnownCause::new);
    }

    private static String whole(String module, Command command) {
        return isOwn(module, command.workingDirectory())
                ? module
                        + " is the repository's own, and scripts below other folders do not find it: begin with"
                        + " PYTHONPATH=. in the environment of tipc, or install the repository as its prepare.sh"
                        + " may do (--prepare, or " + pip(command)
                        + " --no-deps . in the repository, again after"
                        + " each change)"
                : notInstalled(module, command);
    }

    /** What is found but for a part of it. */
    private static String part(String module, String name) {
        return module.equals(PADDLE)
                ? name
                        + " is no part of this version of Paddle (paddle.fluid is gone since 2.5): import what"
                        + " took its place, or certify with a Paddle that has it (--python)"
                : name
                        + " is no part of the " + module
                        + " that was found: install the version of it that has this part, or see which folder called "
                        + module + " comes first on the path";
    }

    private static String notInstalled(String module, Command command) {
        String name = PipPackage.of(module);
        // What is installed there by hand is gone with the working copy.
        return Overlay.isOne(Path.of(command.argv().get(0)))
                ? module
                        + " is not installed, and prepare.sh, whose environment is made anew each time, does not install it: add"
                        + " 'pip install " + name
                        + "' to it where the package is called like the module, or name a Python that"
                        + " has it (--python)"
                : module + " is not installed: " + pip(command) + " " + name
                        + " where the package is called like the module, or --prepare where prepare.sh installs it";
    }

    private static boolean isOwn(String module, Path directory) {
        return Files.isDirectory(directory.resolve(module)) || Files.isRegularFile(directory.resolve(module + ".py"));
    }

    private static String pip(Command command) {
        return PipCommand.install(Path.of(command.argv().get(0)));
    }
}
