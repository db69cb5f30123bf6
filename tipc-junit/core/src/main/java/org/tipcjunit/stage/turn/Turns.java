// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.turn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The turns of one chain's commands: in one working copy they run one after the other, as what two of them write and read there could
 * not be told apart; in different ones they may run at once, and what ran beside what is remembered.
 *
 * <p>Instances are safe for use by several threads.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Turns {

    private final Map<Path, ReentrantLock> copies = new ConcurrentHashMap<>();
    private final Map<String, Meetings.Running> runs = new ConcurrentHashMap<>();
    private final Meetings meetings;

    public Turns(Meetings meetings) {
        this.meetings = meetings;
    }

    /** Do something in or with a working copy while no command runs in it; whoever waits longest is next. */
    public <T> T in(Path workingCopy, Supplier<T> action) {
        ReentrantLock turn =
                copies.computeIfAbsent(workingCopy.toAbsolutePath().normalize(), copy -> new ReentrantLock(true));
        turn.lock();
        try {
            return action.get();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Run a command in a working copy when it is its turn.
     *
     * @param name what the run is called, unique in its chain
     */
    public <T> T run(String name, Path workingCopy, Supplier<T> command) {
        return in(workingCopy, () -> {
            Meetings.Running run = meetings.begin(this, name);
            runs.put(name, run);
            try {
                return command.get();
            } finally {
                meetings.end(run);
            }
        });
    }

    /** Get what ran while a run did, in the order they met; whole once that run has ended. */
    public List<String> beside(String name) {
        return Optional.ofNullable(runs.get(name)).map(meetings::met).orElse(List.of());
    }
}
