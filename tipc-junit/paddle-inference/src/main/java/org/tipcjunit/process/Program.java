// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The file that a command's first word stands for, found as execvp(3) finds it. */
final class Program {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final int LONGEST_SHEBANG = 256;

    private Program() {}

    /**
     * Find a program.
     *
     * @param name a path, or a name to look up on {@code PATH} of {@code environment}
     * @param workingDirectory the folder that relative paths start from
     * @throws NoProgramException if nothing of that name can be executed; the message says why
     */
    static Path find(String name, Path workingDirectory, Map<String, String> environment) throws NoProgramException {
        if (name.isEmpty()) {
            throw new NoProgramException("the program name is empty");
        }
        if (name.contains("/")) {
            return executable(workingDirectory.resolve(name), workingDirectory);
        }
        String path = environment.getOrDefault("PATH", DEFAULT_PATH);
        List<Path> candidates = Arrays.stream(path.split(":", -1))
                .map(entry ->
                        workingDirectory.resolve(entry.isEmpty() ? "." : entry).resolve(name))
                .filter(Files::isRegularFile)
                .toList();
        for (Path candidate : candidates) {
            if (Files.isExecutable(candidate)) {
                return executable(candidate, workingDirectory);
            }
        }
        if (!candidates.isEmpty()) {
            throw new NoProgramException(candidates.get(0) + " is not executable");
        }
        throw new NoProgramException("there is no program '" + name + "' on PATH=" + path);
    }

    private static Path executable(Path file, Path workingDirectory) throws NoProgramException {
        if (!Files.exists(file)) {
            throw new NoProgramException("there is no file " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw new NoProgramException(file + " is not a regular file");
        }
        if (!Files.isExecutable(file)) {
            throw new NoProgramException(file + " is not executable");
        }
        // The kernel would only say "no such file" of a script whose interpreter has moved away.
        String interpreter = interpreter(file);
        if (!interpreter.isEmpty() && !Files.isExecutable(workingDirectory.resolve(interpreter))) {
            throw new NoProgramException(
                    file + " names the interpreter " + interpreter + ", which does not exist or is not executable");
        }
        return file;
    }

    private static String interpreter(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(LONGEST_SHEBANG), StandardCharsets.ISO_8859_1);
            if (!head.startsWith("#!")) {
                return "";
            }
            return head.substring(2).lines().findFirst().orElse("").strip().split("\\s", 2)[0];
        } catch (IOException e) {
            // Executable but unreadable is legal: execve decides.
            return "";
        }
    }

    /** Says why a program cannot be started. */
    static final class NoProgramException extends Exception {
        private static final long serialVersionUID = 1L;

        NoProgramException(String message) {
            super(message);
        }
    }
}
