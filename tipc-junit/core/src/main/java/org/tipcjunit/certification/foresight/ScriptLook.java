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
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.workspace.Checkout;

/**
 * What the code of a chain's scripts says of itself; Python reads it and runs none of it.
 *
 * @param scripts what each stage's script says, by the stage's name; none where nobody could look
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ScriptLook(Map<String, Script> scripts) {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    public ScriptLook {
        scripts = Map.copyOf(scripts);
    }

    /**
     * What a script says.
     *
     * @param name the stage
     * @param known whether all options of its parser are known; nothing is said of one that is not wholly understood
     * @param unknown the options of the command that its parser refuses
     * @param options the options that it takes
     * @param seeds what it seeds; {@code null} where that was not asked, or is not understood
     */
    record Script(
            String name,
            boolean known,
            List<Strange> unknown,
            List<String> options,
            @Nullable Seeds seeds) {

        Script {
            unknown = List.copyOf(unknown);
            options = List.copyOf(options);
        }
    }

    /**
     * An option that no parser knows.
     *
     * @param option the option
     * @param near the one that is most like it; empty where none is
     */
    record Strange(String option, String near) {}

    /**
     * What a script and the repository's modules that it imports seed.
     *
     * @param seeded the kinds that are seeded: {@code paddle}, {@code numpy}, {@code random}
     * @param off calls that seed, and are not made with this command line
     * @param draws where numbers of a kind are drawn
     * @param open whether other code may seed as well
     */
    record Seeds(List<String> seeded, List<Guarded> off, Map<String, Drawn> draws, boolean open) {
        Seeds {
            seeded = List.copyOf(seeded);
            off = List.copyOf(off);
            draws = Map.copyOf(draws);
        }
    }

    /** A call at {@code place} that is made only with the option {@code guard}. */
    record Guarded(String place, String guard) {}

    /** A call of {@code what} at {@code place}. */
    record Drawn(String place, String what) {}

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

    /** Get nothing, as where nobody can look. */
    public static ScriptLook none() {
        return new ScriptLook(Map.of());
    }

    /** Look at the scripts of {@code plan} with the Python that will run them; what keeps it from looking is no matter. */
    public static ScriptLook at(ChainPlan plan, Path python, ProcessRunner runner) {
        List<AskedCommand> commands = new ArrayList<>();
        plan.commands().values().stream()
                .filter(stage -> stage.workspace().equals(plan.workspace()))
                .forEach(stage -> asked(plan, stage).ifPresent(commands::add));
        try {
            return commands.isEmpty() ? none() : ask(new Asked(plan.repository().toString(), commands), python, runner);
        } catch (IOException e) {
            return none();
        }
    }

    private static ScriptLook ask(Asked asked, Path python, ProcessRunner runner) throws IOException {
        Path log = Files.createTempFile("tipc-scripts", ".json");
        try {
            ProcessOutcome outcome = runner.run(
                    new Command(
                            List.of(python.toString(), "-IS", "-c", program(), JSON.writeValueAsString(asked)),
                            Path.of(asked.root()),
                            Map.of("PYTHONIOENCODING", "utf-8")),
                    log,
                    LIMIT,
                    OutputListener.none());
            if (!outcome.termination().isSuccess()) {
                return none();
            }
            List<Script> scripts = List.of(JSON.readValue(log.toFile(), Script[].class));
            return new ScriptLook(
                    scripts.stream().collect(Collectors.toMap(Script::name, script -> script, (one, other) -> one)));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static Optional<AskedCommand> asked(ChainPlan plan, PlannedStage stage) {
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
        return Checkout.of(plan.repository())
                .original(plan.workspace(), stage.command().workingDirectory())
                .map(directory -> new AskedCommand(
                        stage.name(), file, directory.toString(), arguments, stage.kind() == StageKind.TRAIN));
    }

    private static String program() throws IOException {
        try (InputStream stream = ScriptLook.class.getResourceAsStream("scripts.py")) {
            if (stream == null) {
                throw new IllegalStateException("the library lacks its resource scripts.py");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
