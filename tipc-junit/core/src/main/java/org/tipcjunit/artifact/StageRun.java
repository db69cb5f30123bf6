// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.recording.Recording;

/**
 * A stage that has run: its command, how it ended, and what was recorded.
 *
 * @param model the model's name
 * @param name the stage's name, unique in its chain, such as {@code train} or {@code infer}
 * @param kind the kind of stage
 * @param directory the stage's own folder, made fresh for this run
 * @param outcome the command and how it ended
 * @param output the lines that the command printed, standard output and error merged
 * @param recording what the recorder saw
 * @param started how its script was started, in words
 * @param beside what ran at the same time, by name; mostly nothing
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record StageRun(
        String model,
        String name,
        StageKind kind,
        Path directory,
        ProcessOutcome outcome,
        List<String> output,
        Recording recording,
        String started,
        List<String> beside) {

    /** What stands among what ran at the same time for all that ran for other models. */
    public static final String OF_ANOTHER = "another certification";

    private static final int QUOTED = 4;

    public StageRun {
        output = List.copyOf(output);
        beside = List.copyOf(beside);
    }

    /** Create one that ran alone. */
    public StageRun(
            String model,
            String name,
            StageKind kind,
            Path directory,
            ProcessOutcome outcome,
            List<String> output,
            Recording recording,
            String started) {
        this(model, name, kind, directory, outcome, output, recording, started, List.of());
    }

    /** Get the same run as that of a stage of another name. */
    public StageRun called(String other) {
        return new StageRun(model, other, kind, directory, outcome, output, recording, started, beside);
    }

    /** Get the file that its command means by a path, with symbolic links followed where the file exists. */
    public Path file(String path) {
        Path file = outcome.command().workingDirectory().resolve(path);
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    /** Get the last lines that it printed, each behind a line break and a bar, for a message about another stage. */
    public String quotedEnd() {
        return output.subList(Math.max(0, output.size() - QUOTED), output.size()).stream()
                .map(line -> "\n  | " + line)
                .collect(Collectors.joining());
    }
}
