// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StallWatchTests {

    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final String DIES = "printf 'Exception in thread Thread-1:\\nTraceback (most recent call last):\\n"
            + "  File \"data.py\", line 7, in get\\nValueError: no box is left\\n'; ";

    /** Several, so that some of it runs on a busy machine too. */
    private static final String BUSY = "for each in 1 2 3; do while :; do :; done & done; wait";

    @TempDir
    Path folder;

    private final ProcessRunner runner = new ProcessRunner(Duration.ofMillis(300));

    @AfterEach
    void close() {
        runner.close();
    }

    /** Run a command until it ends or was looked at for three times the patience. */
    private Termination watched(String command) {
        try (RunningProcess process = runner.start(
                new Command(List.of("sh", "-c", command), folder, Map.of()),
                folder.resolve("log"),
                Duration.ofMinutes(5),
                OutputListener.none())) {
            StallWatch watch = new StallWatch(process, PATIENCE);
            long end = System.nanoTime() + PATIENCE.multipliedBy(3).toNanos();
            while (process.isAlive() && System.nanoTime() < end) {
                watch.look();
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            Termination own = process.isAlive()
                    ? process.stop().termination()
                    : process.await().termination();
            return watch.termination().orElse(own);
        }
    }

    @Test
    void what_waits_for_a_thread_that_died_is_ended_and_the_exception_named() {
        Termination termination = watched(DIES + "sleep 60");

        assertThat(termination).isInstanceOf(Termination.Stalled.class);
        assertThat(termination.isSuccess()).isFalse();
        assertThat(termination.describe())
                .contains("one of its threads died", "ValueError: no box is left")
                .doesNotContain("Traceback");
    }

    @Test
    void what_works_on_after_a_thread_died_and_what_only_waits_is_left_alone() {
        assertThat(watched(DIES + BUSY)).isInstanceOf(Termination.Stopped.class);
        assertThat(watched("echo no exception here; sleep 60")).isInstanceOf(Termination.Stopped.class);
        assertThat(watched(DIES + "exit 3")).isEqualTo(new Termination.Exited(3));
        assertThat(Files.exists(folder.resolve("log"))).isTrue();
    }
}
