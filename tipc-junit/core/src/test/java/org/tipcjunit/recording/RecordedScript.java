// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.python.SharedWarmStart;

/** A script of the test resources, run by a real Python with the recorder. */
record RecordedScript(ProcessOutcome outcome, String output, Path recordingDirectory) {

    /** How to run scripts in one folder with one interpreter. */
    record Setting(
            Path python, Path directory, Set<RecordingKind> kinds, Optional<Path> inputs, Map<String, String> base) {

        static Setting of(Path python, Path directory) {
            return new Setting(
                    python,
                    directory,
                    EnumSet.complementOf(EnumSet.of(RecordingKind.SERVING_CLIENT)),
                    Optional.empty(),
                    Map.of());
        }

        Setting with(RecordingKind... some) {
            return new Setting(python, directory, Set.of(some), inputs, base);
        }

        Setting withInputs(Path folder) {
            return new Setting(python, directory, kinds, Optional.of(folder), base);
        }

        Setting withVariable(String name, String value) {
            Map<String, String> more = new HashMap<>(base);
            more.put(name, value);
            return new Setting(python, directory, kinds, inputs, more);
        }

        /** Run {@code python script arguments}, recorded into a fresh folder. */
        RecordedScript run(String script, String... arguments) {
            return run(true, List.of(resource(script).toString()), arguments);
        }

        /** Run {@code python -m module arguments}. */
        RecordedScript runModule(String module, String... arguments) {
            return run(true, List.of("-m", module), arguments);
        }

        RecordedScript runUnrecorded(String script, String... arguments) {
            return run(false, List.of(resource(script).toString()), arguments);
        }

        private RecordedScript run(boolean recorded, List<String> start, String... arguments) {
            List<String> argv = new ArrayList<>(List.of(python.toString()));
            argv.addAll(start);
            argv.addAll(List.of(arguments));
            try (ProcessRunner runner = new ProcessRunner()) {
                Path folder = Files.createTempDirectory(directory, "run");
                Path recording = folder.resolve("recording");
                Map<String, String> environment = recorded
                        ? new Recorder(directory.resolve("recorder")).environment(recording, kinds, inputs, base)
                        : base;
                Command command = new Command(argv, folder, environment);
                // As stages are, and not the clients of services.
                boolean isWarm = recorded && !kinds.contains(RecordingKind.SERVING_CLIENT);
                Command started = isWarm
                        ? SharedWarmStart.get()
                                .command(command, python, "recorded", List.of(), folder.resolve("started"))
                                .orElse(command)
                        : command;
                ProcessOutcome outcome =
                        runner.run(started, folder.resolve("log"), Duration.ofMinutes(3), OutputListener.none());
                return new RecordedScript(outcome, Files.readString(outcome.log()), recording);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Get a script among the resources; scripts run from files, also where these tests lie in a jar. */
    static Path resource(String name) {
        return FixtureCopy.projectRoot()
                .resolve("tipc-junit/core/src/test/resources/org/tipcjunit/recording")
                .resolve(name);
    }

    RecordedScript thatSucceeded() {
        assertThat(outcome.termination().isSuccess())
                .as(
                        "%s: %s%n%s",
                        outcome.command().commandLine(), outcome.termination().describe(), output)
                .isTrue();
        return this;
    }

    Recording recording() {
        return RecordingReader.read(recordingDirectory);
    }

    RecordedProcess onlyProcess() {
        assertThat(recording().processes()).as(output).hasSize(1);
        return recording().processes().get(0);
    }

    /** The rest of the printed lines that start with {@code word}. */
    List<String> printed(String word) {
        return output.lines()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }
}
