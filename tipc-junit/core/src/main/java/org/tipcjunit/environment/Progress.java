// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells at once, and then every second and a half, what is being done and how far it is. */
final class Progress {

    private static final long EVERY_MILLIS = 1500;

    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> ticking;

    /** Do something with progress. */
    static <T, X extends Exception> T during(Consumer<String> sink, Supplier<String> status, Work<T, X> work) throws X {
        Progress progress = new Progress(sink, status);
        try {
            return work.run();
        } finally {
            progress.stop();
        }
    }

    private Progress(Consumer<String> sink, Supplier<String> status) {
        long started = System.nanoTime();
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tipc-environment-progress");
            thread.setDaemon(true);
            return thread;
        });
        sink.accept(status.get());
        ticking = timer.scheduleWithFixedDelay(
                () -> sink.accept(status.get() + ", " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started)
                        + " s so far"),
                EVERY_MILLIS,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void stop() {
        ticking.cancel(false);
        timer.shutdown();
    }
}
