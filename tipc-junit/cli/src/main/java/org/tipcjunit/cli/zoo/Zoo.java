// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.zoo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Does the work of many configs, as much of it at once as there are cores and memory; begun in the order of the configs.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Zoo {

    private final int cores;
    private final BooleanSupplier hasMemory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int running;

    /**
     * Create one.
     *
     * @param cores how many configs may be worked on at once; positive
     * @param hasMemory whether there is memory for one more; one is always worked on
     */
    public Zoo(int cores, BooleanSupplier hasMemory) {
        this.cores = cores;
        this.hasMemory = hasMemory;
    }

    /**
     * Do all of it; what one throws keeps no other from being done, unless they are done one after the other.
     *
     * @throws RuntimeException the first that one of them threw
     */
    public void run(List<Runnable> configs) {
        if (cores == 1 || configs.size() < 2) {
            configs.forEach(Runnable::run);
            return;
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(cores, configs.size()), task -> {
            Thread thread = new Thread(task, "tipc-zoo");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<?>> results = new ArrayList<>();
        configs.forEach(config -> results.add(workers.submit(() -> work(config))));
        workers.shutdown();
        results.stream().flatMap(result -> failure(result).stream()).toList().stream()
                .findFirst()
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    private void work(Runnable config) {
        begin();
        try {
            config.run();
        } finally {
            end();
        }
    }

    private void begin() {
        lock.lock();
        try {
            while (running > 0 && !hasMemory.getAsBoolean()) {
                ended.awaitUninterruptibly();
            }
            running++;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static List<RuntimeException> failure(Future<?> result) {
        try {
            result.get();
            return List.of();
        } catch (ExecutionException e) {
            return List.of(
                    e.getCause() instanceof RuntimeException failure
                            ? failure
                            : new IllegalStateException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(new IllegalStateException("interrupted", e));
        }
    }
}
