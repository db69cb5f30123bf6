// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.Termination;

/** Runs {@code test_tipc/test_serving.sh} with a {@code java} that tells how it was called, and ends with status 1. */
class ServingScriptTests {

    private static final String CONFIG =
            "test_tipc/configs/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt";

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void copyTheRepository() throws IOException {
        root = FixtureCopy.into(folder.resolve("repository")).root();
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\necho \"CUDA_VISIBLE_DEVICES=${CUDA_VISIBLE_DEVICES-unset}\"\nprintf '%s\\n' \"$@\"\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("tipc.jar"), "");
    }

    @Test
    void certifies_the_config_and_its_status_is_the_verdict() {
        ProcessOutcome outcome = run(CONFIG);

        assertThat(outcome.termination()).isEqualTo(new Termination.Exited(1));
        assertThat(output(outcome)).containsExactlyElementsOf(called("unset"));
    }

    @Test
    void takes_the_mode_of_upstreams_later_scripts_the_number_of_a_gpu_and_options() {
        assertThat(output(run(CONFIG, "serving_infer"))).containsExactlyElementsOf(called("unset"));
        assertThat(output(run(CONFIG, "0,1"))).containsExactlyElementsOf(called("0,1"));
        assertThat(output(run(CONFIG, "serving_infer", "0"))).containsExactlyElementsOf(called("0"));
        assertThat(output(run(CONFIG, "", "--device", "cpu")))
                .containsExactlyElementsOf(called("unset", "--device", "cpu"));
        assertThat(output(run(CONFIG, "serving_infer", "", "--device", "cpu")))
                .containsExactlyElementsOf(called("unset", "--device", "cpu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lite_train_lite_infer", "--device", "gpu0"})
    void refuses_what_is_neither_a_mode_that_serves_nor_a_gpu(String argument) {
        ProcessOutcome outcome = run(CONFIG, argument);

        assertThat(outcome.termination()).isEqualTo(new Termination.Exited(2));
        assertThat(output(outcome))
                .containsExactly(
                        "'" + argument + "' is neither a mode that serves nor the number of a GPU",
                        "usage: bash test_tipc/test_serving.sh CONFIG [serving_infer] [GPUID]");
    }

    @Test
    void refuses_a_call_without_a_config_and_a_config_that_does_not_exist() {
        ProcessOutcome none = run();

        assertThat(none.termination()).isEqualTo(new Termination.Exited(2));
        assertThat(output(none))
                .containsExactly("usage: bash test_tipc/test_serving.sh CONFIG [serving_infer] [GPUID]");

        ProcessOutcome missing = run("no_such.txt");

        assertThat(missing.termination()).isEqualTo(new Termination.Exited(2));
        assertThat(output(missing))
                .containsExactly("config no_such.txt does not exist", "remedy: name a file below test_tipc/configs");
    }

    @Test
    void builds_the_module_that_makes_the_jar_and_starts_what_lies_beside_it() throws IOException {
        // Stands for Maven: makes what the named module's pom.xml says that it makes.
        Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, """
                #!/bin/bash
                while [ "$1" != -pl ]; do shift; done
                grep -q '/target/tipc.jar</outputFile>' "$2/pom.xml" && [ "$3" = -am ] || exit 0
                mkdir -p tipc-junit/target
                touch tipc-junit/target/tipc.jar
                printf '%s\\n' '#!/bin/sh' 'echo "$@"' 'exit 1' > tipc-junit/target/tipc
                chmod +x tipc-junit/target/tipc
                """);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        String pom = "tipc-junit/cli/pom.xml";
        Files.createDirectories(root.resolve(pom).getParent());
        Files.copy(FixtureCopy.projectRoot().resolve(pom), root.resolve(pom));

        ProcessOutcome outcome = run(
                Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH"), "CUDA_VISIBLE_DEVICES", ""), CONFIG);

        assertThat(output(outcome))
                .containsExactly(
                        "building " + root.resolve("tipc-junit/target/tipc.jar") + " (once; about a minute)",
                        "certify --repository " + root + " --output " + root.resolve("test_tipc/output") + " --config "
                                + CONFIG);
        assertThat(outcome.termination()).isEqualTo(new Termination.Exited(1));
    }

    private List<String> called(String devices, String... options) {
        List<String> lines = new ArrayList<>(List.of(
                "CUDA_VISIBLE_DEVICES=" + devices,
                "-jar",
                folder.resolve("tipc.jar").toString(),
                "certify",
                "--repository",
                root.toString(),
                "--output",
                root.resolve("test_tipc/output").toString(),
                "--config",
                CONFIG));
        lines.addAll(List.of(options));
        return lines;
    }

    private ProcessOutcome run(String... arguments) {
        return run(
                Map.of(
                        "JAVA_HOME", folder.resolve("jdk").toString(),
                        "TIPC_JAR", folder.resolve("tipc.jar").toString(),
                        "CUDA_VISIBLE_DEVICES", ""),
                arguments);
    }

    private ProcessOutcome run(Map<String, String> environment, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("bash", "test_tipc/test_serving.sh"));
        argv.addAll(List.of(arguments));
        try (ProcessRunner runner = new ProcessRunner()) {
            return runner.run(
                    new Command(argv, root, environment),
                    folder.resolve("log"),
                    Duration.ofMinutes(1),
                    OutputListener.none());
        }
    }

    private static List<String> output(ProcessOutcome outcome) {
        try {
            return Files.readAllLines(outcome.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
