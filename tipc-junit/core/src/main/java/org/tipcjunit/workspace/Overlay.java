// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/**
 * A Python environment of a working copy's own, on top of the one that all working copies share: what {@code prepare.sh} installs
 * goes there and is found first, and nothing of it changes the one below.
 *
 * @param workingCopy the folder of the working copy, which holds it
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Overlay(Path workingCopy) {

    private static final String FOLDER = ".tipc-environment";
    private static final String MAKER = "overlay.py";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long LARGEST_TEXT = 1 << 20;

    /** Get its folder. */
    public Path folder() {
        return workingCopy.resolve(FOLDER);
    }

    /** Get its interpreter. */
    public Path python() {
        return folder().resolve("bin/python");
    }

    /** Whether {@code python} is the interpreter of one, of whichever working copy. */
    public static boolean isOne(Path python) {
        return python.endsWith(Path.of(FOLDER, "bin/python"));
    }

    /** Whether the working copy has one. */
    public boolean isMade() {
        return Files.isExecutable(python());
    }

    /**
     * Make it.
     *
     * @param base the interpreter of the environment below
     * @param logs the folder for its script and logs, which is made where it is missing
     * @throws WorkspaceException if it cannot be made
     */
    public void make(Path base, Path logs, ProcessRunner runner) {
        run(List.of(base.toString()), List.of("make", folder().toString()), logs, UnaryOperator.identity(), runner);
        if (!isMade()) {
            throw new WorkspaceException(
                    "the environment for what prepare.sh installs was made without " + python(),
                    "name an interpreter whose venv module works with tipc.python");
        }
    }

    /**
     * Get variables with which installers install into it, and leave pinned packages as they are.
     *
     * @param pinned the packages that stay, as {@code name==version}
     * @param path the search path for programs that its own come before
     * @param logs the folder for the list of pinned packages
     */
    public Map<String, String> variables(List<String> pinned, String path, Path logs) {
        Path constraints = logs.resolve("pinned.txt");
        try {
            Files.createDirectories(logs);
            Files.write(constraints, pinned);
        } catch (IOException e) {
            throw unwritable(logs, e);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        // What a user's shell may carry that would lead an installer elsewhere.
        for (String name : List.of("PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIREMENT", "PYTHONHOME")) {
            variables.put(name, "");
        }
        variables.put("PIP_CONSTRAINT", constraints.toString());
        variables.put("UV_CONSTRAINT", constraints.toString());
        variables.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        variables.put("PIP_NO_INPUT", "1");
        variables.put("VIRTUAL_ENV", folder().toString());
        variables.put("PATH", programPath(path));
        return variables;
    }

    /** Get a search path on which its programs come first. */
    public String programPath(String path) {
        return folder().resolve("bin") + ":" + path;
    }

    /**
     * Look at what it holds.
     *
     * @param enclosing keeps what was installed, which Python runs when it starts, from the rest of the machine
     * @throws WorkspaceException if it does not answer
     */
    public Installed look(Path logs, UnaryOperator<Command> enclosing, ProcessRunner runner) {
        return read(run(List.of(python().toString(), "-I"), List.of("look"), logs, enclosing, runner));
    }

    /** Get the packages that it held when it was looked at; none where it never was. */
    public List<String> lastSeen(Path logs) {
        Path log = logs.resolve("environment-look.log");
        return Files.isRegularFile(log) ? read(log).packages() : List.of();
    }

    private static Installed read(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return Installed.of(lines.toList());
        } catch (IOException e) {
            throw unwritable(log, e);
        }
    }

    /** Make what names the working copy that this one was copied from name this one. */
    void moveFrom(Path original) throws IOException {
        if (!isMade()) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder(), 5)) {
            for (Path file : files.filter(this::namesPlaces).toList()) {
                // One character a byte, so that whatever the encoding is stays.
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                String moved = text.replace(latin(original), latin(workingCopy));
                if (!moved.equals(text)) {
                    Files.writeString(file, moved, StandardCharsets.ISO_8859_1);
                }
            }
        }
    }

    /** Programs, links to sources, and the modules that find those. */
    private boolean namesPlaces(Path file) {
        try {
            Path place = folder().relativize(file);
            return Files.isRegularFile(file)
                    && !Files.isSymbolicLink(file)
                    && Files.size(file) < LARGEST_TEXT
                    && (place.startsWith("bin")
                            || place.toString()
                                    .matches(".*\\.(?:pth|egg-link|cfg)|.*/__editable__.*\\.py|.*/direct_url\\.json"));
        } catch (IOException e) {
            return false;
        }
    }

    private static String latin(Path path) {
        return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private Path run(
            List<String> interpreter,
            List<String> arguments,
            Path logs,
            UnaryOperator<Command> enclosing,
            ProcessRunner runner) {
        Path script = logs.resolve(MAKER);
        Path log = logs.resolve("environment-" + arguments.get(0) + ".log");
        try (InputStream text = Overlay.class.getResourceAsStream(MAKER)) {
            if (text == null) {
                throw new IOException("the library lacks its resource org/tipcjunit/workspace/" + MAKER);
            }
            Files.createDirectories(logs);
            Files.write(script, text.readAllBytes());
        } catch (IOException e) {
            throw unwritable(logs, e);
        }
        List<String> argv = new ArrayList<>(interpreter);
        argv.add(script.toString());
        argv.addAll(arguments);
        ProcessOutcome outcome = runner.run(
                enclosing.apply(
                        new Command(argv, workingCopy, Map.of("PYTHONPATH", "", "PYTHONDONTWRITEBYTECODE", "1"))),
                log,
                LIMIT,
                OutputListener.none());
        if (!outcome.termination().isSuccess()) {
            throw new WorkspaceException(
                    "the environment for what prepare.sh installs cannot be "
                            + (arguments.get(0).equals("make") ? "made" : "looked at") + ": "
                            + outcome.termination().describe() + ": "
                            + String.join(" ", LogTail.lastLines(outcome.log(), 1)),
                    "see " + log + "; it takes Python's venv module and some 15 MB");
        }
        return log;
    }

    private static WorkspaceException unwritable(Path folder, IOException cause) {
        return new WorkspaceException(
                "the preparation in " + folder + " cannot be logged: " + cause,
                "free disk space, correct permissions, or name another folder with tipc.output",
                cause);
    }

    /**
     * What such an environment holds.
     *
     * @param packages what was installed, as {@code name==version}; its own pip does not count
     * @param below what the environment below gives to it, as {@code name==version}
     * @param replaced what stands in the place of a module that must come from below, in words
     */
    public record Installed(List<String> packages, List<String> below, List<String> replaced) {

        public Installed {
            packages = List.copyOf(packages);
            below = List.copyOf(below);
            replaced = List.copyOf(replaced);
        }

        private static Installed of(List<String> lines) {
            return new Installed(
                    marked(lines, "installed\t").stream()
                            .filter(name -> !name.startsWith("pip=="))
                            .toList(),
                    marked(lines, "below\t"),
                    marked(lines, "replaced\t"));
        }

        private static List<String> marked(List<String> lines, String mark) {
            return lines.stream()
                    .filter(line -> line.startsWith(mark))
                    .map(line -> line.substring(mark.length()))
                    .sorted()
                    .toList();
        }

        /** Get which of {@code pinned} are not what they were, in words. */
        public List<String> changed(List<String> pinned) {
            List<String> changed = new ArrayList<>();
            for (String pin : pinned) {
                String name = pin.replaceFirst("[=<].*", "");
                packages.stream()
                        .filter(other -> other.startsWith(name + "=="))
                        .forEach(other -> changed.add(
                                pin.contains("==") ? pin + " was replaced by " + other : other + " was installed"));
            }
            changed.addAll(replaced);
            return changed;
        }
    }
}
