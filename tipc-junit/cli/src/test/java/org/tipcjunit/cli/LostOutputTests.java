// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What becomes of output that goes nowhere. */
class LostOutputTests {

    private static final File FULL = new File("/dev/full");

    @Test
    void is_told_and_is_no_success() throws Exception {
        assumeThat(FULL).exists();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Tipc.class.getName(),
                        "--help")
                .redirectOutput(FULL)
                .start();
        String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(told)
                .isEqualTo(
                        "tipc: what was printed is lost: No space left on device; make room where it goes, and call the same"
                                + " command again\n");
    }
}
