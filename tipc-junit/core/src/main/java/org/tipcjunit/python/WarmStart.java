// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.python;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;

/**
 * Makes commands run their script in a fork of a Python that has imported Paddle.
 *
 * <p>The fork is made by a server of the interpreter, the slot and all that the process would inherit; it ends two minutes after
 * its last script. Scripts of different slots share no server, so that what a process draws when it starts, such as the order of
 * sets, still differs between a training and what is compared with it. Whatever would differ from a plain start is started
 * plainly, by the launcher itself; see {@code server.py} and ADR 0015.
 *
 * <p>Instances are safe for use by several threads; JVMs can share a folder.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class WarmStart {

    static final List<String> FILES =
            List.of("kept.py", "launcher.py", "same.py", "server.py", "site/sitecustomize.py");

    private final Path launcher;
    private final Path servers;

    /**
     * Unpack the launcher into {@code installDirectory}, where it is not there already.
     *
     * @throws IOException if it can't be written
     */
    public WarmStart(Path installDirectory) throws IOException {
        Path directory = PythonFiles.of(WarmStart.class, FILES).unpack(installDirectory, "warm");
        this.launcher = directory.resolve("launcher.py");
        this.servers = directory.resolve("servers");
    }

    /**
     * Get the command that runs the same script in a fork, or plainly where that would differ.
     *
     * @param command the command with the environment that a recorder gave it
     * @param python the interpreter whose Paddle is certified
     * @param slot what sets the script apart from those that it is compared with
     * @param later the slots of scripts that come next, whose servers are started meanwhile
     * @param report a file that gets how the script was started
     * @return empty where only a plain start will do
     */
    public Optional<Command> command(Command command, Path python, String slot, List<String> later, Path report) {
        List<String> argv = command.argv();
        boolean isScript = argv.size() > 1
                && argv.get(0).equals(python.toString())
                && argv.get(1).endsWith(".py")
                && !argv.get(1).startsWith("-")
                && Files.isRegularFile(command.workingDirectory().resolve(argv.get(1)));
        // A path of this run would need a server of its own.
        boolean isLedInto = command.environment().getOrDefault("PYTHONPATH", "").contains(File.pathSeparator);
        if (!isScript || isLedInto) {
            return Optional.empty();
        }
        String slots = Stream.concat(Stream.of(slot), later.stream()).collect(Collectors.joining(","));
        List<String> words = new ArrayList<>(
                List.of(python.toString(), "-IS", launcher.toString(), servers.toString(), slots, report.toString()));
        words.addAll(argv.subList(1, argv.size()));
        return Optional.of(new Command(words, command.workingDirectory(), command.environment()));
    }

    /** Get how a script was started, from its report; in words, plainly where there is no report. */
    public static String started(Path report) {
        try {
            String line = Files.isRegularFile(report)
                    ? Files.readString(report, StandardCharsets.UTF_8).strip()
                    : "";
            return switch (line) {
                case "" -> "plainly";
                case "warm" -> "in a fork of a Python that had imported paddle";
                default -> line.replaceFirst("^cold: ", "plainly, as ");
            };
        } catch (IOException e) {
            return "unknown: " + e;
        }
    }
}
