// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.RunningProcess;
import org.tipcjunit.process.Termination;

@NeedsPaddle
class WarmStartTests {

    private static final String IN_A_FORK = "in a fork of a Python that had imported paddle";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final Path python = TestEnvironments.of("paddle-2.6.2", line -> {}).python();
    private final WarmStart warm = SharedWarmStart.get();
    private final ProcessRunner runner = new ProcessRunner();

    @AfterEach
    void close() {
        runner.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sys.exit(7)                        | exit status 7
            sys.exit('no')                     | exit status 1
            raise ValueError('no')             | exit status 1
            os.kill(os.getpid(), 9)            | killed by SIGKILL
            os.abort()                         | killed by SIGABRT
            os._exit(3)                        | exit status 3
            atexit.register(print, 'at exit')  | exit status 0
            ctypes.CDLL(None).printf(b'in C')  | exit status 0
            held = Held()                      | exit status 0
            """)
    void a_script_ends_and_prints_as_it_does_in_a_plain_python(String end, String expected) throws IOException {
        script("""
                import atexit, ctypes, os, sys, threading
                import paddle

                class Held:
                    def __init__(self):
                        self.unclosed = open("/dev/stderr", "w")
                        self.unclosed.write("left in the buffer of a file")

                    def __del__(self):
                        print("held until the end")

                def last():
                    threading.main_thread().join()
                    print("thread")

                threading.Thread(target=last).start()
                %s
                """.formatted(end));

        ProcessOutcome plain = run(command("run.py"));
        String printed = log(plain);
        ProcessOutcome forked = run(forked("shared", "run.py"));

        assertThat(started()).isEqualTo(IN_A_FORK);
        assertThat(forked.termination().describe())
                .startsWith(expected)
                .isEqualTo(plain.termination().describe());
        assertThat(stable(log(forked))).isEqualTo(stable(printed));
    }

    @Test
    void a_script_is_given_its_arguments_and_variables_and_nothing_of_paddle() throws IOException {
        script("""
                import os, sys
                print(sys.argv, __file__, __name__, sys.path[0], os.getcwd(), os.environ["GIVEN"], os.getpid() == os.getsid(0))
                print([name for name in sys.modules if name.split(".")[0] in ("paddle", "server", "kept")])
                """);

        ProcessOutcome outcome = run(forked("shared", Map.of("GIVEN", "of this run"), "run.py", "--a", "b c"));

        assertThat(started()).isEqualTo(IN_A_FORK);
        assertThat(log(outcome)).isEqualTo("""
                ['run.py', '--a', 'b c'] %1$s/run.py __main__ %1$s %1$s of this run True
                []
                """.formatted(folder.toRealPath()));
    }

    /** What a training and what is compared with it draw by chance must differ as it does between two plain processes. */
    @Test
    void chance_differs_between_forks_and_the_order_of_sets_between_slots() throws IOException {
        script("""
                import random
                import numpy, paddle
                print(random.random(), numpy.random.rand(), float(paddle.rand([1])))
                print(hash("a word"))
                """);

        List<String> first = log(run(forked("shared", "run.py"))).lines().toList();
        List<String> second = log(run(forked("shared", "run.py"))).lines().toList();
        List<String> other = log(run(forked("two", "run.py"))).lines().toList();

        String[] numbers = first.get(0).split(" ", -1);
        assertThat(second.get(0).split(" ", -1)).hasSize(3).doesNotContain(numbers);
        assertThat(other.get(1)).isNotEqualTo(first.get(1));
    }

    /** The order of sets, which a process draws at its start, tells who shares one. */
    @Test
    void variables_of_builds_and_terminals_need_no_process_of_their_own_and_all_others_do() throws IOException {
        script("""
                import os, paddle
                print(hash("a word"), os.environ.get("JAVA_HOME"), os.environ.get("OF_MINE"))
                """);

        String one = log(run(forked("shared", Map.of("JAVA_HOME", "/one", "MAVEN_CMD_LINE_ARGS", "test"), "run.py")));
        String two = log(run(forked("shared", Map.of("JAVA_HOME", "/two", "SSH_TTY", "/dev/pts/7"), "run.py")));
        String other = log(run(forked("shared", Map.of("OF_MINE", "set"), "run.py")));

        String word = one.split(" ", -1)[0];
        assertThat(one).isEqualTo(word + " /one None\n");
        assertThat(two).isEqualTo(word + " /two None\n");
        assertThat(other).doesNotStartWith(word + " ").endsWith(" set\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            import os; os.environ['FLAGS_check_nan_inf'] = '1' | the script sets variables before it imports paddle
            import sys; sys.path.insert(0, 'other')            | the script has another paddle
            import sys; sys.path.insert(0, 'more')             | more has a module called json
            """)
    void what_the_import_would_have_found_otherwise_is_started_plainly(String line, String reason) throws IOException {
        Files.createDirectories(folder.resolve("more"));
        Files.writeString(folder.resolve("more/json.py"), "from decoder_of_mine import *\n");
        Files.createDirectories(folder.resolve("other/paddle"));
        Files.writeString(folder.resolve("other/paddle/__init__.py"), "mine = True\n");
        script(
                line
                        + "\nimport os\nimport paddle\nprint(getattr(paddle, 'mine', False), os.environ.get('FLAGS_check_nan_inf'))\n");

        String plain = log(run(command("run.py")));
        String forked = log(run(forked("shared", "run.py")));

        assertThat(started()).isEqualTo("plainly, as " + reason);
        assertThat(stable(forked)).isEqualTo(stable(plain));
    }

