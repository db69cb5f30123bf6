// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TurnsTests {

    private final Meetings meetings = new Meetings();
    private final Turns turns = new Turns(meetings);

    @Test
    void commands_of_two_copies_run_at_once_and_both_say_so() throws Exception {
        CountDownLatch both = new CountDownLatch(2);

        CompletableFuture<Boolean> other =
                CompletableFuture.supplyAsync(() -> turns.run("noise", Path.of("other"), () -> met(both)));
        boolean met = turns.run("predict", Path.of("copy"), () -> met(both));

        assertThat(met).isTrue();
        assertThat(other.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(turns.beside("predict")).containsExactly("noise");
        assertThat(turns.beside("noise")).containsExactly("predict");
    }

    @Test
    void a_command_of_another_model_is_no_stage_of_this_one() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Turns ofOther = new Turns(meetings);

        CompletableFuture<Boolean> other =
                CompletableFuture.supplyAsync(() -> ofOther.run("train", Path.of("copy of it"), () -> met(both)));
        turns.run("train", Path.of("copy"), () -> met(both));

        assertThat(other.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(turns.beside("train")).containsExactly("another certification");
    }

    @Test
    void commands_of_one_copy_never_run_at_once_however_it_is_written() throws Exception {
        AtomicBoolean inside = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> first =
                CompletableFuture.supplyAsync(() -> turns.run("train", Path.of("copy"), () -> {
                    inside.set(true);
                    started.countDown();
                    boolean told = met(goOn);
                    inside.set(false);
                    return told;
                }));
        started.await();

        CompletableFuture<Boolean> second =
                CompletableFuture.supplyAsync(() -> turns.run("export", Path.of("x/../copy"), inside::get));
        goOn.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.get(10, TimeUnit.SECONDS))
                .as("the first one was still running")
                .isFalse();
        assertThat(turns.beside("train")).isEmpty();
        assertThat(turns.beside("export")).isEmpty();
    }

    @Test
    void one_that_fails_gives_its_turn_back() {
        assertThat(CompletableFuture.runAsync(() -> turns.run("train", Path.of("copy"), () -> {
                    throw new IllegalStateException("planted");
                })))
                .failsWithin(10, TimeUnit.SECONDS);

        assertThat(turns.run("export", Path.of("copy"), () -> "ran")).isEqualTo("ran");
        assertThat(turns.beside("export")).isEmpty();
    }

    private static boolean met(CountDownLatch latch) {
        latch.countDown();
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
