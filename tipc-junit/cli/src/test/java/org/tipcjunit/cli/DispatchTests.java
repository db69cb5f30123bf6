// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.cli.zoo.SlurmCluster;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.lanes.NeedsPaddle;

/** Hands configs to a real Slurm of two machines, where one is installed; what goes wrong before any of it is tried everywhere. */
class DispatchTests {

    private static final String LITE = "test_tipc/configs/digits/train_infer_python.txt";
    private static final String SECOND = "test_tipc/configs/second/train_infer_python.txt";
    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    Path folder;

    private Process start(Map<String, String> variables, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Tipc.class.getName(),
                "certify",
                "--repository=repository",
                "--output=out",
                "--dispatch=slurm"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().putAll(variables);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private int ended(Process process) throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError("the command did not end: " + output());
        }
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    private SlurmCluster cluster(int port) throws IOException, InterruptedException {
        return SlurmCluster.in(Files.createDirectory(folder.resolve("slurm")), port);
    }

    @NeedsPaddle
    @Test
    void certifies_configs_on_the_machines_of_a_cluster_side_by_side() throws Exception {
        FixtureCopy copy = FixtureCopy.into(folder.resolve("repository"));
        Path second = copy.root().resolve(SECOND);
        Files.createDirectories(second.getParent());
        Files.copy(copy.root().resolve(LITE), second);
        Path python =
                KeptRuns.before(TestEnvironments.of("paddle-2.6.2", line -> {}).python());

        try (SlurmCluster cluster = cluster(16_820)) {
            int status = ended(start(
                    Map.of("SLURM_CONF", cluster.config().toString()),
                    "--config=" + LITE,
                    "--config=" + SECOND,
                    "--python=" + python,
                    "--isolation=off",
                    "--metric=top1",
                    "--documented-in=fixtures/digits/README.md",
                    "--row=digits (lite)",
                    "--readme=fixtures/digits/README.md",
                    "--images=fixtures/digits/images",
                    "--predict=fixtures/digits/predict.py --config=fixtures/digits/configs/digits.yaml --use_gpu=False"
                            + " --weights={weights} --image_dir={images} --batch_size=1"));

            assertThat(status).as(output()).isZero();
            assertThat(output())
                    .contains("2 certified, 0 not certified, 0 with a config error")
                    .containsPattern("\\[tipc\\] job 1 on n[12]: training: PASS")
                    .containsPattern("\\[tipc\\] job 2 on n[12]: training: PASS");
            assertThat(output().lines()
                            .filter(line -> line.matches("\\[tipc\\] job . on n[12]: .*"))
                            .map(line -> line.replaceAll(".* on (n[12]): .*", "$1")))
                    .contains("n1", "n2");
            assertThat(folder.resolve("out/digits/train_infer_python/certificate.json"))
                    .isRegularFile();
        }
    }

    @NeedsPaddle
    @Test
    void certifies_again_what_a_lost_machine_was_at() throws Exception {
        FixtureCopy copy = FixtureCopy.into(folder.resolve("repository"));
        Path going = folder.resolve("go");
        copy.plant("fixtures/digits/train.py", "import argparse\n", """
                import os, pathlib, time
                pathlib.Path('%1$s/began-' + os.environ['SLURMD_NODENAME']).touch()
                while not pathlib.Path('%1$s/go').exists():
                    time.sleep(0.05)
                raise SystemExit('planted')
                """.formatted(folder));

        try (SlurmCluster cluster = cluster(16_830)) {
            Process process = start(
                    Map.of("SLURM_CONF", cluster.config().toString()),
                    "--config=" + LITE,
                    "--python="
                            + TestEnvironments.of("paddle-2.6.2", line -> {}).python());
            awaitUntil(() -> !process.isAlive() || !begun().isEmpty());
            assertThat(begun()).as(output()).hasSize(1);
            String lost = begun().get(0);

            cluster.lose(lost);
            awaitUntil(() -> !process.isAlive() || begun().size() > 1);
            Files.createFile(going);

            assertThat(ended(process)).as(output()).isEqualTo(1);
            assertThat(output())
                    .contains("[tipc] job 1 was lost on " + lost + ", ", "; " + LITE + " is certified again\n")
                    .contains("training: FAIL", "0 certified, 1 not certified, 0 with a config error");
            assertThat(folder.resolve("out/digits/train_infer_python/not-certified.json"))
                    .isRegularFile();
        }
    }

    private List<String> begun() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("began-"))
                    .map(name -> name.substring("began-".length()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void awaitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--partition=none_of_these", "--no-such-option"})
    void options_that_slurm_refuses_are_told_as_it_tells_them(String option) throws Exception {
        FixtureCopy.into(folder.resolve("repository"));

        try (SlurmCluster cluster = cluster(16_840)) {
            int status = ended(start(
                    Map.of("SLURM_CONF", cluster.config().toString()), "--config=" + LITE, "--dispatch-args", option));

            assertThat(status).as(output()).isEqualTo(2);
            assertThat(output())
                    .contains(
                            "[tipc] " + LITE + ": Slurm refuses the job of " + LITE + ": srun --job-name=tipc-1 ",
                            option)
                    .containsPattern("; it printed last\\n    \\S*srun: ")
                    .contains("remedy: name options that this cluster has, with --dispatch-args")
                    .contains("0 certified, 0 not certified, 1 with a config error");
        }
    }

    @Test
    void machine_without_slurm_is_told_so() throws Exception {
        FixtureCopy.into(folder.resolve("repository"));

        int status = ended(start(
                Map.of("PATH", Files.createDirectory(folder.resolve("bin")) + ":" + programs("setsid")),
                "--config=" + LITE));

        assertThat(status).as(output()).isEqualTo(2);
        assertThat(output())
                .contains("no job of Slurm can be started for " + LITE + ": ")
                .contains("remedy: install the client of Slurm (srun) on this machine, or leave --dispatch out");
    }

    @Test
    void job_that_never_reports_is_no_certificate() throws Exception {
        FixtureCopy.into(folder.resolve("repository"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path srun = Files.writeString(bin.resolve("srun"), "#!/bin/sh\necho planted\nexit 9\n");
        Files.setPosixFilePermissions(srun, PosixFilePermissions.fromString("rwxr-xr-x"));

        int status = ended(start(Map.of("PATH", bin + ":" + System.getenv("PATH")), "--config=" + LITE));

        assertThat(status).as(output()).isEqualTo(1);
        assertThat(output())
                .contains("the job of " + LITE + " ended without a report, last on no machine, exit status 9"
                        + "; it printed last\n    planted\n  log:     " + folder.resolve("out/jobs/1-3.log"))
                .contains("remedy:  look at sinfo and at the log of that machine's slurmd")
                .contains("0 certified, 1 not certified, 0 with a config error");
        assertThat(output().lines().filter(line -> line.endsWith("is certified again")))
                .hasSize(2);
    }

    /** Get a folder with nothing but some of the machine's programs. */
    private Path programs(String... names) throws IOException {
        Path few = Files.createDirectory(folder.resolve("few"));
        for (String name : names) {
            Files.createSymbolicLink(few.resolve(name), Path.of("/usr/bin", name));
        }
        return few;
    }
}