    @Test
    void what_other_packages_import_by_finders_of_their_own_is_there_before_paddle() throws IOException {
        script("""
                import six.moves, importlib_metadata, sys
                print(six.moves.urllib.parse.quote("a b"), len(importlib_metadata.version("six")) > 0, "paddle" in sys.modules)
                """);

        assertThat(log(run(forked("shared", "run.py")))).isEqualTo("a%20b True False\n");
        assertThat(started()).isEqualTo(IN_A_FORK);
    }

    @Test
    void a_module_beside_the_script_that_paddle_would_have_found_is_started_plainly() throws IOException {
        Files.writeString(folder.resolve("decorator.py"), "print('mine')\n");
        script("import decorator\n");

        assertThat(log(run(forked("shared", "run.py")))).isEqualTo("mine\n");
        assertThat(started()).isEqualTo("plainly, as " + folder.toRealPath() + " has a module called decorator");
    }

    @Test
    void a_fork_that_takes_too_long_is_ended_with_what_it_started() throws IOException {
        script("""
                import os, time
                import paddle
                if os.fork() == 0:
                    os.setsid()
                os.write(1, b"%d\\n" % os.getpid())
                time.sleep(600)
                """);

        ProcessOutcome outcome = runner.run(
                forked("shared", "run.py"), folder.resolve("log"), Duration.ofSeconds(4), OutputListener.none());

        assertThat(outcome.termination()).isInstanceOf(Termination.TimedOut.class);
        // Paddle tells of the signal as well.
        assertThat(log(outcome).lines().filter(line -> line.matches("\\d+")).map(Long::valueOf))
                .hasSize(2)
                .noneMatch(WarmStartTests::runs);
    }

    @Test
    void what_a_fork_leaves_behind_is_ended_and_told() throws IOException {
        script("""
                import os, time
                import paddle
                if os.fork() == 0:
                    os.setsid()
                    time.sleep(600)
                """);

        ProcessOutcome outcome = run(forked("shared", "run.py"));

        assertThat(outcome.termination().isSuccess()).isTrue();
        assertThat(outcome.leftovers()).hasSize(1);
    }

    @Test
    void workers_of_a_data_loader_run_in_a_fork() throws IOException {
        script("""
                import numpy, paddle

                class Numbers(paddle.io.Dataset):
                    def __getitem__(self, index):
                        return numpy.full([2], index, "float32")

                    def __len__(self):
                        return 8

                if __name__ == "__main__":
                    loader = paddle.io.DataLoader(Numbers(), batch_size=4, num_workers=2, use_shared_memory=True)
                    print([float(batch.sum()) for batch in loader])
                """);

        assertThat(log(run(forked("shared", "run.py")))).isEqualTo("[12.0, 44.0]\n");
        assertThat(started()).isEqualTo(IN_A_FORK);
    }

