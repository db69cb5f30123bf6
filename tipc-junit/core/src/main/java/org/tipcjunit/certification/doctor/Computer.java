// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.NativeNames;

/**
 * A machine, as far as certifying depends on it.
 *
 * @param root the folder that stands for the system's root
 * @param variables the environment variables
 * @param names the names of files that this JVM can speak of
 * @param system the operating system and the processor, such as {@code Linux amd64}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Computer(Path root, Map<String, String> variables, NativeNames names, String system) {

    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    public Computer {
        variables = Map.copyOf(variables);
    }

    /** Get this machine. */
    public static Computer here() {
        return new Computer(
                Path.of("/"),
                System.getenv(),
                NativeNames.ofJvm(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    boolean hasProgram(String name) {
        return Arrays.stream(variables.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name)));
    }

    boolean hasGpu() {
        return Files.exists(root.resolve("dev/nvidia0")) || Files.exists(root.resolve("proc/driver/nvidia/version"));
    }

    /** Get how many bytes of memory processes can have: what is available, or less where a container's limit is less. */
    public OptionalLong memory() {
        Matcher available = AVAILABLE.matcher(text("proc/meminfo"));
        if (!available.find()) {
            return OptionalLong.empty();
        }
        long bytes = Long.parseLong(available.group(1)) * 1024;
        String limit = text("sys/fs/cgroup/memory.max").strip();
        // What is used of it counts caches, which the system gives up where memory is needed.
        return OptionalLong.of(limit.matches("\\d{1,18}") ? Math.min(bytes, Long.parseLong(limit)) : bytes);
    }

    /** Get how many bytes can be written to the file system that a folder lies on, or would lie on. */
    static OptionalLong space(Path folder) {
        try {
            return OptionalLong.of(store(folder).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Get how large the file system of shared memory is. */
    OptionalLong sharedMemory() {
        try {
            Path shared = root.resolve("dev/shm");
            return Files.isDirectory(shared)
                    ? OptionalLong.of(Files.getFileStore(shared).getTotalSpace())
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static FileStore store(Path folder) throws IOException {
        return Files.getFileStore(existing(folder));
    }

    static Path existing(Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    private String text(String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
