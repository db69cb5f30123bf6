// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * Asks git about checkouts, and changes nothing of them.
 *
 * @param runner runs git
 * @param scratch a folder for answers, which are removed
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Git(ProcessRunner runner, Path scratch) {

    private static final Path NOTHING = Path.of("/dev/null");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Takes no lock, asks about the folder itself, and trusts a checkout of another user: no hook and no monitor of it is run. */
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("GIT_OPTIONAL_LOCKS", "0"),
            Map.entry("GIT_DIR", ""),
            Map.entry("GIT_WORK_TREE", ""),
            Map.entry("GIT_INDEX_FILE", ""),
            Map.entry("GIT_PREFIX", ""),
            Map.entry("GIT_CONFIG_COUNT", "4"),
            Map.entry("GIT_CONFIG_KEY_0", "safe.directory"),
            Map.entry("GIT_CONFIG_VALUE_0", "*"),
            Map.entry("GIT_CONFIG_KEY_1", "core.fsmonitor"),
            Map.entry("GIT_CONFIG_VALUE_1", "false"),
            Map.entry("GIT_CONFIG_KEY_2", "core.hooksPath"),
            Map.entry("GIT_CONFIG_VALUE_2", NOTHING.toString()),
            Map.entry("GIT_CONFIG_KEY_3", "log.showSignature"),
            Map.entry("GIT_CONFIG_VALUE_3", "false"));

    /**
     * Get an answer that ends each of its parts with NUL.
     *
     * @param folder where git is asked
     * @param variables what the environment has besides
     * @throws IOException if git fails, with what it says
     */
    public List<String> names(Path folder, Map<String, String> variables, String... arguments) throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : answer(folder, variables, arguments).split("\0", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** Get an answer as it is; see {@link #names}. */
    public String answer(Path folder, Map<String, String> variables, String... arguments) throws IOException {
        Path answer = Files.createTempFile(scratch, "git-answer-", ".log");
        try {
            write(answer, NOTHING, folder, variables, arguments);
            return new String(Files.readAllBytes(answer), StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(answer);
        }
    }

    /**
     * Write an answer into a file as it is.
     *
     * @param answer the file, which is made or replaced
     * @param input what git reads
     * @param folder where git is asked
     * @param variables what the environment has besides
     * @throws IOException if git fails, with what it says
     */
    public void write(Path answer, Path input, Path folder, Map<String, String> variables, String... arguments)
            throws IOException {
        Path warnings = Files.createTempFile(scratch, "git-says-", ".log");
        Map<String, String> environment = new LinkedHashMap<>(ENVIRONMENT);
        environment.putAll(variables);
        try {
            // Through a shell, since names and warnings must not be mixed.
            List<String> argv = new ArrayList<>(List.of(
                    "sh",
                    "-c",
                    "in=$1; shift; exec git \"$@\" > \"$0\" < \"$in\"",
                    answer.toString(),
                    input.toString()));
            argv.addAll(List.of(arguments));
            ProcessOutcome outcome =
                    runner.run(new Command(argv, folder, environment), warnings, LIMIT, OutputListener.none());
            if (!outcome.termination().isSuccess()) {
                throw new IOException("git " + arguments[0] + " in " + folder + ": "
                        + outcome.termination().describe() + ": "
                        + new String(Files.readAllBytes(warnings), StandardCharsets.UTF_8).strip());
            }
        } finally {
            Files.deleteIfExists(warnings);
        }
    }
}
