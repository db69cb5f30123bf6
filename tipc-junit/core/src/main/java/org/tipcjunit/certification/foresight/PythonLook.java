// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.PlannedStage;

/**
 * Lets one of the library's programs look at the scripts of a chain: Python reads their code and runs none of it.
 *
 * @param plan the chain
 * @param python what will run the scripts
 * @param runner runs it
 */
record PythonLook(ChainPlan plan, Path python, ProcessRunner runner) {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private record Asked(String root, List<AskedCommand> commands) {
        private Asked {
            commands = List.copyOf(commands);
        }
    }

    private record AskedCommand(String name, String script, String directory, List<String> argv, boolean seeds) {
        private AskedCommand {
            argv = List.copyOf(argv);
        }
    }

    /**
     * Get what a program prints; empty where it cannot look, whose reason is no matter.
     *
     * @param program the name of its resource
     * @param flags those of Python
     */
    <T> Optional<T> ask(String program, String flags, Class<T> answer) {
        List<AskedCommand> commands = new ArrayList<>();
        plan.commands().values().stream()
                .filter(stage -> stage.workspace().equals(plan.workspace()))
                .forEach(stage -> asked(stage).ifPresent(commands::add));
        if (commands.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path log = Files.createTempFile("tipc-scripts", ".json");
            try {
                ProcessOutcome outcome = runner.run(
                        new Command(
                                List.of(
                                        python.toString(),
                                        flags,
                                        "-c",
                                        program(program),
                                        JSON.writeValueAsString(
                                                new Asked(plan.repository().toString(), commands))),
                                plan.repository(),
                                Map.of("PYTHONIOENCODING", "utf-8")),
                        log,
                        LIMIT,
                        OutputListener.none());
                return outcome.termination().isSuccess()
                        ? Optional.of(JSON.readValue(log.toFile(), answer))
                        : Optional.empty();
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<AskedCommand> asked(PlannedStage stage) {
        List<String> argv = stage.argv();
        int script = 0;
        while (script < argv.size() && !argv.get(script).endsWith(".py")) {
            script++;
        }
        if (script == argv.size()) {
            return Optional.empty();
        }
        String file = argv.get(script);
        List<String> arguments = argv.subList(script + 1, argv.size());
        return new CommandPaths(plan)
                .original(stage.command().workingDirectory())
                .map(directory -> new AskedCommand(
                        stage.name(), file, directory.toString(), arguments, stage.kind() == StageKind.TRAIN));
    }

    private static String program(String name) throws IOException {
        try (InputStream stream = PythonLook.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the library lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
