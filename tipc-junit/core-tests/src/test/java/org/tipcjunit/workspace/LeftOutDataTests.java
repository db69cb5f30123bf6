// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeftOutDataTests {

    private static final Optional<LeftOutData> FOUND =
            Optional.of(new LeftOutData("data/SIDD/train/input", "data/SIDD"));

    @TempDir
    private Path folder;

    private Path checkout;
    private Path copy;

    @BeforeEach
    void ignore_data() throws IOException, InterruptedException {
        checkout = Files.createDirectories(folder.toRealPath().resolve("checkout"));
        copy = Files.createDirectories(folder.toRealPath().resolve("copy"));
        Files.createDirectories(checkout.resolve("data/SIDD/train/input"));
        Files.writeString(checkout.resolve("data/SIDD/train/input/a.png"), "");
        Files.createDirectories(copy.resolve("data"));
        Files.writeString(checkout.resolve(".gitignore"), "data/\n");
        Files.createDirectories(checkout.resolve("seen/new"));
        new ProcessBuilder("git", "init", "-q", checkout.toString()).start().waitFor();
    }

    private Optional<LeftOutData> found(String line) {
        return LeftOutData.in(List.of("epoch 1", line), copy, copy, checkout);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FileNotFoundError: [Errno 2] No such file or directory: 'data/SIDD/train/input'",
                "cat: data/SIDD/train/input: No such file or directory",
                "AssertionError: path \"data/SIDD/train/input\" does not exist.",
                "ValueError: data/SIDD/train/input doesn't exist!",
                "Exception: dataset_dir=data/SIDD/train/input not found"
            })
    void data_that_git_ignores_is_named_up_to_what_the_copy_has(String line) {
        assertThat(found(line)).isEqualTo(FOUND);
    }

    @Test
    void a_whole_folder_is_named_where_the_copy_has_nothing_of_it() throws IOException {
        Files.delete(copy.resolve("data"));

        assertThat(found("No such file or directory: 'data/SIDD/train/input'").map(LeftOutData::data))
                .contains("data");
    }

    @Test
    void paths_are_those_of_the_folder_that_the_command_ran_in() throws IOException {
        Path tools = Files.createDirectories(copy.resolve("tools"));

        assertThat(LeftOutData.in(List.of("No such file: '../data/SIDD'"), tools, copy, checkout)
                        .map(LeftOutData::data))
                .contains("data/SIDD");
        assertThat(LeftOutData.in(List.of("No such file: '" + copy + "/data/SIDD'"), tools, copy, checkout)
                        .map(LeftOutData::data))
                .contains("data/SIDD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "ModuleNotFoundError: No module named 'transfer'; transfer; transfer.py",
                "ModuleNotFoundError: No module named 'tools.weights'; tools.weights; tools/weights.py",
                "ImportError: cannot import name 'weights' from 'tools' (/copy/tools/__init__.py); tools.weights; tools/weights.py",
                "ModuleNotFoundError: No module named 'weights'; weights; tools/weights.py",
                "ModuleNotFoundError: No module named 'data'; data; data"
            })
    void a_module_that_git_ignores_is_named_by_its_file(String line, String module, String file) throws IOException {
        Files.writeString(checkout.resolve(".gitignore"), "data/\ntransfer.py\nweights.py\n");
        Files.writeString(checkout.resolve("transfer.py"), "");
        Files.delete(copy.resolve("data"));
        Path tools = Files.createDirectories(copy.resolve("tools"));
        Files.writeString(Files.createDirectories(checkout.resolve("tools")).resolve("weights.py"), "");

        assertThat(LeftOutData.module(List.of("Traceback", line), List.of(tools, copy), copy, checkout))
                .contains(new LeftOutData(module, file));
        Files.writeString(checkout.resolve(".gitignore"), "");
        assertThat(LeftOutData.module(List.of(line), List.of(tools, copy), copy, checkout))
                .isEmpty();
    }

    @Test
    void a_module_that_is_no_file_of_the_repository_is_not_spoken_of() throws IOException {
        Files.createDirectories(copy.resolve("seen"));

        assertThat(LeftOutData.module(
                        List.of(
                                "ModuleNotFoundError: No module named 'yaml'",
                                "ModuleNotFoundError: No module named 'seen.new'",
                                "ImportError: cannot import name 'a' from 'yaml'"),
                        List.of(copy),
                        copy,
                        checkout))
                .isEmpty();
    }

    @Test
    void what_no_data_option_mends_is_not_spoken_of() throws IOException {
        assertThat(found("No such file or directory: 'data/other'")).isEmpty();
        assertThat(found("No such file or directory: 'seen/new'")).isEmpty();
        assertThat(found("No such file or directory: '/etc/passwd'")).isEmpty();
        assertThat(found("loading data/SIDD/train/input")).isEmpty();
        Files.createDirectories(copy.resolve("data/SIDD/train/input"));
        assertThat(found("No such file or directory: 'data/SIDD/train/input'")).isEmpty();
    }
}
