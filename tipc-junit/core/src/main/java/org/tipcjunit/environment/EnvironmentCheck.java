// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/**
 * Looks what of the environments is there, and installs nothing.
 *
 * @param settings what the machine gives
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record EnvironmentCheck(EnvironmentSettings settings) {

    /** How far an environment is. */
    public enum State {
        /** It is there, complete. */
        PROVISIONED,
        /** Its Python is there, and something that can install it. */
        CAN_BE_PROVISIONED,
        /** Its Python is missing, or what installs. */
        CANNOT_BE_PROVISIONED
    }

    /**
     * An environment.
     *
     * @param name its name, such as {@code paddle-2.6.2}
     * @param python the version of Python that it needs
     * @param state how far it is
     * @param observed what was found
     * @param remedy what to do; empty where nothing has to be done
     */
    public record Found(String name, String python, State state, String observed, String remedy) {}

    /** Look at every environment that can be provisioned. */
    public List<Found> environments() {
        List<Found> found = new ArrayList<>();
        for (String name : RequirementSet.names()) {
            found.add(environment(RequirementSet.committed(name)));
        }
        return found;
    }

    private Found environment(RequirementSet set) {
        Path home = new Provisioner(settings, line -> {}).home(set);
        if (Files.isExecutable(home.resolve("venv/bin/python"))) {
            return new Found(set.name(), set.python(), State.PROVISIONED, "provisioned in " + home, "");
        }
        try (ProcessRunner runner = new ProcessRunner()) {
            Commands commands = new Commands(runner, settings.variables());
            Path python = new PythonFinder(settings, commands, Path.of("/")).find(set);
            String installer = installer(python, commands);
            return installer.isEmpty()
                    ? new Found(
                            set.name(),
                            set.python(),
                            State.CANNOT_BE_PROVISIONED,
                            python + " has neither venv nor pip, and there is no uv",
                            "apt-get install python" + set.python() + "-venv python3-pip, or install uv:"
                                    + " https://docs.astral.sh/uv/getting-started/installation")
                    : new Found(
                            set.name(),
                            set.python(),
                            State.CAN_BE_PROVISIONED,
                            "not provisioned yet; " + python + " and " + installer
                                    + " are there: the first certification" + " installs it, from a package index",
                            "");
        } catch (EnvironmentException e) {
            return new Found(
                    set.name(),
                    set.python(),
                    State.CANNOT_BE_PROVISIONED,
                    "no Python " + set.python() + " was found",
                    e.problem().remedy().strip());
        }
    }

    /** Get what can install packages for an interpreter; empty for nothing. */
    private String installer(Path python, Commands commands) {
        boolean off = settings.variable("TIPC_UV").filter("off"::equals).isPresent();
        if (!off) {
            Path home = settings.variable("HOME").map(Path::of).orElse(settings.cacheDirectory());
            if (!PythonFinder.onPath(settings, "uv").isEmpty()
                    || Files.isExecutable(home.resolve(".local/bin/uv"))
                    || Files.isExecutable(home.resolve(".cargo/bin/uv"))) {
                return "uv";
            }
        }
        return answers(python, commands, "import ensurepip, venv") ? "pip" : "";
    }

    private static boolean answers(Path python, Commands commands, String statement) {
        try {
            Path folder = Files.createTempDirectory("tipc-check");
            try {
                ProcessOutcome outcome = commands.run(
                        List.of(python.toString(), "-c", statement),
                        folder,
                        Map.of("PYTHONHOME", "", "PYTHONPATH", ""),
                        folder.resolve("answer.log"),
                        Duration.ofSeconds(20),
                        OutputListener.none());
                return outcome.termination().isSuccess();
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            return false;
        }
    }
}
