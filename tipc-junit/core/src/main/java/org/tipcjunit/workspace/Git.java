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
import java.util.Set;
import java.util.TreeSet;
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
    private static final String EMPTY = "TIPC_EMPTY";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final List<Setting> SETTINGS = List.of(
            new Setting("safe.directory", "*"),
            new Setting("core.fsmonitor", "false"),
            new Setting("core.hooksPath", NOTHING.toString()),
            new Setting("log.showSignature", "false"));

    /**
     * Takes no lock, asks about the folder itself, fetches nothing, takes each commit for what it is ({@code git replace}), and trusts a checkout of another user: no hook, no monitor and no
     * transport of it is run.
     */
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("GIT_OPTIONAL_LOCKS", "0"),
            Map.entry("GIT_DIR", ""),
            Map.entry("GIT_WORK_TREE", ""),
            Map.entry("GIT_INDEX_FILE", ""),
            Map.entry("GIT_PREFIX", ""),
            Map.entry("GIT_NO_LAZY_FETCH", "1"),
            Map.entry("GIT_NO_REPLACE_OBJECTS", "1"),
            Map.entry("GIT_ALLOW_PROTOCOL", "none"));

    /** A setting of git's, which goes before all that files say. */
    private record Setting(String name, String value) {}

    /**
     * Get variables that leave out the filters of a checkout's own configuration, whose programs may be anybody's; those of the user's may
     * run. Whatever compares a file with an index runs them.
     *
     * @param folder the checkout, or the submodule: each has a configuration of its own
     * @throws IOException if its configuration cannot be read, or names a filter that no variable can name
     */
    public Map<String, String> withoutFilters(Path folder) throws IOException {
        List<String> names = new ArrayList<>(settings(folder, "--local"));
        try {
            names.addAll(settings(folder, "--worktree"));
        } catch (IOException e) {
            // Of several working trees none has settings of its own then.
        }
        Set<String> filters = new TreeSet<>();
        for (String name : names) {
            if (name.matches("(?s)filter\\..+\\.[^.]+")) {
                filters.add(name.substring(0, name.lastIndexOf('.')));
            }
        }
        List<Setting> settings = new ArrayList<>();
        for (String filter : filters) {
            // The variables of a process are bytes of the machine's own encoding, and the letters of a configuration
            // are anybody's.
            if (!filter.matches("\\p{Print}+")) {
                throw new IOException(folder + " is configured with a filter whose name is no plain text: "
                        + filter.replaceAll("\\P{Print}", "?"));
            }
            settings.add(new Setting(filter + ".clean", ""));
            settings.add(new Setting(filter + ".smudge", ""));
            settings.add(new Setting(filter + ".process", ""));
            settings.add(new Setting(filter + ".required", "false"));
        }
        return variables(settings);
    }

    private List<String> settings(Path folder, String whose) throws IOException {
        return names(folder, Map.of(), "config", whose, "--includes", "--list", "--name-only", "-z");
    }

    private static Map<String, String> variables(List<Setting> more) {
        List<Setting> all = new ArrayList<>(SETTINGS);
        all.addAll(more);
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> empty = new ArrayList<>();
        variables.put("GIT_CONFIG_COUNT", String.valueOf(all.size()));
        for (int i = 0; i < all.size(); i++) {
            variables.put("GIT_CONFIG_KEY_" + i, all.get(i).name());
            if (all.get(i).value().isEmpty()) {
                empty.add("GIT_CONFIG_VALUE_" + i);
            } else {
                variables.put("GIT_CONFIG_VALUE_" + i, all.get(i).value());
            }
        }
        // A command is given no variables without a value, and git wants them.
        variables.put(EMPTY, String.join(" ", empty));
        return variables;
    }

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
        environment.putAll(variables(List.of()));
        environment.putAll(variables);
        try {
            // Through a shell, since names and warnings must not be mixed.
            List<String> argv = new ArrayList<>(List.of(
                    "sh",
                    "-c",
                    "in=$1; shift; for name in $" + EMPTY
                            + "; do export \"$name=\"; done; exec git \"$@\" > \"$0\" < \"$in\"",
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
