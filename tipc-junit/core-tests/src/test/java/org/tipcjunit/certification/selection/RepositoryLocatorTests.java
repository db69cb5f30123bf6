// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.config.ConfigException;

class RepositoryLocatorTests {

    private static final String CONFIG = "test_tipc/configs/m/train_infer_python.txt";

    @TempDir
    Path folder;

    @Test
    void finds_the_closest_folder_at_or_above_the_working_directory() throws IOException {
        config(folder);
        Path inner = config(folder.resolve("inner"));
        Path module = Files.createDirectories(inner.resolve("module/src"));

        assertThat(new RepositoryLocator(inner).locate(Optional.empty(), CONFIG))
                .isEqualTo(inner);
        assertThat(new RepositoryLocator(module).locate(Optional.empty(), CONFIG))
                .isEqualTo(inner);
    }

    @Test
    void seeks_a_named_relative_folder_at_or_above_the_working_directory() throws IOException {
        config(folder);
        Path named = config(folder.resolve("repositories/model"));
        Path module = Files.createDirectories(folder.resolve("module"));

        assertThat(new RepositoryLocator(module).locate(Optional.of("repositories/model"), CONFIG))
                .isEqualTo(named);
    }

    @Test
    void looks_nowhere_else_when_an_absolute_folder_is_named() throws IOException {
        config(folder);
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> new RepositoryLocator(folder).locate(Optional.of(empty.toString()), CONFIG))
                .isInstanceOf(ConfigException.class)
                .hasMessage("no repository has the config " + CONFIG + "; tried " + empty
                        + "\n  remedy: name the folder that holds test_tipc with @TipcModel(repository = ...) or"
                        + " tipc.repository");
    }

    @Test
    void lists_every_folder_that_it_tried() throws IOException {
        Path module = Files.createDirectories(folder.resolve("module"));

        assertThatThrownBy(() -> new RepositoryLocator(module).locate(Optional.empty(), CONFIG))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tried " + module + ", " + folder + ", " + folder.getParent());
    }

    @Test
    void takes_no_folder_for_a_config() throws IOException {
        Files.createDirectories(folder.resolve(CONFIG));

        assertThatThrownBy(() -> new RepositoryLocator(folder).locate(Optional.of(folder.toString()), CONFIG))
                .isInstanceOf(ConfigException.class);
    }

    private static Path config(Path repository) throws IOException {
        Path config = repository.resolve(CONFIG);
        Files.createDirectories(config.getParent());
        Files.writeString(config, "");
        return repository;
    }
}
