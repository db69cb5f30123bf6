// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.chain.PaddleTools;
import org.tipcjunit.chain.Plans;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.isolation.Allowance;
import org.tipcjunit.isolation.HereBubblewrap;
import org.tipcjunit.isolation.Isolation;
import org.tipcjunit.isolation.Network;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.Termination;

/** Scripts of a repository that means ill run as isolated stages. */
@ExtendWith(PaddleTools.Resolver.class)
@NeedsPaddle
class HostileRepositoryTests {

    private static final long MEBI = 1L << 20;

    @TempDir
    Path folder;

    private final List<String> progress = new CopyOnWriteArrayList<>();
    private final List<Path> made = new ArrayList<>();
    private Allowance allowance = new Allowance(OptionalLong.of(400 * MEBI), 100, OptionalLong.of(64 * MEBI));
    private Network network = Network.OFF;
    private PaddleTools tools;

    @BeforeEach
    void keep(PaddleTools paddle) throws IOException {
        HereBubblewrap.orAbort();
        this.tools = paddle;
        Files.createDirectories(folder.resolve("run/workspace"));
        Files.createDirectories(folder.resolve("user/.ssh"));
        Files.writeString(folder.resolve("user/.ssh/id_rsa"), "a secret");
    }

    @AfterEach
    void removeWhatShouldNotBeThere() throws IOException {
        for (Path path : made) {
            Files.deleteIfExists(path);
        }
    }

    @Test
    void writing_elsewhere_is_refused_and_named() {
        Path elsewhere = Path.of("/var/hostile-" + folder.getFileName());
        made.add(elsewhere);

        StageFailure failure = failureOf(stage("train", "open('%s', 'w')".formatted(elsewhere)));

        assertThat(elsewhere).doesNotExist();
        assertThat(failure.summary()).startsWith("the train command failed");
        assertThat(failure.observed()).contains("it was refused to write to " + elsewhere);
        assertThat(progress).anyMatch(line -> line.startsWith("[tipc] digits: train: it was refused to write to"));
    }

    @Test
    void what_an_earlier_stage_left_is_not_rewritten() {
        StageRunner runner = runner();
        StageRun train = runner.run(stage("train", "print('loss 1.0')"), Watch.wholly());

        StageFailure failure = failureOf(
                runner,
                stage(
                        "infer",
                        "open('%s', 'a').write('loss 0.0')"
                                .formatted(train.outcome().log())));

        assertThat(failure.observed())
                .contains("it was refused to write to " + train.outcome().log());
        assertThat(train.outcome().log()).hasContent("loss 1.0");
    }

    @Test
    void working_copy_own_folder_home_and_temporary_folder_are_written() {
        StageRunner runner = runner();
        StageRun run = runner.run(stage("train", """
                import os, pathlib, tempfile
                for place in [".", "%s", os.path.expanduser("~"), tempfile.gettempdir(), "/dev/shm"]:
                    pathlib.Path(place, "made.txt").write_text(place)
                print(os.path.expanduser("~"), tempfile.gettempdir())
                """.formatted(folder.resolve("run/train"))), Watch.wholly());

        assertThat(run.output()).containsExactly(folder.resolve("run/home") + " /tmp");
        assertThat(folder.resolve("run/workspace/made.txt")).exists();
        assertThat(folder.resolve("run/train/made.txt")).exists();
        assertThat(Path.of("/tmp/made.txt")).doesNotExist();
        assertThat(Path.of("/dev/shm/made.txt")).doesNotExist();
        // What one stage leaves in its home, the next one finds.
        assertThat(runner.run(stage("infer", "import os; print(os.listdir(os.path.expanduser('~')))"), Watch.wholly())
                        .output())
                .containsExactly("['made.txt']");
    }

    @Test
    void secrets_of_homes_are_not_read() {
        Path secret = folder.resolve("user/.ssh/id_rsa");

        StageFailure failure = failureOf(stage("predict", "print(open('%s').read())".formatted(secret)));

        assertThat(failure.observed()).contains("it was refused to see " + secret);
        assertThat(failure.run().orElseThrow().output()).noneMatch(line -> line.contains("a secret"));
    }

    @Test
    void forking_without_end_is_ended_and_named() {
        StageFailure failure = failureOf(stage("train", """
                import os, time
                while True:
                    if os.fork() == 0:
                        time.sleep(600)
                """));

        assertThat(failure.summary())
                .matches("the train command failed: ended because it had \\d+ processes and threads, and may have 100");
        assertThat(failure.remedy()).contains("tipc.process.limit");
        assertThat(failure.run().orElseThrow().outcome().termination()).isInstanceOf(Termination.LimitReached.class);
    }

    @Test
    void filling_the_disk_is_ended_and_named() {
        StageFailure failure = failureOf(stage("export", """
                with open("/tmp/big", "wb", buffering=0) as big:
                    while True:
                        big.write(bytes(1 << 20))
                """));

        assertThat(failure.summary())
                .matches(
                        "the export command failed: ended because it wrote [\\d,]+ MiB to the disk, and may write 64 MiB");
    }

