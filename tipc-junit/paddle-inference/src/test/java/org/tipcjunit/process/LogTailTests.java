// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LogTailTests {

    @TempDir
    Path directory;

    @Test
    void gives_the_last_lines_that_say_something() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "a\n\nb\n  \nc\n\n");
        assertThat(LogTail.lastLines(log, 2)).containsExactly("b", "c");
        assertThat(LogTail.lastLines(log, 9)).containsExactly("a", "b", "c");
        assertThat(LogTail.lastLines(log, 0)).isEmpty();
    }

    @Test
    void gives_nothing_for_a_missing_file_or_a_folder() {
        assertThat(LogTail.lastLines(directory.resolve("missing"), 5)).isEmpty();
        assertThat(LogTail.lastLines(directory, 5)).isEmpty();
    }

    @Test
    void strips_colours_and_control_characters() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "\u001b[31mred\u001b[0m\u0007 a\tb\n");
        assertThat(LogTail.lastLines(log, 1)).containsExactly("red a\tb");
    }

    @Test
    void shortens_long_lines() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "x".repeat(2_000_000));
        assertThat(LogTail.lastLines(log, 3)).containsExactly("x".repeat(500) + "...");
    }

    @Test
    void survives_binary_junk() throws IOException {
        byte[] junk = new byte[1_000_000];
        new Random(7).nextBytes(junk);
        Path log = Files.write(directory.resolve("log"), junk);
        assertThat(LogTail.lastLines(log, 20)).hasSize(20).noneMatch(line -> line.length() > 503);
    }
}
