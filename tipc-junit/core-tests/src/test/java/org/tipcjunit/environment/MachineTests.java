// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MachineTests {

    @TempDir
    Path root;

    @Test
    void reads_the_cpu_and_the_distribution() throws IOException {
        Files.createDirectories(root.resolve("proc"));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(
                root.resolve("proc/cpuinfo"),
                "processor\t: 0\nmodel name\t: Some CPU @ 2.00GHz\nflags\t\t: sse2 avx fma\n\nprocessor\t: 1\n");
        Files.writeString(root.resolve("etc/os-release"), "NAME=\"X\"\nPRETTY_NAME=\"X Linux 12\"\n");
        Machine machine = Machine.read(root);
        assertThat(machine.cpuModel()).isEqualTo("Some CPU @ 2.00GHz");
        assertThat(machine.cpuFlags()).containsExactly("avx", "fma", "sse2");
        assertThat(machine.os()).startsWith("X Linux 12, Linux ");
    }

    @Test
    void says_unknown_where_the_kernel_does_not_tell() {
        Machine machine = Machine.read(root);
        assertThat(machine.cpuModel()).isEqualTo("unknown");
        assertThat(machine.cpuFlags()).isEmpty();
        assertThat(machine.os()).startsWith("unknown, Linux ");
    }
}
