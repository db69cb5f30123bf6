// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/**
 * A bubblewrap of this machine that works.
 *
 * @param program its file
 * @param version such as {@code 0.8.0}
 * @param prlimit the program that tells the kernel of limits; empty where there is none
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Bubblewrap(Path program, String version, Optional<Path> prlimit) {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("bubblewrap (\\d+)\\.(\\d+)(\\.\\d+)?");
    private static final int FIRST_WITH_SIZES = 8;

    /** Own namespaces for everything but the network, no rights of root, and a machine that can only be read. */
    private static final List<String> ALWAYS = List.of(
            "--unshare-user",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--cap-drop",
            "ALL",
            "--ro-bind",
            "/",
            "/",
            "--dev",
            "/dev",
            "--proc",
            "/proc");

    /**
     * What was found of it.
     *
     * @param working it, where it works
     * @param problem why not, where it does not; else empty
     * @param remedy what to do then
     */
    public record Found(Optional<Bubblewrap> working, String problem, String remedy) {}

    /** Look for it on the search path for programs, and try it. */
    public static Found look(Map<String, String> variables) {
        Optional<Path> program = program("bwrap", variables);
        if (program.isEmpty()) {
            return new Found(Optional.empty(), "bubblewrap is not installed", "apt-get install bubblewrap");
        }
        try (ProcessRunner runner = new ProcessRunner()) {
            Path log = Files.createTempFile("tipc-bubblewrap", ".log");
            try {
                return tried(program.get(), variables, runner, log);
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bubblewrap cannot be tried", e);
        }
    }

    private static Found tried(Path program, Map<String, String> variables, ProcessRunner runner, Path log) {
        run(List.of(program.toString(), "--version"), runner, log);
        Matcher version = VERSION.matcher(String.join(" ", LogTail.lastLines(log, 1)));
        Bubblewrap found = new Bubblewrap(
                program,
                version.find() ? version.group().replace("bubblewrap ", "") : "of an unknown version",
                program("prlimit", variables));
        List<String> words = new ArrayList<>(found.words(false));
        words.add("--");
        words.add("true");
        ProcessOutcome outcome = run(words, runner, log);
        if (outcome.termination().isSuccess()) {
            return new Found(Optional.of(found), "", "");
        }
        return new Found(
                Optional.empty(),
                "bubblewrap does not work: " + outcome.termination().describe() + ": "
                        + String.join(" ", LogTail.lastLines(log, 2)),
                "allow namespaces of users: sysctl -w kernel.unprivileged_userns_clone=1, on Ubuntu sysctl -w"
                        + " kernel.apparmor_restrict_unprivileged_userns=0, in a container docker run --security-opt"
                        + " seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined");
    }

    private static ProcessOutcome run(List<String> argv, ProcessRunner runner, Path log) {
        return runner.run(new Command(argv, Path.of("/"), Map.of()), log, LIMIT, OutputListener.none());
    }

    private static Optional<Path> program(String name, Map<String, String> variables) {
        return Arrays.stream(variables.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Get the words that begin a command line of it. */
    List<String> words(boolean network) {
        List<String> words = new ArrayList<>();
        words.add(program.toString());
        words.addAll(ALWAYS);
        if (!network) {
            words.add("--unshare-net");
        }
        return words;
    }

    /** Get the words that give a folder of memory at most so many bytes, where it can be told so. */
    List<String> size(long bytes) {
        Matcher matcher = VERSION.matcher("bubblewrap " + version);
        boolean told = matcher.find()
                && (Integer.parseInt(matcher.group(1)) > 0 || Integer.parseInt(matcher.group(2)) >= FIRST_WITH_SIZES);
        return told ? List.of("--size", String.valueOf(bytes)) : List.of();
    }
}
