// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command that waits for a thread of its own that has died, as a training does whose DataLoader's thread raised: it would wait
 * until its time limit.
 *
 * <p>Two things must hold: the log has an exception that ended a thread, and since then no process of the command has run for a while.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class StallWatch {

    private static final Pattern DEAD = Pattern.compile("\\s*Exception in thread .*");
    private static final Pattern RAISED = Pattern.compile("[A-Za-z_][\\w.]*(?:Error|Exception|Interrupt|Exit)\\b.*");
    private static final Path PROC = Path.of("/proc");
    private static final int LINES = 400;

    /** Fields of what the kernel says of a process, behind its name. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    /** What a process that waits needs for waiting, in hundredths of a second that a second may have. */
    private static final int WAITING = 3;

    private final RunningProcess process;
    private final Duration patience;
    private final LongSupplier clock;
    private long seen = -1;
    private long since;
    private volatile @Nullable String cause;

    /**
     * Watch a command.
     *
     * @param process the command
     * @param patience how long nothing of it may run once a thread has died
     */
    public StallWatch(RunningProcess process, Duration patience) {
        this(process, patience, System::nanoTime);
    }

    StallWatch(RunningProcess process, Duration patience, LongSupplier clock) {
        this.process = process;
        this.patience = patience;
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    /** Look at the command, and end it where it waits in vain; called again and again by one thread. */
    public void look() {
        long used = used();
        long now = clock.getAsLong();
        long passed = Duration.ofNanos(now - since).toSeconds() + 1;
        if (seen < 0 || used < seen || used - seen > WAITING * passed) {
            seen = used;
            since = now;
            return;
        }
        if (now - since >= patience.toNanos()) {
            deadThread().ifPresent(raised -> {
                cause = raised;
                process.stop();
            });
        }
    }

    /** Get how the command ended, where this ended it. */
    public Optional<Termination> termination() {
        return Optional.ofNullable(cause).map(raised -> new Termination.Stalled(raised, patience));
    }

    /** Find what the last thread that died had raised. */
    private Optional<String> deadThread() {
        List<String> lines = LogTail.lastLines(process.log(), LINES);
        return IntStream.range(0, lines.size())
                .filter(i -> DEAD.matcher(lines.get(i)).matches())
                .boxed()
                .reduce((first, second) -> second)
                .map(begin -> lines.subList(begin, lines.size()).stream()
                        .filter(line -> RAISED.matcher(line).matches())
                        .findFirst()
                        .orElse(lines.get(begin).strip()));
    }

    /** Get the time that all processes of the command have used, in hundredths of a second. */
    private long used() {
        return process.members().keySet().stream().mapToLong(StallWatch::used).sum();
    }

    private static long used(long pid) {
        try {
            String stat =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return fields.length > SYSTEM_TIME
                    ? Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])
                    : 0;
        } catch (IOException e) {
            return 0; // It has ended.
        }
    }
}
