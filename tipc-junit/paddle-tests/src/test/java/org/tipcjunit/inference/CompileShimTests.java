// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.Termination;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompileShimTests {

    @TempDir
    private Path folder;

    @Test
    void says_what_to_install_where_no_compiler_is_found() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("bin"));

        ProcessOutcome outcome = compile(Map.of("PATH", empty.toString(), "CXX", ""));

        assertThat(outcome.termination()).isEqualTo(new Termination.Exited(1));
        assertThat(outcome.log())
                .content()
                .contains(
                        "Looked for the environment variable CXX (not set) and for c++, g++, clang++ in PATH=" + empty)
                .contains("apt-get install g++")
                .contains("dnf install gcc-c++")
                .contains("apk add g++");
        assertThat(library()).doesNotExist();
    }

    @Test
    void names_a_chosen_compiler_that_does_not_exist() {
        ProcessOutcome outcome = compile(Map.of("CXX", "/nowhere/g++ -pipe"));

        assertThat(outcome.termination()).isEqualTo(new Termination.Exited(1));
        assertThat(outcome.log()).content().contains("CXX names '/nowhere/g++ -pipe', but there is no such program");
    }

    @Test
    void compiles_only_when_something_has_changed() throws IOException {
        assertThat(compile(Map.of()).termination().isSuccess()).isTrue();
        FileTime old = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(library(), old);

        assertThat(compile(Map.of()).termination().isSuccess()).isTrue();
        assertThat(Files.getLastModifiedTime(library())).isEqualTo(old);

        Files.writeString(folder.resolve("stamp"), "another digest");
        assertThat(compile(Map.of()).termination().isSuccess()).isTrue();
        assertThat(Files.getLastModifiedTime(library())).isGreaterThan(old);
    }

    private Path library() {
        return folder.resolve("out/libtipcjunit.so");
    }

    private ProcessOutcome compile(Map<String, String> environment) {
        Path module = FixtureCopy.projectRoot().resolve("tipc-junit/paddle-inference");
        List<String> argv = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                module.resolve("src/build/CompileShim.java").toString(),
                module.resolve("src/main/cpp").toString(),
                library().toString(),
                folder.resolve("stamp").toString());
        try (ProcessRunner runner = new ProcessRunner()) {
            return runner.run(
                    new Command(argv, folder, environment),
                    folder.resolve("log"),
                    Duration.ofMinutes(2),
                    OutputListener.none());
        }
    }
}
