// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Limits;

/**
 * What a command may take of the machine.
 *
 * @param memory bytes; nine tenths of the machine's where empty
 * @param tasks processes and threads
 * @param disk bytes; nine tenths of what is free when a command starts where empty
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Allowance(OptionalLong memory, long tasks, OptionalLong disk) {

    /** How many processes and threads a command may have where nobody says otherwise. */
    public static final long TASKS = 8192;

    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final Pattern PROCESSES = Pattern.compile("Max processes\\s+\\S+\\s+(\\d{1,18}) ");

    /** Get what holds where nobody says otherwise. */
    public static Allowance usual() {
        return new Allowance(OptionalLong.empty(), TASKS, OptionalLong.empty());
    }

    Limits limits(List<Path> folders) {
        return new Limits(bytesOfMemory(), tasks, disk.orElseGet(() -> nineTenths(free(folders.get(0)))), folders);
    }

    long bytesOfMemory() {
        return memory.orElseGet(() -> nineTenths(machine()));
    }

    /** Get the number that the kernel can be told, which is not to be more than it allows already. */
    long tasksOfKernel() {
        Matcher most = PROCESSES.matcher(text(Path.of("/proc/self/limits")));
        return most.find() ? Math.min(tasks, Long.parseLong(most.group(1))) : tasks;
    }

    String describeMemory() {
        return mebi(bytesOfMemory()) + " for all processes of a stage together";
    }

    String describeDisk() {
        return disk.isPresent()
                ? mebi(disk.getAsLong()) + " for a stage"
                : "nine tenths of what is free when a stage starts";
    }

    private static String mebi(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
    }

    private static long nineTenths(long bytes) {
        return Math.max(1, bytes / 10 * 9);
    }

    /** Get the machine's memory, or the container's where that is less. */
    private static long machine() {
        Matcher total = TOTAL.matcher(text(Path.of("/proc/meminfo")));
        long bytes = total.find() ? Long.parseLong(total.group(1)) * 1024 : Long.MAX_VALUE;
        String limit = text(Path.of("/sys/fs/cgroup/memory.max")).strip();
        return limit.matches("\\d{1,18}") ? Math.min(bytes, Long.parseLong(limit)) : bytes;
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
