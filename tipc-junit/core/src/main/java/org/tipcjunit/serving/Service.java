// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.RunningProcess;

/**
 * A running pipeline service: a process group of its own that listens on both ports and has answered a request. Thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Service implements AutoCloseable {

    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final ServiceSpec spec;
    private final RunningProcess process;
    private final Optional<Door> door;
    private final Duration startToReady;
    private final Set<Long> sockets;
    private final ReentrantLock stopping = new ReentrantLock();
    private @Nullable ServiceStop stopped;

    Service(ServiceSpec spec, RunningProcess process, Optional<Door> door, Duration startToReady, Set<Long> sockets) {
        this.door = door;
        this.spec = spec;
        this.process = process;
        this.startToReady = startToReady;
        this.sockets = Set.copyOf(sockets);
    }

    /**
     * Start a service and wait until it is ready: its process lives, both ports accept connections, nobody else listens on
     * them, and the probe is answered with an {@code err_no} of 0.
     *
     * <p>An interrupt of the waiting thread ends the service and leaves the interrupt flag set.
     *
     * @param spec what to start; never {@code null}
     * @param runner runs it, and ends it when this JVM ends; never {@code null}
     * @param progress takes lines for the user; never {@code null}
     * @throws ServiceException if it does not become ready; nothing of it runs any more then
     */
    public static Service start(ServiceSpec spec, ProcessRunner runner, Consumer<String> progress)
            throws ServiceException {
        Readiness.requireFreePorts(spec);
        progress.accept("[tipc] %s: service started on port %d for HTTP and port %d for gRPC, log %s"
                .formatted(spec.model(), spec.ports().http(), spec.ports().rpc(), spec.log()));
        Optional<Door> door = Readiness.door(spec);
        RunningProcess process = runner.start(spec.command(), spec.log(), spec.life(), OutputListener.none());
        boolean ready = false;
        try {
            Service service = new Readiness(spec, process, door, progress).await();
            ready = true;
            progress.accept("[tipc] %s: service ready after %.1f s"
                    .formatted(spec.model(), service.startToReady.toMillis() / 1000.0));
            return service;
        } finally {
            if (!ready) {
                process.stop();
                door.ifPresent(Door::close);
            }
        }
    }

    /** Get the ports that it listens on. */
    public ServicePorts ports() {
        return spec.ports();
    }

    /** Get the time from its start to its first good answer. */
    public Duration startToReady() {
        return startToReady;
    }

    /** Whether the command that started it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Get the memory of all its processes in bytes; what they share counts once. */
    public long memoryBytes() {
        return GroupMemory.bytes(process.members().keySet());
    }

    /** Wait until the command that started it has ended, {@code patience} at most: connections break before an end is known. */
    public void awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (process.isAlive()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Get how it ended, if it has ended without being stopped. */
    public Optional<ProcessOutcome> ended() {
        stopping.lock();
        try {
            return stopped != null || process.isAlive() ? Optional.empty() : Optional.of(process.await());
        } finally {
            stopping.unlock();
        }
    }

    /**
     * End it with all its processes and wait until nobody listens on its sockets any more, 10 s at most.
     *
     * @return the same at every call; never {@code null}
     */
    public ServiceStop stop() {
        stopping.lock();
        try {
            ServiceStop known = stopped;
            if (known == null) {
                long start = System.nanoTime();
                long printed = LogSize.of(spec.log());
                ProcessOutcome outcome = process.stop();
                door.ifPresent(Door::close);
                List<String> listening = untilReleased();
                known = new ServiceStop(outcome, printed, Duration.ofNanos(System.nanoTime() - start), listening);
                stopped = known;
            }
            return known;
        } finally {
            stopping.unlock();
        }
    }

    /** Do what {@link #stop()} does. */
    @Override
    public void close() {
        stop();
    }

    private List<String> untilReleased() {
        long deadline = System.nanoTime() + RELEASE_LIMIT.toNanos();
        List<String> listening = listening();
        while (!listening.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            listening = listening();
        }
        return listening;
    }

    /** Another service may have got the port since: only sockets that this one had count. */
    private List<String> listening() {
        ListeningSockets now = ListeningSockets.now();
        List<String> lines = new ArrayList<>();
        for (int port : new int[] {spec.ports().http(), spec.ports().rpc()}) {
            for (long socket : now.on(port)) {
                if (sockets.contains(socket)) {
                    lines.add("port " + port + ": " + describe(socket));
                }
            }
        }
        return lines;
    }

    /** Get who holds a socket, in words. */
    static String describe(long socket) {
        String holders = ListeningSockets.holders(socket).entrySet().stream()
                .map(holder -> "process " + holder.getKey() + " (" + holder.getValue() + ")")
                .collect(Collectors.joining(", "));
        return holders.isEmpty() ? "a process that cannot be seen" : holders;
    }
}
