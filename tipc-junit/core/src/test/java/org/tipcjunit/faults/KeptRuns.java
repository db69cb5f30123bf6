// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.tipcjunit.environment.TestEnvironments;

/**
 * Interpreters that repeat what an equal run of a fixture's script has left, so that a fault in {@code infer.py} costs no training.
 *
 * <p>A run is equal when all that it reads is; {@code kept_runs.py} tells how that is held. Runs are kept in the build folder, by
 * content, and shared by all tests, modules and JVMs.
 */
public final class KeptRuns {

    private static final Path FOLDER = FixtureCopy.projectRoot().resolve("tipc-junit/target/kept-runs");

    private KeptRuns() {}

    /** Get the parameters of a certification that make it run its scripts by such an interpreter of a requirement set. */
    public static Map<String, String> on(String requirementSet) {
        Path python = TestEnvironments.of(requirementSet, line -> {}).python();
        // What is kept lies outside of all that isolated commands may write to.
        return Map.of("tipc.python", before(python).toString(), "tipc.isolation", "off");
    }

    /** Get an interpreter that stands before {@code python} and keeps runs where all tests do. */
    public static Path before(Path python) {
        return before(python, FOLDER);
    }

    /** Get an interpreter that stands before {@code python} and keeps runs below {@code folder}. */
    static Path before(Path python, Path folder) {
        try {
            // As the environment's own path ends, by which messages are told apart.
            Path bin = python.getParent();
            Path home = bin.getParent().getParent();
            Path wrapped = Files.createDirectories(
                    folder.resolve("environments").resolve(home.getFileName()).resolve("venv/bin"));
            put(wrapped.resolve("kept_runs.py"), resource("kept_runs.py"), false);
            put(
                    Files.createDirectories(wrapped.resolve("watch")).resolve("sitecustomize.py"),
                    resource("watch_sitecustomize.py"),
                    false);
            String script = "#!/bin/sh\nexec '" + python + "' -IS '" + wrapped.resolve("kept_runs.py") + "' '" + python
                    + "' '" + folder.resolve("runs") + "' \"$@\"\n";
            return put(wrapped.resolve("python"), script.getBytes(StandardCharsets.UTF_8), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Write a file if it is another one, at once, for others may be running it. */
    private static Path put(Path file, byte[] content, boolean executable) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            Path aside = Files.createTempFile(file.getParent(), ".new", ".tmp");
            Files.write(aside, content);
            Files.setPosixFilePermissions(
                    aside, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = KeptRuns.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the tests lack their resource " + name);
            }
            return stream.readAllBytes();
        }
    }
}
