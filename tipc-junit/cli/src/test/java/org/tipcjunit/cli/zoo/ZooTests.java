// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ZooTests {

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void works_on_as_many_configs_at_once_as_there_are_cores() {
        CountDownLatch both = new CountDownLatch(2);

        new Zoo(2, () -> true).run(List.of(() -> meet(both, "first"), () -> meet(both, "second"), this::count));

        assertThat(done).containsExactlyInAnyOrder("first", "second", "counted");
    }

    @Test
    void never_works_on_more_of_them() {
        new Zoo(2, () -> true).run(counting(20));

        assertThat(done).hasSize(20);
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void works_on_one_at_a_time_where_memory_is_short_and_never_on_none() {
        new Zoo(4, () -> false).run(counting(20));

        assertThat(done).hasSize(20);
        assertThat(most).hasValue(1);
    }

    @Test
    void works_on_one_after_the_other_in_order_with_one_core() {
        new Zoo(1, () -> true)
                .run(IntStream.range(0, 5)
                        .<Runnable>mapToObj(
                                i -> () -> done.add(Thread.currentThread().getId() + " " + i))
                        .toList());

        long here = Thread.currentThread().getId();
        assertThat(done).containsExactly(here + " 0", here + " 1", here + " 2", here + " 3", here + " 4");
    }

    @Test
    void one_that_breaks_keeps_no_other_from_being_done_and_is_told() {
        List<Runnable> configs = Stream.concat(
                        Stream.<Runnable>of(() -> {
                            throw new IllegalStateException("planted");
                        }),
                        counting(5).stream())
                .toList();

        assertThatIllegalStateException()
                .isThrownBy(() -> new Zoo(2, () -> true).run(configs))
                .withMessage("planted");
        assertThat(done).hasSize(5);
    }

    private List<Runnable> counting(int count) {
        return IntStream.range(0, count).<Runnable>mapToObj(i -> this::count).toList();
    }

    private void count() {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        Thread.yield();
        done.add("counted");
        running.decrementAndGet();
    }

    private void meet(CountDownLatch both, String name) {
        both.countDown();
        try {
            if (both.await(10, TimeUnit.SECONDS)) {
                done.add(name);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
