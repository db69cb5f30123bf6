// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The processes that belong to one command, known by a mark in their environment or by the session they are in.
 *
 * <p>Descendants inherit both and can shed one: setsid(2) leaves the session, a rewritten argument area
 * (as setproctitle does it) loses the environment. Nothing is ever found by name.
 */
final class ProcessGroup {

    /** The variable that carries the mark; nested runners append to it, so that each finds what is below it. */
    static final String VARIABLE = "TIPC_PROCESS_GROUP";

    private static final Path PROC = Path.of("/proc");
    private static final int SESSION_FIELD = 3;
    private static final int START_FIELD = 19;

    /** A process may look unmarked while execve(2) replaces its memory: one empty look proves nothing. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);

    private static final Duration BETWEEN_SIGNALS = Duration.ofMillis(20);

    /** How long a process may take to vanish after SIGKILL, which one in uninterruptible sleep delays. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private final String mark;
    private final long session;

    /** When this process started: what is older than it cannot have come of a command of its own. In ticks since the machine did. */
    private final long earliest;

    ProcessGroup(String mark, long session) {
        this.mark = mark;
        this.session = session;
        this.earliest = startOfThis();
    }

    /** Get the processes alive now, zombies excluded, with a readable command line each. */
    Map<ProcessHandle, String> members() {
        Map<ProcessHandle, String> members = look();
        if (members.isEmpty()) {
            pause(BETWEEN_LOOKS);
            members = look();
        }
        return members;
    }

    /** Wait until no member is left, or until {@code patience} is over; gives what is left then. */
    Map<ProcessHandle, String> settle(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = BETWEEN_LOOKS;
        Map<ProcessHandle, String> members = members();
        while (!members.isEmpty() && System.nanoTime() < deadline) {
            // Mostly it is a matter of moments.
            pause(pause);
            pause = pause.compareTo(BETWEEN_SIGNALS) < 0 ? pause.multipliedBy(2) : BETWEEN_SIGNALS;
            members = members();
        }
        return members;
    }

    /** End every member: SIGTERM, {@code grace}, SIGKILL; gives what could not be ended. */
    Map<ProcessHandle, String> end(Duration grace) {
        Set<ProcessHandle> asked = new HashSet<>();
        long kill = System.nanoTime() + grace.toNanos();
        long giveUp = kill + KILL_PATIENCE.toNanos();
        Map<ProcessHandle, String> members = members();
        while (!members.isEmpty() && System.nanoTime() < giveUp) {
            boolean force = System.nanoTime() >= kill;
            for (ProcessHandle member : members.keySet()) {
                // Both compare the start time first, so a reused id is never hit.
                if (force) {
                    member.destroyForcibly();
                } else if (asked.add(member)) {
                    member.destroy();
                }
            }
            pause(BETWEEN_SIGNALS);
            members = members();
        }
        return members;
    }

    private Map<ProcessHandle, String> look() {
        Map<ProcessHandle, String> members = new LinkedHashMap<>();
        for (long pid : pids()) {
            Path directory = PROC.resolve(Long.toString(pid));
            if (!belongs(directory)) {
                continue;
            }
            // The handle pins a start time; judging once more makes sure that it is this process's.
            ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
            if (handle != null && belongs(directory)) {
                members.put(handle, commandLine(directory, pid));
            }
        }
        return members;
    }

    private boolean belongs(Path directory) {
        try {
            String[] stat = stat(directory);
            if (stat[0].equals("Z") || stat[0].equals("X")) {
                return false;
            }
            if (Long.parseLong(stat[START_FIELD]) < earliest) {
                return false;
            }
            if (Long.parseLong(stat[SESSION_FIELD]) == session) {
                return true;
            }
            String environment = Files.readString(directory.resolve("environ"), StandardCharsets.ISO_8859_1);
            for (String entry : environment.split("\0", -1)) {
                if (entry.startsWith(VARIABLE + "=") && entry.contains(mark)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // Gone in the meantime, or of another user, which no child of ours can be.
            return false;
        }
    }

    private static long startOfThis() {
        try {
            return Long.parseLong(stat(PROC.resolve("self"))[START_FIELD]);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /proc/self/stat", e);
        }
    }

    /** Get state, parent, group, session and what follows; the name before them may hold blanks and parentheses. */
    private static String[] stat(Path directory) throws IOException {
        String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private static String commandLine(Path directory, long pid) {
        try {
            byte[] words = Files.readAllBytes(directory.resolve("cmdline"));
            String line =
                    new String(words, StandardCharsets.UTF_8).replace('\0', ' ').strip();
            return line.isEmpty() ? "process " + pid : line;
        } catch (IOException e) {
            return "process " + pid;
        }
    }

    private static List<Long> pids() {
        long self = ProcessHandle.current().pid();
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (pid != self) {
                    pids.add(pid);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list processes in /proc", e);
        }
        return pids;
    }

    private static void pause(Duration duration) {
        // Not Thread.sleep: ending a group has to go on when the thread is interrupted.
        long until = System.nanoTime() + duration.toNanos();
        boolean interrupted = false;
        for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(left);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
