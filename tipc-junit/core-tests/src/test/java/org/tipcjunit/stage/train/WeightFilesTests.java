// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.stage.FolderState;

class WeightFilesTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "run/net/latest, run/latest.pdparams",
        "run/latest, run/net/latest.pdparams",
        "run/net/last.bin, run/last.bin"
    })
    void finds_weights_that_lie_a_level_beside(String planned, String written) throws IOException {
        FolderState before = FolderState.of(directory);
        Files.createDirectories(directory.resolve(written).getParent());
        Path file = Files.writeString(directory.resolve(written), "weights");

        assertThat(new WeightFiles(directory.resolve(planned)).elsewhere(before))
                .hasValue(file);
    }

    @Test
    void names_no_weights_that_were_there_before_or_are_empty_or_of_another_name() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("run"));
        Files.writeString(folder.resolve("latest.pdparams"), "weights");
        FolderState before = FolderState.of(directory);
        Files.createFile(Files.createDirectories(folder.resolve("empty")).resolve("latest.pdparams"));
        Files.writeString(folder.resolve("best.pdparams"), "weights");

        assertThat(new WeightFiles(folder.resolve("net/latest")).elsewhere(before))
                .isEmpty();
    }

    @Test
    void several_files_of_weights_in_a_folder_are_the_folder_and_one_is_the_file() throws IOException {
        FolderState before = FolderState.of(directory);
        Path folder = Files.createDirectories(directory.resolve("run"));
        Path last = Files.writeString(folder.resolve("last.pdparams"), "weights");
        Files.writeString(folder.resolve("last.pdopt"), "moments");

        assertThat(new WeightFiles(folder).written(before)).hasValue(last);

        Files.writeString(folder.resolve("best.pdparams"), "weights");

        assertThat(new WeightFiles(folder).written(before)).hasValue(folder);
    }
}
