// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;

@Timeout(60)
class OnDemandTests {

    private static final int THREADS = 8;

    @Test
    void nothing_is_made_before_it_is_asked_for() {
        AtomicInteger made = new AtomicInteger();
        OnDemand<Integer> value = new OnDemand<>(made::incrementAndGet);

        assertThat(made).hasValue(0);
        assertThat(value.get()).isEqualTo(1);
        assertThat(value.get()).isEqualTo(1);
        assertThat(made).hasValue(1);
    }

    @Test
    void what_went_wrong_is_told_without_trying_again() {
        OnDemand<Object> value = new OnDemand<>(() -> {
            throw failure();
        });

        assertThat(value.failure()).isEmpty();
        assertThatThrownBy(value::get).isInstanceOf(StageFailedException.class);
        assertThat(value.failure()).containsInstanceOf(StageFailedException.class);
    }

    @Test
    void threads_that_ask_at_the_same_time_get_one_value() throws Exception {
        AtomicInteger made = new AtomicInteger();
        OnDemand<Object> value = new OnDemand<>(() -> {
            made.incrementAndGet();
            Thread.yield();
            return new Object();
        });

        List<Object> seen = inThreads(value::get);

        assertThat(made).hasValue(1);
        assertThat(seen).hasSize(THREADS).containsOnly(value.get());
    }

    @Test
    void threads_that_ask_at_the_same_time_get_one_failure() throws Exception {
        AtomicInteger made = new AtomicInteger();
        OnDemand<Object> value = new OnDemand<>(() -> {
            made.incrementAndGet();
            throw failure();
        });

        List<Object> seen = inThreads(() -> {
            try {
                return value.get();
            } catch (StageFailedException e) {
                return e;
            }
        });

        assertThat(made).hasValue(1);
        assertThat(seen).hasSize(THREADS).hasOnlyElementsOfType(StageFailedException.class);
        assertThat(seen.stream().distinct()).hasSize(1);
    }

    @Test
    void failure_of_any_kind_is_remembered() {
        AtomicInteger made = new AtomicInteger();
        OnDemand<Object> value = new OnDemand<>(() -> {
            throw new IllegalStateException("attempt " + made.incrementAndGet());
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(value::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("attempt 1");
        }
    }

    private static List<Object> inThreads(Callable<Object> question) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Object>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                answers.add(executor.submit(() -> {
                    start.await();
                    return question.call();
                }));
            }
            List<Object> seen = new ArrayList<>();
            for (Future<Object> answer : answers) {
                seen.add(answer.get());
            }
            return seen;
        } finally {
            executor.shutdownNow();
        }
    }

    private static StageFailedException failure() {
        return new StageFailedException(new StageFailure(
                "digits",
                StageKind.TRAIN,
                "train",
                StageFailure.Reason.FAILED,
                "planted",
                "",
                "",
                "",
                Optional.empty()));
    }
}
