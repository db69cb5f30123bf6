// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.stage.StageListener;

/**
 * The stages that ran, with when each started and ended.
 *
 * @since 0.1
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class SeenStages implements StageListener {

    private final LongSupplier clock;
    private final Map<String, Long> started = new ConcurrentHashMap<>();
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
     */
    record Seen(String name, ProcessOutcome outcome, long start, long stop, boolean taken, long thread) {

        long millis() {
            return stop - start;
        }
    }

    @Override
    public void stageStarted(String stage, Path log) {
        started.put(stage, clock.getAsLong());
    }

    @Override
    public void stageEnded(String stage, ProcessOutcome outcome) {
        long now = clock.getAsLong();
        Long start = started.get(stage);
        add(new Seen(stage, outcome, start == null ? now : start, now, false, thread()));
    }

    @Override
    public void stageTaken(String stage, ProcessOutcome outcome) {
        long now = clock.getAsLong();
        add(new Seen(stage, outcome, now, now, true, thread()));
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

    private static long thread() {
        return Thread.currentThread().getId();
    }
}
