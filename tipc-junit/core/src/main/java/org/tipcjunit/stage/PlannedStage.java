// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.isolation.Loopback;
import org.tipcjunit.isolation.Place;
import org.tipcjunit.process.Command;

/**
 * A stage as it is to be run.
 *
 * @param name the stage's name, unique in its chain
 * @param kind the kind of stage
 * @param command the repository's own command
 * @param directory the stage's folder, which does not exist before it runs
 * @param limit how long the command may run
 * @param workspace the folder of the working copy that it runs in
 * @param upstream what upstream's script would have run; empty for a stage of the user or of this library
 * @param loopback what joins a service and its clients, where each has a loopback of its own
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlannedStage(
        String name,
        StageKind kind,
        Command command,
        Path directory,
        Duration limit,
        Path workspace,
        Optional<Upstream> upstream,
        Optional<Loopback> loopback) {

    /**
     * What upstream's script would have run.
     *
     * @param command the command's words, with the interpreter's name as the config has it
     * @param log the log that the script names, absolute in the working copy; empty where it has none
     * @param place the log, or something else that the command writes, beside which the script keeps its status lines; empty
     *     where it writes nothing
     */
    public record Upstream(List<String> command, Optional<Path> log, Optional<Path> place) {
        public Upstream {
            command = List.copyOf(command);
        }
    }

    /** Create a stage that nothing has to be joined to. */
    public PlannedStage(
            String name,
            StageKind kind,
            Command command,
            Path directory,
            Duration limit,
            Path workspace,
            Optional<Upstream> upstream) {
        this(name, kind, command, directory, limit, workspace, upstream, Optional.empty());
    }

    /** Create a stage of no upstream script, whose working directory is its working copy. */
    public PlannedStage(String name, StageKind kind, Command command, Path directory, Duration limit) {
        this(name, kind, command, directory, limit, command.workingDirectory(), Optional.empty());
    }

    /** Get the folder that the recorder writes to. */
    public Path recording() {
        return directory.resolve("recording");
    }

    /** Get the file that the command's output goes to. */
    public Path log() {
        return directory.resolve("stage.log");
    }

    /** Get the Python script that the command runs, absolute; empty where it runs something else. */
    public Optional<Path> script() {
        return command.argv().stream()
                .filter(word -> word.endsWith(".py"))
                .findFirst()
                .map(word -> command.workingDirectory().resolve(word).normalize());
    }

    /** Get the name of its script's file; empty where it runs none. */
    public Optional<String> scriptName() {
        return script().map(path -> String.valueOf(path.getFileName()));
    }

    /** Get the same command as another stage, in a working copy of its own beside this one's. */
    public PlannedStage again(String otherName, StageKind otherKind) {
        Path copy = workspace.resolveSibling("workspace-" + otherName);
        return new PlannedStage(
                otherName,
                otherKind,
                new Command(
                        command.argv().stream().map(word -> moved(word, copy)).toList(),
                        in(copy, command.workingDirectory()),
                        command.environment()),
                directory.resolveSibling(otherName),
                limit,
                copy,
                Optional.empty());
    }

    /** Get the same command as a stage of another name, with a folder of its own. */
    public PlannedStage called(String otherName) {
        return new PlannedStage(
                otherName, kind, command, directory.resolveSibling(otherName), limit, workspace, upstream, loopback);
    }

    /** Get where it runs, in the folder of a run. */
    Place place(Path run) {
        return new Place(
                run,
                workspace,
                directory,
                kind == StageKind.SERVE
                        ? Place.Use.SERVING
                        : kind == StageKind.REQUEST ? Place.Use.ASKING : Place.Use.OTHER,
                loopback);
    }

    /** Get the words of its command. */
    public List<String> argv() {
        return command.argv();
    }

    public PlannedStage withArguments(List<String> argv) {
        return withCommand(new Command(argv, command.workingDirectory(), command.environment()));
    }

    public PlannedStage withCommand(Command other) {
        return new PlannedStage(name, kind, other, directory, limit, workspace, upstream, loopback);
    }

    /** Get the same stage, joined to a service or its clients. */
    public PlannedStage joined(Optional<Loopback> other) {
        return new PlannedStage(name, kind, command, directory, limit, workspace, upstream, other);
    }

    public PlannedStage withLimit(Duration other) {
        return new PlannedStage(name, kind, command, directory, other, workspace, upstream, loopback);
    }

    /** Get a file of this stage's working copy as it is called in another one. */
    public Path in(Path copy, Path file) {
        return copy.resolve(workspace.relativize(file).toString()).normalize();
    }

    private String moved(String word, Path copy) {
        List<String> parts = new ArrayList<>(List.of(word.split("=", 2)));
        int last = parts.size() - 1;
        Path path = parts.get(last).startsWith("/") ? Path.of(parts.get(last)) : null;
        if (path != null && path.startsWith(workspace)) {
            parts.set(last, in(copy, path).toString());
        }
        return String.join("=", parts);
    }
}
