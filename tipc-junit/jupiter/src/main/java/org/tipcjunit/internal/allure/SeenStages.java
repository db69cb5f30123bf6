// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;
import org.tipcjunit.certification.CertificationListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.requirement.Demand;

/**
 * The stages that ran, with when each started and ended.
 *
 * @since 0.1
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class SeenStages implements CertificationListener {

    private final LongSupplier clock;
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final Map<Long, Demand<?>> ahead = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** Hear of stages by the clock of the machine. */
    public SeenStages() {
        this(System::currentTimeMillis);
    }

    SeenStages(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * A stage that ended.
     *
     * @param name its name
     * @param outcome how it ended
     * @param start when it started, in milliseconds since 1970; when it was taken, for one that did not run
     * @param stop when it ended
     * @param taken whether it was taken from an earlier run
     * @param thread the thread that ran it
     * @param aheadOf whose test would have run it in its turn, where it was run ahead
     */
    record Seen(
            String name,
            ProcessOutcome outcome,
            long start,
            long stop,
            boolean taken,
            long thread,
            Optional<Demand<?>> aheadOf) {

        long millis() {
            return stop - start;
        }

        /** Get for how long it ran between two moments. */
        long millisWithin(long from, long to) {
            return Math.max(0, Math.min(stop, to) - Math.max(start, from));
        }

        /** Whether a test ran it, or would have, had it not been run ahead. */
        boolean isOf(Demand<?> demand, long testThread, long began) {
            return aheadOf.map(demand::equals).orElse(thread == testThread && start >= began);
        }
    }

    @Override
    public void ahead(Demand<?> demand) {
        ahead.put(thread(), demand);
    }

    @Override
    public void stageStarted(String stage, Path log) {
        started.put(stage, clock.getAsLong());
    }

    @Override
    public void stageEnded(String stage, ProcessOutcome outcome) {
        long now = clock.getAsLong();
        Long start = started.get(stage);
        add(new Seen(stage, outcome, start == null ? now : start, now, false, thread(), aheadOf()));
    }

    @Override
    public void stageTaken(String stage, ProcessOutcome outcome) {
        long now = clock.getAsLong();
        add(new Seen(stage, outcome, now, now, true, thread(), aheadOf()));
    }

    private void add(Seen stage) {
        seen.add(stage);
    }

    /** Get the stages that have ended so far, in the order they ended. */
    List<Seen> ended() {
        return List.copyOf(seen);
    }

    long now() {
        return clock.getAsLong();
    }

    private Optional<Demand<?>> aheadOf() {
        return Optional.ofNullable(ahead.get(thread()));
    }

    private static long thread() {
        return Thread.currentThread().getId();
    }
}
