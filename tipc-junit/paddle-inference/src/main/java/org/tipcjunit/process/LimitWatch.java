// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the processes of a command keep to its limits. What is cheap to measure and may be too much is measured again
 * exactly before anything is said of it.
 */
final class LimitWatch {

    private static final Path PROC = Path.of("/proc");
    private static final long PAGE = 4096;
    private static final long KILOBYTE = 1024;
    private static final int THREADS_FIELD = 17;
    private static final int RESIDENT = 1;
    private static final int SHARED = 2;

    /** Where less than this part of what was free is left, the disk counts as full, whoever filled it. */
    private static final long NEARLY_NOTHING = 100;

    private static final long BETWEEN_WALKS = TimeUnit.SECONDS.toNanos(5);

    private final Limits limits;
    private final long free;
    private final FileTime begun;
    private long nextWalk = System.nanoTime();

    LimitWatch(Limits limits) {
        this.limits = limits;
        this.free = usable();
        this.begun = FileTime.fromMillis(System.currentTimeMillis());
    }

    /** Get what they take too much of, as a sentence; empty where they keep to the limits. */
    Optional<String> exceeded(Collection<Long> processes) {
        return tasks(processes).or(() -> memory(processes)).or(this::disk);
    }

    private Optional<String> tasks(Collection<Long> processes) {
        long tasks = processes.stream().mapToLong(LimitWatch::threads).sum();
        return tasks <= limits.tasks()
                ? Optional.empty()
                : Optional.of("it had " + tasks + " processes and threads, and may have " + limits.tasks());
    }

    private Optional<String> memory(Collection<Long> processes) {
        // What forked processes share counts in each: too much at most.
        if (processes.stream().mapToLong(LimitWatch::resident).sum() <= limits.memory()) {
            return Optional.empty();
        }
        long bytes = processes.stream().mapToLong(LimitWatch::proportional).sum();
        return bytes <= limits.memory()
                ? Optional.empty()
                : Optional.of("it had " + mebi(bytes) + " of memory, and may have " + mebi(limits.memory()));
    }

    private Optional<String> disk() {
        long left = usable();
        if (free - left <= limits.disk() || System.nanoTime() < nextWalk) {
            return Optional.empty();
        }
        long written = limits.folders().stream().mapToLong(this::written).sum();
        if (written > limits.disk()) {
            return Optional.of("it wrote " + mebi(written) + " to the disk, and may write " + mebi(limits.disk()));
        }
        if (left < free / NEARLY_NOTHING) {
            return Optional.of("the disk of " + limits.folders().get(0) + " is full: " + mebi(left)
                    + " are left of the " + mebi(free) + " that were free when it started");
        }
        // Somebody else wrote.
        nextWalk = System.nanoTime() + BETWEEN_WALKS;
        return Optional.empty();
    }

    private long usable() {
        try {
            FileStore store = Files.getFileStore(limits.folders().get(0));
            return store.getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Get the size of the files that were changed since the start, by a time that a process cannot set. */
    private long written(Path folder) {
        AtomicLong bytes = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && changed(file)) {
                        bytes.addAndGet(attributes.size());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // Removed in the meantime.
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return bytes.get();
        }
        return bytes.get();
    }

    private boolean changed(Path file) {
        try {
            return Files.getAttribute(file, "unix:ctime") instanceof FileTime time && time.compareTo(begun) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static long threads(long process) {
        String stat = text(process, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > THREADS_FIELD ? Long.parseLong(fields[THREADS_FIELD]) : 0;
    }

    private static long resident(long process) {
        String[] pages = text(process, "statm").strip().split(" ", -1);
        return pages.length > SHARED ? (Long.parseLong(pages[RESIDENT]) - Long.parseLong(pages[SHARED])) * PAGE : 0;
    }

    private static long proportional(long process) {
        return text(process, "smaps_rollup")
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                .sum();
    }

    private static String text(long process, String file) {
        try {
            return Files.readString(PROC.resolve(Long.toString(process)).resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // It has ended.
        }
    }

    private static String mebi(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }
}
