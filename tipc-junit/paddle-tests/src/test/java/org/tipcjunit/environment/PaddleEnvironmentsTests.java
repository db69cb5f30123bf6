// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.lanes.OnEveryJdk;

/** Uses the default cache for the real Paddle, which is provisioned once per machine. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PaddleEnvironmentsTests {

    @TempDir
    Path directory;

    private final List<String> progress = new CopyOnWriteArrayList<>();

    @Test
    @NeedsPaddle
    @OnEveryJdk
    void describes_the_provisioned_paddle() {
        PaddleEnvironment environment = new PaddleEnvironments(EnvironmentSettings.ofSystem(), progress::add)
                .resolve(EnvironmentRequest.provisioned("paddle-2.6.2"));
        assertThat(environment.paddleVersion()).isEqualTo("2.6.2");
        assertThat(environment.paddleCommit()).isEqualTo("8ce0de584c570589117e403322f3d1a0de6554e5");
        assertThat(environment.pythonVersion()).startsWith("3.9.");
        assertThat(environment.python()).isExecutable();
        assertThat(environment.paddleLibrary())
                .isRegularFile()
                .isEqualTo(environment.sitePackages().resolve("paddle/base/libpaddle.so"));
        assertThat(environment.packages())
                .contains("paddlepaddle==2.6.2", "paddle-serving-client==0.9.0", "numpy==1.26.4")
                .isSortedAccordingTo(Comparator.comparing(
                        distribution -> distribution.split("==", 2)[0], String.CASE_INSENSITIVE_ORDER))
                .doesNotHaveDuplicates();
        assertThat(environment.cpus()).isPositive();
        assertThat(environment.cpuModel()).isNotEmpty();
        assertThat(environment.cpuFlags()).isNotEmpty();
        assertThat(environment.os()).contains("Linux");
        assertThat(environment.origin())
                .startsWith("provisioned from the requirement set paddle-2.6.2-")
                .endsWith(", completed by paddle_fluid_alias.py");
    }

    @Test
    @NeedsPaddle
    @OnEveryJdk
    void takes_a_named_interpreter_and_keeps_its_description() {
        Path python = new PaddleEnvironments(EnvironmentSettings.ofSystem(), progress::add)
                .resolve(EnvironmentRequest.provisioned("paddle-2.6.2"))
                .python();
        progress.clear();
        EnvironmentSettings settings = new EnvironmentSettings(directory, System.getenv());
        EnvironmentRequest named = EnvironmentRequest.named(python.toString());

        PaddleEnvironment environment = new PaddleEnvironments(settings, progress::add).resolve(named);

        assertThat(environment.python()).isEqualTo(python);
        assertThat(environment.origin()).isEqualTo("named by the user as " + python);
        assertThat(progress).first().isEqualTo("importing Paddle with " + python);
        progress.clear();
        assertThat(new PaddleEnvironments(settings, progress::add).resolve(named))
                .isEqualTo(environment);
        assertThat(progress).isEmpty();
    }

    @Test
    @NeedsPaddle
    @OnEveryJdk
    void describes_again_when_the_kept_description_is_cut_off_or_stale() throws IOException {
        Path python = new PaddleEnvironments(EnvironmentSettings.ofSystem(), progress::add)
                .resolve(EnvironmentRequest.provisioned("paddle-2.6.2"))
                .python();
        EnvironmentSettings settings = new EnvironmentSettings(directory, System.getenv());
        EnvironmentRequest named = EnvironmentRequest.named(python.toString());
        PaddleEnvironment environment = new PaddleEnvironments(settings, progress::add).resolve(named);
        Path kept =
                Folders.matching(directory.resolve("descriptions"), "*.json").get(0);

        Files.writeString(kept, Files.readString(kept).substring(0, 200));
        assertThat(new PaddleEnvironments(settings, progress::add).resolve(named))
                .isEqualTo(environment);

        Files.writeString(
                kept,
                Files.readString(kept)
                        .replaceFirst("\"fingerprint\" : \"[^\"]*\"", "\"fingerprint\" : \"of another time\"")
                        .replace("\"2.6.2\"", "\"1.0\""));
        assertThat(new PaddleEnvironments(settings, progress::add).resolve(named))
                .isEqualTo(environment);
    }

    @Test
    @NeedsPython
    @OnEveryJdk
    void says_that_a_named_interpreter_has_no_paddle() throws IOException {
        Path python = executable("python", "#!/bin/sh\nexec python3 -S \"$@\"\n");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> resolve(python.toString(), Map.of()))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .startsWith(python
                                + " has no paddle: ModuleNotFoundError: No module named 'paddle': exit status 1\n")
                        .contains("\ncommand: " + python, "\nlog: ")
                        .endsWith("\nWhat to do: install Paddle there (" + python
                                + " -m pip install paddlepaddle==2.6.2), name another interpreter with tipc.python, or name"
                                + " none and let the requirement set paddle-2.6.2 be provisioned."));
    }

    @Test
    void says_that_a_named_program_is_no_python() throws IOException {
        Path program = executable("python", "#!/bin/sh\nexit 0\n");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> resolve(program.toString(), Map.of()))
                .withMessageStartingWith(program + " does not describe itself as a Python with Paddle does (");
    }

    @Test
    void says_that_a_named_interpreter_does_not_exist() {
        Path missing = directory.resolve("missing/python");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> resolve(missing.toString(), Map.of()))
                .withMessage("tipc.python names " + missing + ", but there is no file " + missing
                        + ". Name the interpreter itself, such as /path/to/venv/bin/python, or name none and let the"
                        + " requirement set paddle-2.6.2 be provisioned.");
    }

    @Test
    void says_that_a_named_interpreter_is_a_folder() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> resolve(directory.toString(), Map.of()))
                .withMessageContaining(
                        ", but " + directory + " is not an executable file. Name the interpreter itself");
    }

    @Test
    void says_that_a_named_command_is_not_on_the_path() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> resolve("python7", Map.of("PATH", "/nowhere")))
                .withMessage(
                        "tipc.python names the command 'python7', which is not on PATH=/nowhere. Name the interpreter by"
                                + " its path, or name none and let the requirement set paddle-2.6.2 be provisioned.");
    }

    @Test
    void says_which_requirement_sets_there_are() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> new PaddleEnvironments(EnvironmentSettings.ofSystem(), progress::add)
                        .resolve(EnvironmentRequest.provisioned("../paddle-9")))
                .withMessage(
                        "There is no requirement set '../paddle-9'; there are paddle-2.6.2, paddle-3.3.1. Name one of"
                                + " them, or name a Python that has Paddle with tipc.python.");
    }

    private PaddleEnvironment resolve(String python, Map<String, String> changes) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(changes);
        return new PaddleEnvironments(new EnvironmentSettings(directory.resolve("cache"), variables), progress::add)
                .resolve(EnvironmentRequest.named(python));
    }

    private Path executable(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
