// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A started command with the thread that sees it to its end. */
final class GroupProcess implements RunningProcess {

    private static final System.Logger LOGGER = System.getLogger(ProcessRunner.class.getName());

    /** How long helpers that end with the command (a pipeline's last stage, a resource tracker) may take. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** How often it is looked whether limits hold. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Command command;
    private final Path log;
    private final Duration limit;
    private final Duration grace;
    private final Process process;
    private final ProcessGroup group;
    private final @Nullable LogFollower follower;
    private final CompletableFuture<ProcessOutcome> outcome = new CompletableFuture<>();
    private final Consumer<GroupProcess> onEnd;
    private final Thread supervisor;
    private final long started = System.nanoTime();

    GroupProcess(
            Command command,
            Path log,
            Duration limit,
            Duration grace,
            Process process,
            ProcessGroup group,
            @Nullable LogFollower follower,
            Consumer<GroupProcess> onEnd) {
        this.command = command;
        this.log = log;
        this.limit = limit;
        this.grace = grace;
        this.process = process;
        this.group = group;
        this.follower = follower;
        this.onEnd = onEnd;
        this.supervisor = new Thread(this::supervise, "tipc-process-" + process.pid());
        this.supervisor.setDaemon(true);
    }

    /** Begin to supervise. */
    void begin() {
        supervisor.start();
    }

    /** Ask for the end without waiting for it. */
    void requestStop() {
        // The supervisor does all signalling; being interrupted is how it learns that it should.
        supervisor.interrupt();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public Map<Long, String> members() {
        Map<Long, String> members = new LinkedHashMap<>();
        group.members().forEach((process, line) -> {
            if (!encloses(line)) {
                members.put(process.pid(), line);
            }
        });
        return members;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public ProcessOutcome await() {
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            ProcessOutcome stopped = stop();
            Thread.currentThread().interrupt();
            return stopped;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the supervision of " + command.commandLine() + " failed", e.getCause());
        }
    }

    @Override
    public ProcessOutcome stop() {
        requestStop();
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return outcome.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(
                            "the supervision of " + command.commandLine() + " failed", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    private boolean encloses(String commandLine) {
        return command.enclosure().stream().anyMatch(enclosure -> enclosure.isOwn(commandLine));
    }

    private void supervise() {
        try {
            Termination termination = untilEnd();
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            boolean ended = termination instanceof Termination.Exited || termination instanceof Termination.Signalled;
            Map<ProcessHandle, String> left = ended ? group.settle(SETTLING) : Map.of();
            List<String> leftovers =
                    left.values().stream().filter(line -> !encloses(line)).toList();
            if (!ended || !left.isEmpty()) {
                Collection<String> immortal = group.end(grace).values();
                if (!immortal.isEmpty()) {
                    LOGGER.log(System.Logger.Level.WARNING, "not even SIGKILL ended " + immortal);
                }
            }
            if (follower != null) {
                follower.finish();
            }
            outcome.complete(new ProcessOutcome(command, termination, duration, log, leftovers));
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        } finally {
            onEnd.accept(this);
        }
    }

    private Termination untilEnd() {
        Optional<LimitWatch> watch = command.enclosure().map(Enclosure::limits).map(LimitWatch::new);
        // Saturates instead of overflowing for a limit of centuries.
        long whole = TimeUnit.NANOSECONDS.convert(limit);
        long look = watch.isPresent() ? BETWEEN_LOOKS.toNanos() : whole;
        try {
            for (long left = whole; left > 0; left = whole - (System.nanoTime() - started)) {
                if (process.waitFor(Math.min(left, look), TimeUnit.NANOSECONDS)) {
                    return Signals.termination(process.exitValue());
                }
                Optional<String> exceeded =
                        watch.flatMap(one -> one.exceeded(members().keySet()));
                if (exceeded.isPresent()) {
                    endNamespace();
                    return new Termination.LimitReached(exceeded.get());
                }
            }
            return new Termination.TimedOut(limit);
        } catch (InterruptedException e) {
            return new Termination.Stopped();
        }
    }

    /** Processes that multiply faster than signals reach them end with the first one of their namespace, all at once. */
    private void endNamespace() {
        process.toHandle().children().forEach(ProcessHandle::destroyForcibly);
    }
}
