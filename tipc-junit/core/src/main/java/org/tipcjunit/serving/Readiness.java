// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.RunningProcess;
import org.tipcjunit.process.Termination;
import org.tipcjunit.serving.ServiceException.Reason;

/** Waits for one service to become ready; used once. */
final class Readiness {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** So often the holder of a socket is looked for. */
    private static final int LOOKS = 50;

    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

    /** A service that is still loading may refuse at first; one that goes on refusing will not change its mind. */
    private static final Duration REFUSAL_PATIENCE = Duration.ofSeconds(20);

    private static final String EXPECTED =
            "a process that listens on port %d for HTTP and port %d for gRPC, and answers a request with err_no 0";

    private final ServiceSpec spec;
    private final RunningProcess process;
    private final Optional<Door> door;
    private final Consumer<String> progress;
    private final long start = System.nanoTime();
    private final Map<Integer, Set<Long>> sockets = new LinkedHashMap<>();
    private String missing = "it has not listened yet";
    private Optional<String> refusal = Optional.empty();
    private long refusedSince;
    private OptionalLong printed = OptionalLong.empty();
    private long nextLine = start + BETWEEN_LINES.toNanos();

    Readiness(ServiceSpec spec, RunningProcess process, Optional<Door> door, Consumer<String> progress) {
        this.door = door;
        this.spec = spec;
        this.process = process;
        this.progress = progress;
    }

    /**
     * Make sure that nobody listens on the ports.
     *
     * @throws ServiceException if somebody does
     */
    static void requireFreePorts(ServiceSpec spec) throws ServiceException {
        ListeningSockets now = ListeningSockets.now();
        for (int port : ports(spec)) {
            for (long socket : now.on(port)) {
                throw new ServiceException(
                        Reason.PORT_TAKEN,
                        "port " + port + " is taken before the service starts",
                        expected(spec),
                        Service.describe(socket) + " listens on port " + port,
                        "end that process, or give the service other ports; an answer of it would say nothing about this"
                                + " model",
                        notStarted(spec, "port " + port + " is taken"),
                        0);
            }
        }
    }

