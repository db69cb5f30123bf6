// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLinesTests {

    @TempDir
    private Path folder;

    @Test
    void carriage_returns_of_progress_bars_start_a_new_line() throws IOException {
        assertThat(lines("10%\r20%\r\nloss\n\n精度 0.9\n", Long.MAX_VALUE, 1 << 20))
                .containsExactly("10%", "20%", "loss", "", "精度 0.9");
        assertThat(lines("a\r\r\nb", Long.MAX_VALUE, 1 << 20)).containsExactly("a", "", "b");
        assertThat(lines("", Long.MAX_VALUE, 1 << 20)).isEmpty();
    }

    @Test
    void what_was_written_about_the_end_of_the_process_is_not_its_output() throws IOException {
        assertThat(lines("loss\n# ended", 5, 1 << 20)).containsExactly("loss");
        assertThat(lines("loss\n# ended", 0, 1 << 20)).isEmpty();
    }

    @Test
    void of_a_log_that_is_too_large_the_end_is_read_and_every_exception() throws IOException {
        String exception = "Traceback (most recent call last):\n  File \"a.py\", line 1\nValueError: lost\n";
        String log = "first\n" + exception + "between\n".repeat(500) + "last\n";

        List<String> lines = lines(log, Long.MAX_VALUE, 1000);

        assertThat(lines.get(0)).startsWith("[tipc] ").contains("lines are left out here");
        assertThat(lines.subList(1, 4)).isEqualTo(exception.lines().toList());
        assertThat(lines.subList(4, lines.size())).hasSizeBetween(100, 150).endsWith("between", "last");
        assertThat(lines).doesNotContain("first");
    }

    @Test
    void a_line_without_end_is_cut() throws IOException {
        assertThat(lines("x".repeat((1 << 20) + 5) + "\nend\n", Long.MAX_VALUE, 1 << 22))
                .satisfiesExactly(cut -> assertThat(cut).hasSize(1 << 20), end -> assertThat(end)
                        .isEqualTo("end"));
    }

    private List<String> lines(String log, long printed, long most) throws IOException {
        return LogLines.of(Files.writeString(folder.resolve("log"), log), printed, most);
    }
}
