// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.turn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Object lock = new Object();
    private final List<String> running = new ArrayList<>();
    private final Map<String, Set<String>> beside = new ConcurrentHashMap<>();

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
            begin(name);
            try {
                return command.get();
            } finally {
                end(name);
            }
        });
    }

    private void begin(String name) {
        synchronized (lock) {
            for (String other : running) {
                meet(name, other);
                meet(other, name);
            }
            running.add(name);
        }
    }

    private void meet(String name, String other) {
        beside.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(other);
    }

    private void end(String name) {
        synchronized (lock) {
            running.remove(name);
        }
    }

    /** Get what ran while a run did, by name, in the order they met; whole once that run has ended. */
    public List<String> beside(String name) {
        synchronized (lock) {
            return List.copyOf(beside.getOrDefault(name, Set.of()));
        }
    }
}
