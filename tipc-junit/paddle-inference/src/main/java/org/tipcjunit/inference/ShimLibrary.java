// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JNI shim and loads it into this JVM.
 *
 * <p>The system property {@value #PROPERTY} names a library file; without it the one beside this class is extracted to a
 * folder that only this user can read, and removed when it has been loaded.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ShimLibrary {

    public static final String PROPERTY = "tipc.shim";

    private static final String FILE = "libtipcjunit.so";
    private static final String RESOURCE = "native/linux-x86_64/" + FILE;

    private ShimLibrary() {}

    /**
     * Load the shim if this JVM has not done so.
     *
     * @throws PaddleException naming every place that was tried
     */
    static void ensureLoaded() {
        if (Once.FAILURE != null) {
            throw new PaddleException(Once.FAILURE);
        }
    }

    /** A JVM can load a native library once; class initialisation is Java's own way to do something once. */
    private static final class Once {
        static final @Nullable String FAILURE = load(Optional.ofNullable(System.getProperty(PROPERTY))
                        .filter(path -> !path.isBlank()))
                .orElse(null);

        private Once() {}
    }

    /** Load the shim and say what went wrong, nothing when it is loaded. */
    private static Optional<String> load(Optional<String> property) {
        List<String> tried = new ArrayList<>();
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            tried.add("this machine is " + platform + "; Paddle Inference through JNI needs Linux amd64");
        } else if (property.isPresent()) {
            Path file = Path.of(property.get()).toAbsolutePath();
            attempt("system property " + PROPERTY + "=" + property.get(), file, tried);
        } else {
            tried.add("system property " + PROPERTY + ": not set");
            extractAndLoad(tried);
        }
        return tried.isEmpty()
                ? Optional.empty()
                : Optional.of("The JNI shim for Paddle Inference could not be loaded. Tried:\n  "
                        + String.join("\n  ", tried)
                        + "\nBuild the module with 'mvn compile', which compiles the shim, or name a library built from"
                        + " src/main/cpp with -D" + PROPERTY + "=/path/to/" + FILE + ".");
    }

    private static void extractAndLoad(List<String> tried) {
        try (InputStream library = ShimLibrary.class.getResourceAsStream(RESOURCE)) {
            if (library == null) {
                tried.add("class path resource org/tipcjunit/inference/" + RESOURCE + ": not there");
                return;
            }
            // A new folder has permissions for its owner only, so nobody can put another file in its place.
            Path folder = Files.createTempDirectory("tipc-junit");
            Path file = folder.resolve(FILE);
            try {
                Files.copy(library, file);
                attempt("class path resource " + RESOURCE + ", extracted to " + file, file, tried);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            tried.add("class path resource " + RESOURCE + ", extracted to " + System.getProperty("java.io.tmpdir")
                    + ": " + e + "; make that folder writable, or choose another with -Djava.io.tmpdir");
        }
    }

    private static void attempt(String place, Path file, List<String> tried) {
        try {
            System.load(file.toString());
            tried.clear();
        } catch (LinkageError | SecurityException e) {
            // A library of another version of this class lacks, or has, other functions: that is a NoSuchMethodError.
            tried.add(place + ": " + e);
        }
    }
}
