// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/**
 * Runs a repository's {@code test_tipc/prepare.sh} and sees which of its commands fail, although such scripts go on after a
 * failure.
 *
 * <p>A status of 1 of a command that asks something ({@code grep}, {@code [}, {@code diff} and the like) is an answer, and what
 * the script handles with {@code if} or {@code ||} on the same line is handled.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PrepareScript {

    private static final String SCRIPT = "test_tipc/prepare.sh";
    private static final String HOOK = "prepare_hook.sh";
    private static final String FAILURES = "failures.txt";

    private PrepareScript() {}

    /** Get the folder beside a working copy for what is told of its preparation. */
    public static Path folder(Path workingCopy) {
        return workingCopy.resolveSibling(workingCopy.getFileName() + "-prepare");
    }

    /** Get the commands of the script that failed in a working copy; none where it did not run. */
    public static List<String> failures(Path workingCopy) {
        try {
            Path file = folder(workingCopy).resolve(FAILURES);
            return Files.isRegularFile(file) ? distinct(file) : List.of();
        } catch (IOException e) {
            return List.of("what failed in " + SCRIPT + " cannot be read: " + e);
        }
    }

    /**
     * Run the script in the working copy.
     *
     * @return how it ended; never {@code null}
     * @throws WorkspaceException if the repository has no such script, or the folder for its log cannot be written
     */
    public static Preparation run(PrepareRequest request, ProcessRunner runner, OutputListener listener) {
        Path repository = request.copy().repository();
        if (!Files.isRegularFile(repository.resolve(SCRIPT))) {
            throw new WorkspaceException(
                    "the repository has no " + SCRIPT,
                    "do not ask for its preparation, and name data that git ignores with tipc.data");
        }
        try {
            Path directory = Files.createDirectories(request.directory());
            Path hook = directory.resolve(HOOK);
            Files.write(hook, hook());
            Path failures = directory.resolve(FAILURES);
            Files.write(failures, new byte[0]);
            Map<String, String> environment = new LinkedHashMap<>(request.environment());
            environment.put("BASH_ENV", hook.toString());
            environment.put("TIPC_PREPARE_ROOT", request.copy().directory().toString());
            environment.put("TIPC_PREPARE_FAILURES", failures.toString());
            ProcessOutcome outcome = runner.run(
                    request.enclosing()
                            .apply(new Command(
                                    List.of("bash", SCRIPT, request.config(), request.mode()),
                                    repository,
                                    environment)),
                    directory.resolve("prepare.log"),
                    request.limit(),
                    listener);
            return new Preparation(outcome, distinct(failures));
        } catch (IOException e) {
            throw new WorkspaceException(
                    "the preparation in " + request.directory() + " cannot be logged: " + e,
                    "free disk space, correct permissions, or name another folder with tipc.output",
                    e);
        }
    }

    /** Loops and subshells repeat the failure of the command inside them. */
    private static List<String> distinct(Path failures) throws IOException {
        List<String> first = new ArrayList<>();
        String before = "";
        for (String line : new String(Files.readAllBytes(failures), StandardCharsets.UTF_8).split("\n", -1)) {
            String place = line.replaceFirst("(:\\d+: status \\d+(?: \\(set -e\\))?: ).*", "$1");
            boolean repeats = place.equals(before)
                    || line.matches(".*: status \\d+(?: \\(set -e\\))?: (for |while |until |\\( ).*");
            if (!line.isEmpty() && !repeats && !first.contains(line)) {
                first.add(line);
            }
            before = place;
        }
        return first;
    }

    private static byte[] hook() throws IOException {
        try (InputStream stream = PrepareScript.class.getResourceAsStream(HOOK)) {
            if (stream == null) {
                throw new IOException("the library lacks its resource org/tipcjunit/workspace/" + HOOK);
            }
            return stream.readAllBytes();
        }
    }
}
