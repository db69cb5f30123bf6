// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Mode;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.process.Command;
import org.tipcjunit.workspace.Checkout;

/**
 * Makes stages of planned commands: in the working copy, with the request's interpreter and limits.
 *
 * @param request what the chain is planned for
 * @param configPath the config that the commands come from
 * @param mode the mode of the chain, as scripts take it
 */
@API(status = Status.INTERNAL, since = "0.1")
public record StagePlanner(ChainRequest request, String configPath, String mode) {

    private static final Pattern INTERPRETER = Pattern.compile("(.*/)?python[0-9.]*");
    private static final Duration WHOLE_INFERENCE = Duration.ofMinutes(30);

    /** Get the folder of the working copy. */
    public Path workspace() {
        return request.run().directory().resolve("workspace");
    }

    /** Get the repository in the working copy. */
    public Path copy() {
        return Checkout.of(request.model().repository()).repositoryIn(workspace());
    }

    public PlannedStage stage(String name, StageKind kind, PlannedCommand command) {
        Path directory = copy().resolve(command.directory()).normalize();
        Optional<Path> log = command.log().filter(path -> !path.isBlank()).map(path -> copy().resolve(path)
                .normalize());
        return new PlannedStage(
                name,
                kind,
                new Command(argv(command.argvBelow(copy())), directory, environment(command)),
                request.run().directory().resolve(name),
                stageLimit(),
                workspace(),
                Optional.of(new PlannedStage.Upstream(command.argv(), log, log.or(() -> command.outputs().stream()
                        .findFirst()
                        .map(path -> place(command, path))))));
    }

    /** The first word that names an interpreter may come after a wrapper such as timeout. */
    private List<String> argv(List<String> planned) {
        List<String> argv = new ArrayList<>(planned);
        for (int i = 0; i < argv.size(); i++) {
            if (INTERPRETER.matcher(argv.get(i)).matches()) {
                argv.set(i, request.run().python().toString());
                return argv;
            }
        }
        return argv;
    }

    private Map<String, String> environment(PlannedCommand command) {
        Map<String, String> environment = new HashMap<>(command.environment());
        // Scripts start programs of the environment, and other interpreters by name.
        environment.put("PATH", request.run().programPath());
        return environment;
    }

    /** Get where a path of a command lies in the working copy. */
    public Path place(PlannedCommand command, String path) {
        return command.placeBelow(copy(), path);
    }

    /** A file that lies elsewhere is the user's, and may be older than the run. */
    public void requireInside(Path path, String what) {
        if (!path.startsWith(workspace())) {
            throw problem(
                    "has " + what + " at " + path + ", outside the repository", "name places inside the repository");
        }
    }

    public Duration stageLimit() {
        return request.limits().stage().orElse(modeLimit());
    }

    /** Get how long all stages may take: what was asked for, or what the mode gives, but never less than one of them may. */
    public Duration chainLimit() {
        Duration byMode = modeLimit();
        Duration stage = stageLimit();
        return request.limits().chain().orElse(stage.compareTo(byMode) > 0 ? stage : byMode);
    }

    public Duration modeLimit() {
        return Mode.of(mode).map(Mode::stageLimit).orElse(WHOLE_INFERENCE);
    }

    public ConfigException problem(String problem, String remedy) {
        return problem(1, problem, remedy);
    }

    public ConfigException problem(int line, String problem, String remedy) {
        return new ConfigException(new Problem(new Place(configPath, OptionalInt.of(line)), problem, remedy));
    }

    /** Get a path as a command in {@code folder} would name it. */
    public static String shortest(Path folder, Path path) {
        return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
    }
}
