// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalWidthTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"100, 100", "7, 40", "9999, 9999"})
    void columns_are_what_the_variable_says_and_never_too_few_to_read(String stated, int columns) {
        assertThat(new TerminalWidth(Map.of("COLUMNS", stated), folder).columns())
                .hasValue(columns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "wide", "100000000000"})
    void a_variable_without_a_number_says_nothing(String stated) {
        assertThat(new TerminalWidth(Map.of("COLUMNS", stated), folder.resolve("pipe")).columns())
                .isEmpty();
    }

    @Test
    void a_file_has_no_width() throws Exception {
        Path file = Files.createFile(folder.resolve("out.txt"));
        Path link = Files.createSymbolicLink(folder.resolve("1"), file);

        assertThat(new TerminalWidth(Map.of(), link).columns()).isEmpty();
    }

    @Test
    void a_terminal_is_asked() throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "no script, which makes terminals");
        // It makes a terminal, whose width is then set, and which tells its name and stays as long as it is read from.
        Process terminal = new ProcessBuilder(
                        script.toString(),
                        "-qec",
                        "stty cols 61; tty; cat",
                        folder.resolve("log").toString())
                .start();
        try {
            byte[] name = new byte[64];
            int length = terminal.getInputStream().read(name);
            Path device = Path.of(new String(name, 0, length, StandardCharsets.US_ASCII).strip());

            assertThat(new TerminalWidth(Map.of(), Files.createSymbolicLink(folder.resolve("1"), device)).columns())
                    .hasValue(61);
        } finally {
            terminal.destroy();
        }
    }
}
