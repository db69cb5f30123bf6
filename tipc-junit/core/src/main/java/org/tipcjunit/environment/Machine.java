// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The machine as a certificate names it. */
record Machine(String cpuModel, List<String> cpuFlags, int cpus, String os) {

    private static final String UNKNOWN = "unknown";

    static Machine current() {
        return read(Path.of("/"));
    }

    /** Read {@code proc/cpuinfo} and {@code etc/os-release} below a root. */
    static Machine read(Path root) {
        List<String> cpu = lines(root.resolve("proc/cpuinfo"));
        String flags = value(cpu, "flags", ":", value(cpu, "Features", ":", ""));
        String distribution = value(lines(root.resolve("etc/os-release")), "PRETTY_NAME", "=", UNKNOWN);
        return new Machine(
                value(cpu, "model name", ":", UNKNOWN),
                Arrays.stream(flags.split(" ", -1))
                        .filter(flag -> !flag.isEmpty())
                        .sorted()
                        .toList(),
                Runtime.getRuntime().availableProcessors(),
                distribution.replace("\"", "") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version"));
    }

    private static String value(List<String> lines, String key, String separator, String otherwise) {
        return lines.stream()
                .filter(line -> line.contains(separator)
                        && line.substring(0, line.indexOf(separator)).strip().equals(key))
                .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
