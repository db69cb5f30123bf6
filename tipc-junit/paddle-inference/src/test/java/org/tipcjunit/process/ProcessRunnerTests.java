// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs real processes; every process of a test carries the test's own word on its command line. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessRunnerTests {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private final String word = UUID.randomUUID().toString();
    private ProcessRunner runner;

    @BeforeEach
    void open() {
        runner = new ProcessRunner(Duration.ofMillis(300));
    }

    @AfterEach
    void leaves_no_process_behind() {
        runner.close();
        assertThat(processesWith(word)).isEmpty();
    }

    @Test
    void reports_the_exit_status() {
        assertThat(sh("exit 7").termination()).isEqualTo(new Termination.Exited(7));
        assertThat(sh("exit 0").termination().isSuccess()).isTrue();
    }

    @Tag("python")
    @Tag("every-jdk")
    @Test
    void reports_the_signal_that_killed_the_command() {
        assertThat(sh("kill -SEGV $$").termination()).isEqualTo(new Termination.Signalled(11, "SIGSEGV"));
        assertThat(sh("kill -KILL $$").termination()).isEqualTo(new Termination.Signalled(9, "SIGKILL"));
        assertThat(python("import os; os.abort()").termination()).isEqualTo(new Termination.Signalled(6, "SIGABRT"));
    }

    @Tag("python")
    @Tag("every-jdk")
    @Test
    void takes_a_negative_python_exit_status_for_a_status() {
        assertThat(python("import sys; sys.exit(-1)").termination()).isEqualTo(new Termination.Exited(255));
    }

    @Test
    void makes_the_command_leader_of_its_group_and_session() throws IOException {
        RunningProcess process = start("import os, time; print(os.getpid(), os.getpgrp(), os.getsid(0), flush=True)");
        process.await();
        String pid = Long.toString(process.pid());
        assertThat(Files.readString(process.log())).isEqualTo(pid + " " + pid + " " + pid + "\n");
    }

    @Test
    void gives_the_command_an_empty_standard_input() {
        assertThat(sh("cat; echo end").termination().isSuccess()).isTrue();
    }

    @Test
    void merges_standard_output_and_error_into_the_log_in_order() throws IOException {
        ProcessOutcome outcome = sh("echo one; echo two >&2; echo three; echo four >>/dev/stderr");
        assertThat(Files.readString(outcome.log())).isEqualTo("one\ntwo\nthree\nfour\n");
    }

    @Test
    void empties_a_log_of_an_earlier_run_and_makes_its_folders() throws IOException {
        Path log = directory.resolve("deep/er/run.log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "yesterday");
        runner.run(command("sh", "-c", "echo today"), log, LONG, OutputListener.none());
        assertThat(log).hasContent("today\n");
    }

    @Test
    void adds_and_removes_environment_variables() throws IOException {
        Command command = new Command(
                List.of("sh", "-c", "echo \"${ADDED-unset} ${HOME-unset}\""),
                directory,
                Map.of("ADDED", "a b", "HOME", ""));
        Path log = directory.resolve("env.log");
        runner.run(command, log, LONG, OutputListener.none());
        assertThat(log).hasContent("a b unset\n");
    }

    @Test
    void hands_on_every_line_before_it_returns() {
        List<String> lines = new ArrayList<>();
        ProcessOutcome outcome = runner.run(
                command("sh", "-c", "seq 1 100000; printf 'no newline at the end'"),
                directory.resolve("seq.log"),
                LONG,
                lines::add);
        assertThat(outcome.termination().isSuccess()).isTrue();
        assertThat(lines).hasSize(100_001).startsWith("1", "2").endsWith("100000", "no newline at the end");
    }

    @Test
    void hands_on_lines_while_the_command_runs() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        RunningProcess process = runner.start(
                command("sh", "-c", "echo first; sleep 300 # " + word), log(), LONG, line -> first.countDown());
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.isAlive()).isTrue();
        process.stop();
    }

    @Test
    void splits_progress_bars_and_windows_lines_and_keeps_unicode() {
        List<String> lines = new ArrayList<>();
        runner.run(command("printf", "a\\r\\nb\\n\\n\\r 10%%\\r 20%%\\n\\303\\251\\377"), log(), LONG, lines::add);
        assertThat(lines).containsExactly("a", "b", "", " 10%", " 20%", "\u00e9\ufffd");
    }

    @Test
    void reads_lines_that_a_chinese_system_printed() {
        List<String> lines = new ArrayList<>();
        runner.run(command("printf", "\\326\\320\\316\\304 acc: 0.9\\n\\344\\270\\255: 1\\n"), log(), LONG, lines::add);
        assertThat(lines).containsExactly("\u4e2d\u6587 acc: 0.9", "\u4e2d: 1");
    }

    @Test
    void goes_on_when_the_listener_fails() throws IOException {
        ProcessOutcome outcome = runner.run(command("sh", "-c", "echo one; echo two"), log(), LONG, line -> {
            throw new IllegalStateException("listener of a test");
        });
        assertThat(outcome.termination().isSuccess()).isTrue();
        assertThat(outcome.log()).hasContent("one\ntwo\n");
    }

    @Tag("python")
    @Tag("every-jdk")
    @Test
    void ends_a_command_that_exceeds_its_limit_with_a_grandchild_in_its_own_session_that_ignores_sigterm() {
        String grandchild =
                "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(300)";
        RunningProcess process = runner.start(
                command("sh", "-c", "setsid python3 -c \"" + grandchild + "\" " + word + " & sleep 300 # " + word),
                log(),
                Duration.ofSeconds(3),
                OutputListener.none());
        await(() -> LogTail.lastLines(process.log(), 1).equals(List.of("deaf")));
        assertThat(processesWith(word)).hasSizeGreaterThanOrEqualTo(2);

        ProcessOutcome outcome = process.await();

        assertThat(outcome.termination()).isEqualTo(new Termination.TimedOut(Duration.ofSeconds(3)));
        assertThat(outcome.duration()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
        assertThat(processesWith(word)).isEmpty();
    }

    @Tag("python")
    @Tag("every-jdk")
    @Test
    void lets_a_command_clean_up_on_sigterm() throws IOException {
        ProcessOutcome outcome = runner.run(
                command(
                        "python3",
                        "-c",
                        "import signal, sys, time\n"
                                + "signal.signal(signal.SIGTERM, lambda *_: (print('saved', flush=True), sys.exit(0)))\n"
                                + "time.sleep(300)"),
                log(),
                Duration.ofSeconds(2),
                OutputListener.none());
        assertThat(outcome.termination()).isInstanceOf(Termination.TimedOut.class);
        assertThat(outcome.log()).hasContent("saved\n");
    }

    @Test
    void lists_and_ends_what_a_command_leaves_running() {
        ProcessOutcome outcome = sh(nap(1) + " & setsid " + nap(2) + " & exit 3");
        assertThat(outcome.termination()).isEqualTo(new Termination.Exited(3));
        assertThat(outcome.leftovers()).containsExactlyInAnyOrder(nap(1), nap(2));
        assertThat(processesWith(nap(1))).isEmpty();
        assertThat(processesWith(nap(2))).isEmpty();
    }

    @Test
    void does_not_list_helpers_that_end_with_the_command() {
        assertThat(sh("sleep 0.3 & setsid sleep 0.3 & exit 0").leftovers()).isEmpty();
    }

    @Test
    void finds_a_leftover_that_has_overwritten_its_environment() {
        ProcessOutcome outcome = sh("env -i " + nap(1) + " & exit 0");
        assertThat(outcome.leftovers()).containsExactly(nap(1));
    }

    @Test
    void spares_an_unrelated_process_with_the_same_command_line() throws IOException {
        Process unrelated = new ProcessBuilder("sh", "-c", "exec " + nap(1)).start();
        try {
            ProcessOutcome outcome = sh(nap(1) + " & exit 0");
            assertThat(outcome.leftovers()).containsExactly(nap(1));
            assertThat(unrelated.isAlive()).isTrue();
        } finally {
            unrelated.destroyForcibly();
        }
    }

    @Test
    void stop_ends_the_group_and_says_so() {
        RunningProcess process = runner.start(
                command("sh", "-c", "setsid sleep 300 " + word + "; sleep 300 # " + word),
                log(),
                LONG,
                OutputListener.none());
        assertThat(process.stop().termination()).isEqualTo(new Termination.Stopped());
        assertThat(process.isAlive()).isFalse();
        assertThat(process.await()).isEqualTo(process.stop());
    }

    @Test
    void stop_after_the_end_keeps_the_outcome() {
        RunningProcess process = runner.start(command("sh", "-c", "exit 4"), log(), LONG, OutputListener.none());
        assertThat(process.await().termination()).isEqualTo(new Termination.Exited(4));
        assertThat(process.stop().termination()).isEqualTo(new Termination.Exited(4));
    }

    @Test
    void an_interrupt_stops_the_command_and_is_kept() throws Exception {
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CompletableFuture<Termination> termination = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            ProcessOutcome outcome = runner.run(
                    command("sh", "-c", "echo up; sleep 300 # " + word), log(), LONG, line -> running.countDown());
            termination.complete(outcome.termination());
            flag.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        assertThat(termination.get(30, TimeUnit.SECONDS)).isEqualTo(new Termination.Stopped());
        assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void close_ends_everything_and_later_commands_are_not_started() {
        List<RunningProcess> processes = IntStream.range(0, 3)
                .mapToObj(i -> runner.start(
                        command("sh", "-c", "sleep 300 # " + word),
                        directory.resolve(i + ".log"),
                        LONG,
                        OutputListener.none()))
                .toList();
        runner.close();
        assertThat(processes).noneMatch(RunningProcess::isAlive);
        assertThat(sh("echo never").termination()).isEqualTo(new Termination.NotStarted("the run is being stopped"));
    }

    @Test
    void runs_twenty_commands_at_once() {
        List<CompletableFuture<ProcessOutcome>> runs = new ArrayList<>();
        List<String> lines = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            String number = Integer.toString(i);
            CompletableFuture<ProcessOutcome> run = new CompletableFuture<>();
            new Thread(() -> run.complete(runner.run(
                            command("sh", "-c", "sleep 0.2; echo " + number + "; exit " + number),
                            directory.resolve(number + ".log"),
                            LONG,
                            lines::add)))
                    .start();
            runs.add(run);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(runs.get(i).join().termination()).isEqualTo(new Termination.Exited(i));
        }
        assertThat(lines).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void names_the_reason_when_a_program_cannot_be_started() throws IOException {
        assertThat(notStarted(new Command(List.of("no-such-program"), directory, Map.of("PATH", "/usr/bin:/bin"))))
                .isEqualTo("there is no program 'no-such-program' on PATH=/usr/bin:/bin");
        assertThat(notStarted(command("./missing.sh")))
                .isEqualTo("there is no file " + directory.resolve("./missing.sh"));

        Path plain = Files.writeString(directory.resolve("plain.sh"), "#!/bin/sh\n");
        assertThat(notStarted(command("./plain.sh"))).isEqualTo(directory.resolve("./plain.sh") + " is not executable");

        Path script = Files.writeString(directory.resolve("script.py"), "#!/no/such/python -u\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(notStarted(command(script.toString())))
                .isEqualTo(
                        script + " names the interpreter /no/such/python, which does not exist or is not executable");

        Path missing = directory.resolve("missing");
        assertThat(notStarted(new Command(List.of("true"), missing, Map.of())))
                .isEqualTo("the working directory " + missing + " does not exist");
        assertThat(plain).exists();
    }

    @Test
    void names_the_reason_when_the_log_cannot_be_written() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        ProcessOutcome outcome = runner.run(command("true"), file.resolve("run.log"), LONG, OutputListener.none());
        assertThat(outcome.termination()).isInstanceOf(Termination.NotStarted.class);
        assertThat(outcome.termination().describe()).contains(file.toString());
    }

    @Test
    void refuses_a_limit_that_is_not_positive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> runner.run(command("true"), log(), Duration.ZERO, OutputListener.none()))
                .withMessage("the time limit must be positive, not PT0S");
    }

    @Tag("python")
    @Tag("every-jdk")
    @Test
    void nothing_survives_a_jvm_that_is_killed() throws Exception {
        String deaf =
                "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(300)";
        String script = "setsid python3 -c \"" + deaf + "\" " + word + " & exec sleep 300 # " + word;
        Process jvm = childJvm(script);
        await(() -> LogTail.lastLines(directory.resolve("group.log"), 1).equals(List.of("deaf"))
                && processesIn(directory).size() >= 10);
        assertThat(processesWith(word)).isNotEmpty();

        jvm.destroyForcibly().waitFor();

        await(() -> processesIn(directory).isEmpty());
        assertThat(processesWith(word)).isEmpty();
    }

    @Test
    void nothing_survives_a_jvm_that_is_asked_to_exit() throws Exception {
        Process jvm = childJvm("echo up; sleep 300 # " + word);
        await(() -> LogTail.lastLines(directory.resolve("group.log"), 1).equals(List.of("up")));
        jvm.destroy();
        await(() -> processesIn(directory).isEmpty());
        assertThat(processesWith(word)).isEmpty();
    }

    @Test
    void a_runner_inside_a_command_is_ended_with_it() {
        List<String> java = javaCommand("echo up; setsid sleep 300 # " + word);
        RunningProcess outer = runner.start(new Command(java, directory, Map.of()), log(), LONG, OutputListener.none());
        await(() -> LogTail.lastLines(directory.resolve("group.log"), 1).equals(List.of("up")));
        outer.stop();
        await(() -> processesIn(directory).isEmpty());
    }

    /** Get a long sleep whose command line no other test has. */
    private String nap(int number) {
        return "sleep 300." + Math.abs(word.hashCode()) + number;
    }

    private ProcessOutcome sh(String script) {
        return runner.run(command("sh", "-c", script), log(), LONG, OutputListener.none());
    }

    private ProcessOutcome python(String script) {
        return runner.run(command("python3", "-c", script), log(), LONG, OutputListener.none());
    }

    private RunningProcess start(String python) {
        return runner.start(command("python3", "-c", python), log(), LONG, OutputListener.none());
    }

    private String notStarted(Command command) {
        Termination termination =
                runner.run(command, log(), LONG, OutputListener.none()).termination();
        assertThat(termination).isInstanceOf(Termination.NotStarted.class);
        return ((Termination.NotStarted) termination).reason();
    }

    private Command command(String... argv) {
        return new Command(List.of(argv), directory, Map.of());
    }

    private Path log() {
        return directory.resolve("run.log");
    }

    private Process childJvm(String script) throws IOException {
        return new ProcessBuilder(javaCommand(script))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("jvm.log").toFile())
                .start();
    }

    private List<String> javaCommand(String script) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GroupMain.class.getName(),
                directory.toString(),
                script);
    }

    /** Get the living processes whose command line holds a text. */
    private static List<String> processesWith(String text) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> read(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                        .replace('\0', ' '))
                .filter(line -> line.contains(text))
                .toList();
    }

    /** Get the living processes that work in a directory. */
    private static List<Long> processesIn(Path directory) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    try {
                        return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), directory);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new AssertionError("the awaited condition did not come true in time");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