    /**
     * Open the way to a service that has a loopback of its own.
     *
     * @return it; empty where the service listens on this machine
     * @throws ServiceException if somebody listens on its ports
     */
    static Optional<Door> door(ServiceSpec spec) throws ServiceException {
        if (spec.sockets().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Door.open(spec.sockets().get(), ports(spec)));
        } catch (IOException e) {
            throw new ServiceException(
                    Reason.PORT_TAKEN,
                    "a port is taken before the service starts",
                    expected(spec),
                    e.toString(),
                    "end what listens there, or give the service other ports",
                    notStarted(spec, e.toString()),
                    0);
        }
    }

    private static ProcessOutcome notStarted(ServiceSpec spec, String reason) {
        return new ProcessOutcome(
                spec.command(), new Termination.NotStarted(reason), Duration.ZERO, spec.log(), List.of());
    }

    private static int[] ports(ServiceSpec spec) {
        return new int[] {spec.ports().http(), spec.ports().rpc()};
    }

    private static String expected(ServiceSpec spec) {
        return EXPECTED.formatted(spec.ports().http(), spec.ports().rpc());
    }

    Service await() throws ServiceException {
        long deadline = start + spec.readyLimit().toNanos();
        try (HttpPipelineClient client = new HttpPipelineClient(spec.ports().http(), probeLimit())) {
            while (System.nanoTime() < deadline) {
                requireAlive();
                if (listens()) {
                    if (answers(client)) {
                        return new Service(spec, process, door, Duration.ofNanos(System.nanoTime() - start), all());
                    }
                    if (System.nanoTime() - refusedSince > REFUSAL_PATIENCE.toNanos()) {
                        break;
                    }
                    LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
                } else {
                    LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw exited(stop());
                }
                tell();
            }
        }
        requireAlive();
        throw late();
    }

    private ProcessOutcome stop() {
        printed = OptionalLong.of(LogSize.of(spec.log()));
        return process.stop();
    }

    private long printed(ProcessOutcome outcome) {
        return printed.orElseGet(() -> LogSize.of(outcome.log()));
    }

    private Duration probeLimit() {
        return spec.readyLimit().compareTo(PROBE_LIMIT) < 0 ? spec.readyLimit() : PROBE_LIMIT;
    }

    private Set<Long> all() {
        Set<Long> all = new TreeSet<>();
        sockets.values().forEach(all::addAll);
        return all;
    }

    private void tell() {
        if (System.nanoTime() >= nextLine) {
            nextLine += BETWEEN_LINES.toNanos();
            progress.accept("[tipc] %s: service is not ready after %d s of at most %d s: %s"
                    .formatted(
                            spec.model(),
                            Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                            spec.readyLimit().toSeconds(),
                            refusal.orElse(missing)));
        }
    }

    private void requireAlive() throws ServiceException {
        if (process.isAlive()) {
            return;
        }
        // A stranger on the port may be why it ended.
        Optional<String> stranger = stranger();
        ProcessOutcome outcome = process.await();
        if (stranger.isPresent()) {
            throw notOurs(
                    stranger.get() + "; the service itself: "
                            + outcome.termination().describe(),
                    outcome);
        }
        throw exited(outcome);
    }

    private ServiceException exited(ProcessOutcome outcome) {
        Termination termination = outcome.termination();
        boolean started = !(termination instanceof Termination.NotStarted);
        return new ServiceException(
                started ? Reason.EXITED : Reason.NOT_STARTED,
                started
                        ? "the service ended before it was ready: " + termination.describe()
                        : "the service could not be started: " + termination.describe(),
                expected(spec),
                termination.describe() + " after " + seconds(outcome.duration()),
                started
                        ? "read the end of its log, then start it by hand in "
                                + outcome.command().workingDirectory()
                        : "check that the program exists and may be executed",
                outcome,
                printed(outcome));
    }

    /** Whether the service, and nobody else, listens on both ports. */
    private boolean listens() throws ServiceException {
        Optional<String> stranger = stranger();
        if (stranger.isPresent()) {
            throw notOurs(stranger.get(), stop());
        }
        StringBuilder lacking = new StringBuilder();
        for (int port : ports(spec)) {
            if (sockets.getOrDefault(port, Set.of()).isEmpty()) {
                lacking.append(lacking.isEmpty() ? "nobody listens on port " : " and port ")
                        .append(port);
            }
        }
        missing = lacking.toString();
        return lacking.isEmpty();
    }

    /** Find somebody else who listens on one of the ports; what the service itself holds is remembered. */
    private Optional<String> stranger() {
        ListeningSockets now = sockets();
        for (int port : ports(spec)) {
            Set<Long> known = sockets.computeIfAbsent(port, key -> new TreeSet<>());
            for (long socket : now.on(port)) {
                if (known.contains(socket)) {
                    continue;
                }
                Optional<Boolean> own = isOwn(socket, port);
                if (own.isEmpty()) {
                    continue; // It was closed meanwhile.
                }
                if (!own.get()) {
                    return Optional.of(Service.describe(socket) + " listens on port " + port);
                }
                known.add(socket);
            }
        }
        return Optional.empty();
    }

    /**
     * Find out whether the service holds a socket; empty where it is closed. A process that has just begun, or is about to end, may be
     * missed by one look.
     */
    private Optional<Boolean> isOwn(long socket, int port) {
        for (int look = 0; look < LOOKS; look++) {
            Set<Long> holders = ListeningSockets.holders(socket).keySet();
            Set<Long> members = process.members().keySet();
            if (holders.stream().anyMatch(members::contains)) {
                return Optional.of(true);
            }
            if (!sockets().on(port).contains(socket)) {
                return Optional.empty();
            }
            if (!holders.isEmpty()) {
                return Optional.of(false);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return Optional.of(false);
    }

    /** Look where the service listens: on this machine, or on a loopback of its own. */
    private ListeningSockets sockets() {
        return door.isEmpty()
                ? ListeningSockets.now()
                : ListeningSockets.apart(process.members().keySet());
    }

    private ServiceException notOurs(String who, ProcessOutcome outcome) {
        return new ServiceException(
                Reason.NOT_OURS,
                "another process listens on a port of the service",
                expected(spec),
                who,
                "end that process, or give the service other ports; an answer of it would say nothing about this model",
                outcome,
                printed(outcome));
    }

    private boolean answers(HttpPipelineClient client) {
        boolean refusedBefore = refusal.isPresent();
        try {
            PipelineResponse response = client.send(spec.probe());
            if (response.isSuccess()) {
                return true;
            }
            refusal = Optional.of(
                    "err_no " + response.errNo() + " with HTTP status " + response.status() + ": " + response.errMsg());
        } catch (PipelineException e) {
            refusal = Optional.of(String.valueOf(e.getMessage()));
        }
        if (!refusedBefore) {
            refusedSince = System.nanoTime();
        }
        return false;
    }

    private ServiceException late() {
        ProcessOutcome outcome = stop();
        if (refusal.isPresent()) {
            return new ServiceException(
                    Reason.REFUSED,
                    "the service answers no request well",
                    expected(spec),
                    "the last answer: " + refusal.get(),
                    "see what its log says of the request; a request like that of its own client is sent, with a test image",
                    outcome,
                    printed(outcome));
        }
        return new ServiceException(
                Reason.NOT_LISTENING,
                "the service did not listen on its ports within " + seconds(spec.readyLimit()),
                expected(spec),
                missing,
                "see in its log what it waits for, and let it take its ports from its pipeline config",
                outcome,
                printed(outcome));
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() < 10
                ? "%.1f s".formatted(duration.toMillis() / 1000.0)
                : duration.toSeconds() + " s";
    }
}
