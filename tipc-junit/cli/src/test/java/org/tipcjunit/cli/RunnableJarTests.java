// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.lanes.OnEveryJdk;

/** The jar that users get, run as they run it. The build makes it after the other tests, and runs these then. */
@Execution(ExecutionMode.CONCURRENT)
class RunnableJarTests {

    private static final Path JAR = Path.of("..", "target", "tipc.jar").toAbsolutePath();
    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";
    private static final String SERVICE =
            "test_tipc/configs/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu.txt";
    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    Path folder;

    @BeforeAll
    static void needs_the_jar() {
        assumeThat(JAR).as("mvn package makes the jar").isRegularFile();
    }

    private record Ended(int status, String output) {}

    private Process start(List<String> arguments) {
        // A build that was itself started in the background ignores SIGINT, and so would its children.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toString()));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ended run(String... arguments) throws InterruptedException {
        return ended(start(List.of(arguments)));
    }

    private Ended ended(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the command did not end: " + output());
        }
        return new Ended(process.exitValue(), output());
    }

    private String output() {
        try {
            return new String(Files.readAllBytes(folder.resolve("output.txt")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private Path repository() {
        return FixtureCopy.into(folder.resolve("repository")).root();
    }

    @Test
    void plans() throws Exception {
        Ended plan = run("plan", "--repository", repository().toString(), "--config", CONFIG, "--format", "json");

        assertThat(plan.status()).as(plan.output()).isZero();
        assertThat(plan.output()).startsWith("{").contains("\"stage\" : \"train\"");
    }

    @Test
    void tells_wrong_usage_and_configs_that_do_not_exist_by_its_exit_status() throws Exception {
        Ended usage = run("plan", "--no-such-option");
        Ended config = run("plan", "--repository", repository().toString(), "--config", "no_such.txt");

        assertThat(usage.status()).isEqualTo(2);
        assertThat(config.status()).isEqualTo(2);
        assertThat(config.output()).contains("remedy: ").doesNotContain("Exception");
    }

    @NeedsPaddle
    @OnEveryJdk
    @Test
    void certifies_with_what_the_repository_declares_beside_the_config_and_lets_it_stand() throws Exception {
        Path repository = repository();
        Files.writeString(repository.resolve(CONFIG).resolveSibling("certification.properties"), """
                predict=fixtures/digits/predict.py --config=fixtures/digits/configs/digits.yaml --use_gpu=False \\
                  --weights={weights} --image_dir={images} --batch_size=1
                images=fixtures/digits/images
                metric=top1
                documented-in=fixtures/digits/README.md
                row=digits (lite)
                readme=fixtures/digits/README.md
                """);

        // Training for real is what the scripts of test_tipc do with the same jar.
        String python = KeptRuns.on("paddle-2.6.2").get("tipc.python");
        String[] words = {
            "certify",
            "--repository=" + repository,
            "--config=" + CONFIG,
            "--output=out",
            "--reuse=stages",
            "--python=" + python,
            "--isolation=off"
        };
        // What a whole run certified stands, however that was asked for.
        Ended certify =
                run(Stream.concat(Stream.of(words), Stream.of("--fresh")).toArray(String[]::new));

        assertThat(certify.status()).as(certify.output()).isZero();
        assertThat(certify.output())
                .contains("1 certified, 0 not certified, 0 with a config error")
                .contains(CONFIG + " [norm_train, CPU, full precision]");
        assertThat(folder.resolve("out/digits/train_infer_python/certificate.json"))
                .content()
                .contains("certification.properties");
        try (Stream<Path> results = Files.list(folder.resolve("out/allure-results"))) {
            assertThat(results.filter(file -> file.toString().endsWith("-result.json")))
                    .hasSize(5);
        }

        Ended again = run(words);

        assertThat(again.status()).as(again.output()).isZero();
        assertThat(again.output())
                .contains("nothing that the certificate rests on has changed since, so that it stands: ")
                .contains("1 certified, 0 not certified, 0 with a config error")
                .doesNotContain("train started", "is taken from an earlier run");
    }

    @NeedsPaddle
    @ParameterizedTest
    @CsvSource({
        CONFIG + ", train started, train.py, out/digits/train_infer_python",
        SERVICE + ", service ready, web_service.py, out/digits/model_linux_cpu_normal_normal_serving_python_linux_cpu"
    })
    void ends_everything_when_interrupted(String config, String when, String script, String results) throws Exception {
        Path repository = repository();
        Process process =
                start(List.of("certify", "--repository", repository.toString(), "--config", config, "--output", "out"));
        awaitUntil(() -> !process.isAlive() || output().contains(when));
        awaitUntil(() -> !process.isAlive() || !stages(script).isEmpty());
        assertThat(stages(script)).as(output()).isNotEmpty();

        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();

        Ended ended = ended(process);
        assertThat(ended.status()).isEqualTo(130);
        assertThat(ended.output())
                .contains("nothing was certified", "stage.log", "nothing of it runs on")
                .as("what ended by that is no verdict")
                .doesNotContain("FAIL", "NOT CERTIFIED", " not certified");
        awaitUntil(() -> stages(script).isEmpty());
        assertThat(stages(script)).isEmpty();
        assertThat(folder.resolve(results).resolve("certificate.json")).doesNotExist();
    }

    /** Get the command lines of living processes that run a script in working copies of this test. */
    private List<String> stages(String script) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(this::runsBelowTheFolder)
                .map(RunnableJarTests::commandLine)
                .filter(line -> line.contains(script))
                .toList();
    }

    private boolean runsBelowTheFolder(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false; // It has ended, or is another user's.
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return ""; // It has ended.
        }
    }

    private static void awaitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void keeps_licences_and_no_signatures() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();
            assertThat(names).doesNotHaveDuplicates();
            assertThat(names)
                    .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"))
                    .noneMatch(name -> name.endsWith("module-info.class"))
                    .contains("META-INF/tipc-junit/LICENSE", "META-INF/tipc-junit/THIRD_PARTY.md")
                    .contains("org/tipcjunit/inference/native/linux-x86_64/libtipcjunit.so");
            assertThat(names).as("what only builds need").noneMatch(name -> name.startsWith("org/junit/"));
            try (InputStream licences = jar.getInputStream(jar.getEntry("META-INF/LICENSE"))) {
                assertThat(new String(licences.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("Apache License");
            }
        }
    }
}
