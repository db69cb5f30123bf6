// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Sends many requests to a service, some of them at the same time.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class LoadGenerator {

    /** A service that is gone, or hangs, need not be asked a thousand times. */
    private static final int PATIENCE = 3;

    private LoadGenerator() {}

    /**
     * Send requests and wait for all answers.
     *
     * <p>When requests get no answer several times in a row, the others are not sent, and their errors say so.
     *
     * @param client sends them; shared by all threads
     * @param requests what to send, at least one; number {@code i} of all is that at {@code i mod requests.size()}
     * @param concurrency how many are under way at the same time; positive
     * @param count how many to send; positive
     */
    public static LoadResult run(PipelineClient client, List<PipelineRequest> requests, int concurrency, int count) {
        if (requests.isEmpty() || concurrency < 1 || count < 1) {
            throw new IllegalArgumentException("%d requests, %d at the same time, %d times: all must be positive"
                    .formatted(requests.size(), concurrency, count));
        }
        AtomicInteger unanswered = new AtomicInteger();
        AtomicInteger threads = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(concurrency, count), task -> {
            Thread thread = new Thread(task, "tipc-request-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            long start = System.nanoTime();
            List<Callable<LoadResult.Sample>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                tasks.add(() -> send(client, requests, number, unanswered, PATIENCE * concurrency));
            }
            List<LoadResult.Sample> samples = new ArrayList<>();
            for (Future<LoadResult.Sample> future : executor.invokeAll(tasks)) {
                samples.add(future.get());
            }
            return new LoadResult(concurrency, Duration.ofNanos(System.nanoTime() - start), samples);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LoadResult(concurrency, Duration.ZERO, List.of());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request failed in an unforeseen way", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private static LoadResult.Sample send(
            PipelineClient client, List<PipelineRequest> requests, int number, AtomicInteger unanswered, int patience) {
        if (unanswered.get() >= patience) {
            return new LoadResult.Sample(
                    number, Optional.empty(), "not sent: requests before it got no answer", Duration.ZERO);
        }
        long start = System.nanoTime();
        try {
            PipelineResponse response = client.send(requests.get(number % requests.size()));
            unanswered.set(0);
            return new LoadResult.Sample(number, Optional.of(response), "", response.latency());
        } catch (PipelineException e) {
            unanswered.incrementAndGet();
            return new LoadResult.Sample(
                    number,
                    Optional.empty(),
                    String.valueOf(e.getMessage()),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