    @Test
    void what_was_forked_is_seen_to_its_end_when_a_package_is_installed_meanwhile() throws IOException {
        Path packages = overlay();
        script("""
                import os, sys, time
                os.mkdir(sys.argv[1])
                print("installed")
                while not os.path.exists("later"):
                    time.sleep(0.01)
                """);
        // What a path configuration file puts in front stays there.
        Files.writeString(packages.resolve("front.pth"), "import sys; sys.path.insert(0, '/front')\n");
        Files.writeString(
                folder.resolve("later.py"),
                "import sys\nassert sys.path[1] == '/front', sys.path\nopen('later', 'w').close()\n");
        Path interpreter = folder.resolve("bin/python");
        Command first =
                forkedFrom(interpreter, "run.py", packages.resolve("new").toString());
        CompletableFuture<String> installed = new CompletableFuture<>();

        try (RunningProcess running = runner.start(first, folder.resolve("first.log"), LIMIT, installed::complete)) {
            installed.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            assertThat(run(forkedFrom(interpreter, "later.py")).termination().isSuccess())
                    .isTrue();
            assertThat(started()).isEqualTo(IN_A_FORK);
            assertThat(running.await().termination().describe()).isEqualTo("exit status 0");
        }
    }

    /** An environment of its own on top of the one with Paddle; gets where its packages are installed. */
    private Path overlay() throws IOException {
        Path real = python.toRealPath();
        Path library = python.resolveSibling("../lib").normalize();
        try (Stream<Path> versions = Files.list(library)) {
            Path version = versions.filter(path -> path.getFileName().toString().startsWith("python3"))
                    .findFirst()
                    .orElseThrow();
            Path packages = Files.createDirectories(folder.resolve("lib/" + version.getFileName() + "/site-packages"));
            Files.writeString(packages.resolve("below.pth"), version.resolve("site-packages") + "\n");
            Files.createDirectories(folder.resolve("bin"));
            Files.createSymbolicLink(folder.resolve("bin/python"), real);
            Files.writeString(folder.resolve("pyvenv.cfg"), "home = " + real.getParent() + "\n");
            return packages;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m paddle.distributed.launch run.py", "-u run.py", "missing.py", "run.sh"})
    void only_a_script_is_forked(String words) throws IOException {
        script("");
        Files.writeString(folder.resolve("run.sh"), "");

        assertThat(warm.command(command(words.split(" ")), python, "only", List.of(), folder.resolve("started")))
                .isEmpty();
    }

    @Test
    void what_leads_to_code_of_this_run_is_started_plainly() throws IOException {
        script("");
        Command led = new Command(List.of(python.toString(), "run.py"), folder, Map.of("PYTHONPATH", "site:packages"));

        assertThat(warm.command(led, python, "led", List.of(), folder.resolve("started")))
                .isEmpty();
    }

    private void script(String text) throws IOException {
        Files.writeString(folder.resolve("run.py"), text);
    }

    private Command command(String... words) {
        return command(Map.of(), words);
    }

    private Command command(Map<String, String> variables, String... words) {
        List<String> argv = new ArrayList<>(List.of(python.toString()));
        argv.addAll(List.of(words));
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PYTHONPATH", folder.resolve("site").toString());
        environment.put("PYTHONUNBUFFERED", "1");
        return new Command(argv, folder, environment);
    }

    private Command forked(String slot, String... words) {
        return forked(slot, Map.of(), words);
    }

    private Command forked(String slot, Map<String, String> variables, String... words) {
        Optional<Command> command =
                warm.command(command(variables, words), python, slot, List.of(), folder.resolve("started"));
        return command.orElseThrow();
    }

    private Command forkedFrom(Path interpreter, String... words) {
        Command plain = command(words);
        List<String> argv = new ArrayList<>(plain.argv());
        argv.set(0, interpreter.toString());
        Command own = new Command(argv, plain.workingDirectory(), plain.environment());
        return warm.command(own, interpreter, "shared", List.of(), folder.resolve("started"))
                .orElseThrow();
    }

    private ProcessOutcome run(Command command) {
        return runner.run(command, folder.resolve("log"), LIMIT, OutputListener.none());
    }

    private String started() {
        return WarmStart.started(folder.resolve("started"));
    }

    private static boolean runs(long pid) {
        try {
            // One that has ended may still wait to be asked how.
            return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    private static String log(ProcessOutcome outcome) throws IOException {
        return Files.readString(outcome.log());
    }

    /** Numbers of processes and addresses, as Paddle prints them for a signal. */
    private static String stable(String log) {
        return log.replaceAll("0x[0-9a-f]+|\\b(PID|unix time\\)) \\d+|@ \\d+|\\d{10}|[0-9:-]{8,}", "#");
    }
}
