// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sockets of this machine that listen for connections, as the kernel tells them.
 *
 * @param byPort the sockets' inodes by port
 */
record ListeningSockets(Map<Integer, Set<Long>> byPort) {

    private static final Path PROC = Path.of("/proc");
    private static final Path NONE = Path.of("none");
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    /** Look at all TCP sockets, of both versions of IP. */
    static ListeningSockets now() {
        return in(PROC);
    }

    /** Look at those of the first of some processes that has a network of its own; there are none as long as none has. */
    static ListeningSockets apart(Collection<Long> processes) {
        Path here = network(PROC.resolve("self"));
        return processes.stream()
                .map(process -> PROC.resolve(Long.toString(process)))
                .filter(process ->
                        !network(process).equals(here) && !network(process).equals(NONE))
                .findFirst()
                .map(ListeningSockets::in)
                .orElseGet(() -> new ListeningSockets(Map.of()));
    }

    private static Path network(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("ns/net"));
        } catch (IOException e) {
            return NONE; // It has ended.
        }
    }

    private static ListeningSockets in(Path process) {
        Map<Integer, Set<Long>> byPort = new LinkedHashMap<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = process.resolve("net").resolve(table);
            if (!Files.exists(file)) {
                continue; // A kernel without IPv6.
            }
            try {
                List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
                for (String line : lines.subList(1, lines.size())) {
                    String[] fields = line.strip().split("\\s+", -1);
                    if (fields.length > INODE && fields[STATE].equals(LISTENING)) {
                        String address = fields[LOCAL_ADDRESS];
                        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
                        byPort.computeIfAbsent(port, key -> new TreeSet<>()).add(Long.parseLong(fields[INODE]));
                    }
                }
            } catch (IOException e) {
                if (!process.equals(PROC)) {
                    return new ListeningSockets(Map.of()); // It has ended.
                }
                throw new UncheckedIOException("the system's sockets cannot be listed", e);
            }
        }
        return new ListeningSockets(byPort);
    }

    /** Get the sockets that listen on a port; with SO_REUSEPORT there can be several. */
    Set<Long> on(int port) {
        return byPort.getOrDefault(port, Set.of());
    }

    /** Get the processes that hold a socket, with their command lines. */
    static Map<Long, String> holders(long inode) {
        Map<Long, String> holders = new LinkedHashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, inode)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    holders.put(pid, commandLine(process));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list processes in /proc", e);
        }
        return holders;
    }

    private static boolean holds(Path process, long inode) {
        String wanted = "socket:[" + inode + "]";
        List<Path> descriptors = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(process.resolve("fd"))) {
            entries.forEach(descriptors::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return false; // Gone in the meantime, or of another user.
        }
        return descriptors.stream().anyMatch(descriptor -> leadsTo(descriptor, wanted));
    }

    private static boolean leadsTo(Path descriptor, String wanted) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(wanted);
        } catch (IOException e) {
            return false; // Closed in the meantime.
        }
    }

    private static String commandLine(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }
}
