// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.lanes.NeedsPython;

/** A run is repeated only if all that it reads is as it was; every real run of the script here adds a line to a file outside. */
@NeedsPython
class KeptRunsTests {

    private static final String TRAIN = """
            import os, sys
            from toy.model import NAME
            open(os.environ["REAL_RUNS"], "a").write("run\\n")
            data = open("fixtures/toy/data.txt").read() + open("fixtures/toy/config.yaml").read()
            os.makedirs("test_tipc/output", exist_ok=True)
            open("test_tipc/output/weights", "w").write(NAME + data + str(sys.argv[1:]) + os.environ.get("FLAGS_x", ""))
            open(os.path.join(os.environ["RECORDING"], "process.jsonl"), "w").write(os.getcwd())
            open("test_tipc/output/train.log", "w").write("trained")
            print("trained in", os.getcwd())
            """;

    @TempDir
    Path folder;

    private int runs;
    private Path python;

    @BeforeEach
    void findPython() throws Exception {
        Process process = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
        Path real = Path.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        python = KeptRuns.before(real, folder.resolve("kept"));
    }

    /**
     * What a run left.
     *
     * @param copy the folder that it ran in
     * @param status its exit status
     * @param output what it printed
     */
    private record Left(Path copy, int status, String output) {

        String weights() throws IOException {
            return Files.readString(copy.resolve("workspace/test_tipc/output/weights"));
        }
    }

    private Path copy() throws IOException {
        Path copy = folder.resolve("copy-" + ++runs);
        Files.createDirectories(copy.resolve("train/recording"));
        write(copy, "fixtures/toy/train.py", TRAIN);
        write(copy, "fixtures/toy/toy/model.py", "NAME = 'a network'\n");
        write(copy, "fixtures/toy/infer.py", "print('inferred')\n");
        write(copy, "fixtures/toy/README.md", "A toy\n");
        write(copy, "fixtures/toy/deploy/serving/web_service.py", "print('served')\n");
        write(copy, "fixtures/toy/data.txt", "1 2 3\n");
        write(copy, "fixtures/toy/config.yaml", "seed: 1\n");
        return copy;
    }

    private static void write(Path copy, String file, String text) throws IOException {
        Path path = copy.resolve("workspace").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Left run(Path copy, String argument, String flag) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(python.toString(), "fixtures/toy/train.py", argument))
                .directory(copy.resolve("workspace").toFile())
                .redirectErrorStream(true);
        Path recording = copy.resolve("train/recording");
        Path site = Files.createDirectories(copy.resolve("train/site"));
        Files.writeString(site.resolve("settings"), "TIPC_RECORDING_DIR\0" + recording);
        builder.environment().put("PYTHONPATH", site.toString());
        builder.environment().put("RECORDING", recording.toString());
        builder.environment().put("REAL_RUNS", folder.resolve("real-runs").toString());
        builder.environment().put("FLAGS_x", flag);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Left(copy, process.waitFor(), output);
    }

    private long realRuns() throws IOException {
        return Files.readString(folder.resolve("real-runs")).lines().count();
    }

    @Test
    void equal_run_is_repeated_with_its_files_recording_and_output_in_the_new_place() throws Exception {
        Left first = run(copy(), "--seed=1", "");
        Left second = run(copy(), "--seed=1", "");

        assertThat(realRuns()).isOne();
        assertThat(second.status()).isZero();
        assertThat(second.output()).isEqualTo("trained in " + second.copy().resolve("workspace") + "\n");
        assertThat(second.weights()).isEqualTo(first.weights());
        assertThat(second.copy().resolve("train/recording/process.jsonl"))
                .hasContent(second.copy().resolve("workspace").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixtures/toy/train.py",
                "fixtures/toy/toy/model.py",
                "fixtures/toy/data.txt",
                "fixtures/toy/config.yaml",
                "fixtures/toy/more.txt"
            })
    void change_of_what_a_training_may_read_trains_again(String file) throws Exception {
        run(copy(), "--seed=1", "");
        Path changed = copy();
        Path path = changed.resolve("workspace").resolve(file);
        Files.writeString(path, (Files.exists(path) ? Files.readString(path) : "") + "# planted\n");

        assertThat(run(changed, "--seed=1", "").status()).isZero();

        assertThat(realRuns()).isEqualTo(2);
    }

    @Test
    void another_seed_or_variable_trains_again() throws Exception {
        run(copy(), "--seed=1", "");
        Left seed = run(copy(), "--seed=2", "");
        Left flag = run(copy(), "--seed=1", "1");

        assertThat(realRuns()).isEqualTo(3);
        assertThat(seed.weights()).contains("--seed=2");
        assertThat(flag.weights()).endsWith("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fixtures/toy/infer.py",
                "fixtures/toy/README.md",
                "fixtures/toy/deploy/serving/web_service.py",
                "test_tipc/configs/toy/train.txt"
            })
    void change_of_what_no_training_reads_is_no_reason_to_train(String file) throws Exception {
        run(copy(), "--seed=1", "");
        Path changed = copy();
        write(changed, file, "# planted\n");

        run(changed, "--seed=1", "");

        assertThat(realRuns()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open('fixtures/toy/README.md').read()", "import infer"})
    void training_that_reads_what_none_should_is_never_repeated(String reading) throws Exception {
        for (int i = 0; i < 2; i++) {
            Path copy = copy();
            write(copy, "fixtures/toy/train.py", TRAIN + reading + "\n");
            assertThat(run(copy, "--seed=1", "").status()).isZero();
        }

        assertThat(realRuns()).isEqualTo(2);
    }

    @Test
    void training_that_fails_is_never_repeated_and_keeps_its_status() throws Exception {
        for (int i = 0; i < 2; i++) {
            Path copy = copy();
            write(copy, "fixtures/toy/train.py", TRAIN + "sys.exit(3)\n");
            assertThat(run(copy, "--seed=1", "").status()).isEqualTo(3);
        }

        assertThat(realRuns()).isEqualTo(2);
    }

    @Test
    void training_that_is_killed_ends_by_the_same_signal() throws Exception {
        Path copy = copy();
        write(copy, "fixtures/toy/train.py", TRAIN + "os.kill(os.getpid(), 9)\n");

        assertThat(run(copy, "--seed=1", "").status()).isEqualTo(128 + 9);
    }
}
