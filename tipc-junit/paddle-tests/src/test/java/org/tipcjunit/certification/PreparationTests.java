// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.config.Mode;
import org.tipcjunit.environment.EnvironmentException;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.StageListener;

class PreparationTests {

    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";
    private static final String SERVICE =
            "test_tipc/configs/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt";

    @TempDir
    Path folder;

    /** What is read after the environment is known would be opened before, too; the next test sees the rest. */
    @Test
    void opens_the_config_and_that_of_the_service_once() throws IOException {
        Request request =
                request().stating("python", folder.resolve("no-python").toString());

        List<String> read = readBy(
                () -> assertThatExceptionOfType(EnvironmentException.class).isThrownBy(() -> prepare(request)));

        assertThat(read).filteredOn(CONFIG::equals).hasSize(1);
        assertThat(read).filteredOn(SERVICE::equals).hasSize(1);
    }

    @Test
    @NeedsPaddle
    void opens_both_once_until_a_chain_is_ready() throws IOException {
        Request request = request();

        List<String> read = readBy(() -> prepare(request));

        assertThat(read).filteredOn(CONFIG::equals).hasSize(1);
        assertThat(read).filteredOn(SERVICE::equals).hasSize(1);
    }

    private Request request() {
        Path repository = FixtureCopy.into(folder.resolve("repository")).root();
        List<Demand<?>> demands = List.copyOf(GuideDemands.ofBaseChain().values());
        return Request.of(repository, CONFIG, Mode.LITE_TRAIN_LITE_INFER, folder.resolve("results"))
                .demanding(demands)
                .stating("serving", SERVICE);
    }

    private static void prepare(Request request) {
        try (SharedTools tools = SharedTools.start(request.settings())) {
            Preparation.prepare(request, tools, StageListener.none());
        }
    }

    /** Get the files of the repository that something reads to their ends, once for each time, as the JVM itself tells. */
    private List<String> readBy(Runnable work) throws IOException {
        Path events = folder.resolve("reads.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileRead").withoutThreshold().withoutStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(events);
        }
        String repository = folder.resolve("repository") + "/";
        List<String> read = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(events)) {
            String path = String.valueOf(event.getString("path"));
            if (path.startsWith(repository) && event.getBoolean("endOfFile")) {
                read.add(path.substring(repository.length()));
            }
        }
        return read;
    }
}
