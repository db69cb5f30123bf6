// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.faults.FixtureCopy;

class RecorderFilesTests {

    @TempDir
    Path directory;

    /** With what the converter of Paddle Serving is lent. */
    private static final List<String> UNPACKED = Stream.concat(
                    Stream.of("paddle_fluid_alias.py"), Recorder.FILES.stream())
            .toList();

    @Test
    void lists_every_file_of_the_recorder() throws IOException {
        Path resources =
                FixtureCopy.projectRoot().resolve("tipc-junit/core/src/main/resources/org/tipcjunit/recording");

        assertThat(pythonFiles(resources)).containsExactlyElementsOf(Recorder.FILES);
    }

    @Test
    void unpacks_once_and_repairs_what_is_missing_or_changed() throws IOException {
        Path unpacked = unpacked(new Recorder(directory));
        assertThat(pythonFiles(unpacked)).containsExactlyElementsOf(UNPACKED);
        Path journal = unpacked.resolve("tipc_recorder/journal.py");
        String content = Files.readString(journal);
        Files.writeString(journal, "half");
        Files.delete(unpacked.resolve("sitecustomize.py"));

        assertThat(unpacked(new Recorder(directory))).isEqualTo(unpacked);

        assertThat(journal).hasContent(content);
        assertThat(pythonFiles(unpacked)).containsExactlyElementsOf(UNPACKED);
    }

    @Test
    void unpacks_in_several_threads_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Recorder> unpack = () -> new Recorder(directory);
            for (Future<Recorder> recorder :
                    threads.invokeAll(Stream.generate(() -> unpack).limit(32).toList())) {
                assertThat(pythonFiles(unpacked(recorder.get()))).containsExactlyElementsOf(UNPACKED);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void puts_itself_before_the_python_path_of_the_command_and_shows_no_variable() throws IOException {
        Recorder recorder = new Recorder(directory);
        Path recording = directory.resolve("recording");

        Map<String, String> environment = recorder.environment(
                recording,
                Set.of(RecordingKind.PREDICTOR_RUNS, RecordingKind.LOSSES),
                Optional.of(directory.resolve("inputs")),
                Map.of("PYTHONPATH", "/a:/b", "OTHER", "kept", Recorder.BACKBONE_VARIABLE, "net.backbone"));

        Path site = directory.resolve("recording.site");
        assertThat(environment).isEqualTo(Map.of("PYTHONPATH", site + ":/a:/b", "OTHER", "kept"));
        assertThat(settings(site))
                .containsEntry("TIPC_RECORDER", unpacked(recorder).toString())
                .containsEntry("TIPC_RECORDING_DIR", recording.toString())
                .containsEntry("TIPC_RECORDING_KINDS", "losses,predictor_runs")
                .containsEntry("TIPC_RECORDING_BACKBONE", "net.backbone")
                .containsEntry(
                        "TIPC_RECORDING_INPUTS", directory.resolve("inputs").toString());
        assertThat(recording).isEmptyDirectory();
        assertThat(recorder.environment(recording, Set.of(), Optional.empty(), Map.of()))
                .isEqualTo(Map.of("PYTHONPATH", site.toString()));
        assertThat(settings(site))
                .containsEntry("TIPC_RECORDING_INPUTS", "")
                .doesNotContainKey("TIPC_RECORDING_BACKBONE");
    }

    @Test
    void says_where_it_can_not_be_unpacked() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> new Recorder(file))
                .withMessageContainingAll("can't be unpacked into " + file, "make the folder writable");
    }

    private Path unpacked(Recorder recorder) throws IOException {
        Path recording = directory.resolve("unpacked");
        recorder.environment(recording, Set.of(), Optional.empty(), Map.of());
        return Path.of(Objects.requireNonNull(
                settings(directory.resolve("unpacked.site")).get("TIPC_RECORDER")));
    }

    private static Map<String, String> settings(Path site) throws IOException {
        String[] parts = Files.readString(site.resolve("settings")).split("\0", -1);
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            settings.put(parts[i], parts[i + 1]);
        }
        return settings;
    }

    private static List<String> pythonFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".py"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
