// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTests {

    private static final Path FILE = Path.of("net.txt");

    @Test
    void numbers_lines_as_an_editor_does_and_indexes_them_as_a_shell_does() {
        ConfigFile config = ConfigFile.of(FILE, "a:1\n\n \nb:2\r\n");

        assertThat(config.lines()).hasSize(4);
        assertThat(config.indexed())
                .containsExactly(new ConfigLine(1, "a:1"), new ConfigLine(3, " "), new ConfigLine(4, "b:2\r"));
    }

    @Test
    void does_not_care_for_the_last_line_feed() {
        assertThat(ConfigFile.of(FILE, "a:1\nb:2")).isEqualTo(ConfigFile.of(FILE, "a:1\nb:2\n"));
        assertThat(ConfigFile.of(FILE, "").lines()).isEmpty();
    }

    @Test
    void finds_headers_as_whole_words() {
        ConfigFile config = ConfigFile.of(FILE, "==train_params==\n==to_train_params==\n=train_params=\n");

        assertThat(config.headers("train_params"))
                .extracting(ConfigLine::number)
                .containsExactly(1, 3);
    }

    @Test
    void names_the_line_that_is_no_text() {
        byte[] bytes = "a:1\nb:\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> ConfigFile.of(FILE, bytes))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("net.txt:2: the line is no UTF-8 text");
    }

    @Test
    void refuses_a_character_that_no_argument_can_hold() {
        assertThatThrownBy(() -> ConfigFile.of(FILE, "a:1\nb:\0\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("net.txt:2: the line holds a NUL character");
    }

    @Test
    void refuses_a_file_that_is_far_too_large_without_reading_it(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("weights.txt"), new byte[(1 << 20) + 1]);

        assertThatThrownBy(() -> ConfigFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("weights.txt:1: the file has 1048577 bytes");
    }

    @Test
    void says_that_a_file_is_missing(@TempDir Path folder) {
        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none.txt")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.txt does not exist");
    }
}
