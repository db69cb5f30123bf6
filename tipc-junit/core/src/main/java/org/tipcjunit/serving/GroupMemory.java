// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** Measures the memory of processes. */
final class GroupMemory {

    private static final long KILOBYTE = 1024;

    private GroupMemory() {}

    /** Get the proportional set size of all of them together, in bytes: what they share counts once. */
    static long bytes(Collection<Long> processes) {
        return processes.stream().mapToLong(GroupMemory::bytes).sum();
    }

    private static long bytes(long process) {
        try {
            for (String line : Files.readAllLines(
                    Path.of("/proc", Long.toString(process), "smaps_rollup"), StandardCharsets.US_ASCII)) {
                if (line.startsWith("Pss:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE;
                }
            }
        } catch (IOException e) {
            return 0; // It has ended.
        }
        return 0;
    }
}
