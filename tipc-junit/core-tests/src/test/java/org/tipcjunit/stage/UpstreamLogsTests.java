// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamLogsTests {

    private static final String MODE = "lite_train_lite_infer";

    @TempDir
    Path folder;

    @Test
    void files_of_an_earlier_run_of_the_mode_do_not_stay() throws IOException {
        write("target/m/" + MODE + "/results_python.log", "old\n");
        write("target/m/" + MODE + "/python_infer_of_yesterday.log", "old\n");
        write("target/m/whole_infer/results_python.log", "another mode\n");
        write("output/m/" + MODE + "/results_python.log", "new\n");

        publish(true);

        assertThat(folder.resolve("target/m/" + MODE + "/results_python.log")).hasContent("new");
        assertThat(folder.resolve("target/m/" + MODE + "/python_infer_of_yesterday.log"))
                .doesNotExist();
        assertThat(folder.resolve("target/m/whole_infer/results_python.log")).hasContent("another mode");
    }

    @Test
    void another_combination_of_the_run_adds_its_status_lines() throws IOException {
        write("target/m/" + MODE + "/results_python.log", "norm\n");
        write("output/m/" + MODE + "/results_python.log", "amp\n");
        write("output/m/" + MODE + "/amp/latest.pdparams", "weights");

        publish(false);

        assertThat(folder.resolve("target/m/" + MODE + "/results_python.log")).hasContent("norm\namp");
        assertThat(folder.resolve("target/m/" + MODE + "/amp/latest.pdparams")).hasContent("weights");
    }

    private void publish(boolean replacing) throws IOException {
        UpstreamLogs.publish(folder.resolve("output"), folder.resolve("target"), MODE, replacing);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.resolveSibling(".").normalize());
        Files.writeString(path, text);
    }
}
