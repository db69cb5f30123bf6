// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.config.ConfigException;

class ConfigSelectionTests {

    @TempDir
    Path folder;

    @BeforeEach
    void make_a_repository() throws IOException {
        for (String file : List.of(
                "test_tipc/configs/a/train_infer_python.txt",
                "test_tipc/configs/b/train_infer_python.txt",
                "test_tipc/configs/b/serving.txt",
                "tutorials/step6/test_tipc/configs/c/train_infer_python.txt",
                ".git/test_tipc/configs/d/train_infer_python.txt")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "model_name:x\n");
        }
    }

    private List<SelectedConfig> select(String... patterns) {
        return new ConfigSelection(folder).select(List.of(patterns));
    }

    @ParameterizedTest
    @CsvSource({
        "test_tipc/configs/b/serving.txt, 1",
        "test_tipc/configs/*/train_infer_python.txt, 2",
        "test_tipc/configs/b/*, 2",
        "test_tipc/configs/{a;b}/train_*.txt, 2",
        "**/train_infer_python.txt, 3",
        "tutorials/**/*.txt, 1"
    })
    void finds_configs_by_path_or_glob(String pattern, int count) {
        assertThat(select(pattern.replace(';', ','))).hasSize(count);
    }

    @Test
    void gives_each_config_once_in_the_order_of_paths() {
        assertThat(select("test_tipc/configs/b/*", "**/train_infer_python.txt", "test_tipc/configs/a/*"))
                .extracting(SelectedConfig::shown)
                .containsExactly(
                        "test_tipc/configs/a/train_infer_python.txt",
                        "test_tipc/configs/b/serving.txt",
                        "test_tipc/configs/b/train_infer_python.txt",
                        "tutorials/step6/test_tipc/configs/c/train_infer_python.txt");
    }

    @Test
    void runs_commands_in_the_parent_of_the_innermost_test_tipc() {
        assertThat(select("tutorials/**/train_infer_python.txt"))
                .singleElement()
                .satisfies(config -> {
                    assertThat(config.root().folder()).isEqualTo(folder.resolve("tutorials/step6"));
                    assertThat(config.path()).isEqualTo("test_tipc/configs/c/train_infer_python.txt");
                    assertThat(config.file()).isRegularFile();
                });
    }

    @Test
    void takes_an_absolute_path_inside_the_repository() {
        assertThat(select(folder.resolve("test_tipc/configs/b/serving.txt").toString()))
                .extracting(SelectedConfig::path)
                .containsExactly("test_tipc/configs/b/serving.txt");
    }

    @Test
    void takes_a_file_whose_name_looks_like_a_glob() throws IOException {
        Files.writeString(folder.resolve("test_tipc/configs/a/[x].txt"), "");

        assertThat(select("test_tipc/configs/a/[x].txt")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no/such.txt",
                "no/such/*.txt",
                "test_tipc/configs/*/no_such.txt",
                "../*.txt",
                "/etc/passwd",
                "test_tipc/configs",
                ".git/**/*.txt"
            })
    void refuses_what_matches_no_file_of_the_repository(String pattern) {
        assertThatThrownBy(() -> select("test_tipc/configs/a/*", pattern))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no file in " + folder + " matches " + pattern)
                .hasMessageContaining("\n  remedy: ");
    }

    @Test
    void refuses_a_broken_glob_and_a_folder_that_does_not_exist() {
        assertThatThrownBy(() -> select("test_tipc/{a"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("test_tipc/{a is no glob");
        assertThatThrownBy(() -> new ConfigSelection(folder.resolve("missing")).select(List.of("*")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no folder " + folder.resolve("missing"));
    }

    @Test
    void finds_the_repository_above() {
        assertThat(ConfigSelection.repositoryAround(folder.resolve("tutorials/step6/test_tipc/configs")))
                .isEqualTo(folder.resolve("tutorials/step6"));
        assertThat(ConfigSelection.repositoryAround(folder.resolve("tutorials")))
                .isEqualTo(folder);
    }
}