    @Test
    void taking_all_memory_is_ended_and_named() {
        StageFailure failure = failureOf(stage("train", """
                import time
                taken = []
                while True:
                    taken.append(bytes(b"x" * (1 << 20)))
                    time.sleep(0.001)
                """));

        assertThat(failure.summary())
                .matches("the train command failed: ended because it had [\\d,]+ MiB of memory, and may have 400 MiB");
    }

    @Test
    void nothing_of_the_machine_is_killed_by_name() throws IOException {
        Process victim = new ProcessBuilder("sleep", "600").start();
        try {
            StageRun run = runner().run(stage("train", """
                    import os, signal
                    seen = [pid for pid in os.listdir("/proc") if pid.isdigit()]
                    for pid in seen:
                        if open("/proc/%%s/comm" %% pid).read().strip() == "sleep":
                            os.kill(int(pid), signal.SIGKILL)
                    try:
                        os.kill(%d, signal.SIGKILL)
                    except ProcessLookupError:
                        print(len(seen) < 5, "no such process")
                    """.formatted(victim.pid())), Watch.wholly());

            assertThat(run.output()).containsExactly("True no such process");
            assertThat(victim.isAlive()).isTrue();
        } finally {
            victim.destroyForcibly();
        }
    }

    @Test
    void nothing_is_heard_or_reached_outside_of_its_own_loopback() throws IOException {
        try (ServerSocket here = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StageRun run = runner().run(stage("train", """
                    import socket
                    try:
                        socket.create_connection(("127.0.0.1", %1$d))
                    except ConnectionRefusedError:
                        print("not reached")
                    try:
                        socket.create_connection(("192.0.2.1", 80), 5)
                    except OSError as e:
                        print(e.strerror)
                    # Taken on the machine, and so not on the machine where it can be had.
                    listening = socket.socket()
                    listening.bind(("0.0.0.0", %1$d))
                    listening.listen()
                    socket.create_connection(("127.0.0.1", %1$d))
                    print("listens")
                    """.formatted(here.getLocalPort())), Watch.wholly());

            assertThat(run.output()).containsExactly("not reached", "Network is unreachable", "listens");
        }
    }

    @Test
    void network_is_there_where_it_is_wanted() throws IOException {
        network = Network.ON;
        try (ServerSocket here = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StageRun run = runner().run(
                            stage(
                                    "train",
                                    "import socket; socket.create_connection(('127.0.0.1', %d)); print('reached')"
                                            .formatted(here.getLocalPort())),
                            Watch.wholly());

            assertThat(run.output()).containsExactly("reached");
        }
    }

    @Test
    void workers_share_memory_and_their_end_is_seen() {
        allowance = Allowance.usual();
        StageRun run = runner().run(stage("train", """
                import multiprocessing, multiprocessing.shared_memory as shared, os, subprocess
                memory = shared.SharedMemory(create=True, size=1 << 20)
                def work(i):
                    memory.buf[i] = i
                    return i
                with multiprocessing.Pool(2) as pool:
                    print(sum(pool.map(work, range(100))), sum(memory.buf[:100]))
                memory.unlink()
                subprocess.Popen(["sleep", "600"])
                """), Watch.wholly());

        assertThat(run.output()).containsExactly("4950 4950");
        assertThat(run.outcome().leftovers()).containsExactly("sleep 600");
    }

    @Test
    void ends_are_told_as_they_are() {
        assertThat(failureOf(stage("infer", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"))
                        .summary())
                .isEqualTo("the infer command failed: killed by SIGSEGV (139)");
        PlannedStage endless = stage("predict", "import time; time.sleep(600)").withLimit(Duration.ofMillis(600));
        assertThat(failureOf(endless).summary()).contains("ended after its time limit");
    }

    private StageRunner runner() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("HOME", folder.resolve("user").toString());
        ChainTools plain = tools.chainTools(progress::add);
        Isolation isolation = Isolation.by(
                HereBubblewrap.orAbort(),
                variables,
                tools.python(),
                List.of(plain.environment().sitePackages(), plain.recorder().directory()),
                network,
                allowance);
        return new StageRunner(
                Plans.of(DigitsConfigs.lite(), Plans.request("digits", folder, tools.python()))
                        .facts(),
                new ChainTools(
                        plain.environment(),
                        plain.runner(),
                        plain.recorder(),
                        Optional.empty(),
                        plain.predictors(),
                        isolation,
                        plain.ports(),
                        plain.meetings(),
                        plain.progress(),
                        plain.listener()));
    }

    private PlannedStage stage(String name, String script) {
        try {
            Files.writeString(folder.resolve("run/workspace").resolve(name + ".py"), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PlannedStage(
                name,
                StageKind.valueOf(name.toUpperCase(Locale.ROOT)),
                new Command(
                        List.of(tools.python().toString(), name + ".py"), folder.resolve("run/workspace"), Map.of()),
                folder.resolve("run").resolve(name),
                Duration.ofMinutes(1));
    }

    private StageFailure failureOf(PlannedStage stage) {
        return failureOf(runner(), stage);
    }

    private static StageFailure failureOf(StageRunner runner, PlannedStage stage) {
        return catchThrowableOfType(StageFailedException.class, () -> runner.run(stage, Watch.wholly()))
                .failure();
    }
}
