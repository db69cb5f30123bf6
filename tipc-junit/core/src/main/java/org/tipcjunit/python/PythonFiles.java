// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.python;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.digest.Sha256;

/**
 * Python files that the library brings as resources, to be unpacked for an interpreter.
 *
 * <p>Several processes can share a folder that they are unpacked into.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PythonFiles {

    private final Map<String, byte[]> contents;

    private PythonFiles(Map<String, byte[]> contents) {
        this.contents = contents;
    }

    /**
     * Get the files that lie beside a class.
     *
     * @throws IllegalStateException if the library lacks one of them
     */
    public static PythonFiles of(Class<?> beside, List<String> files) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String file : files) {
            contents.put(file, resource(beside, file));
        }
        return new PythonFiles(contents);
    }

    /**
     * Get these files and one more.
     *
     * @param file its name among them
     * @param resource where the library has it, from the root of its resources
     * @throws IllegalStateException if the library lacks it
     */
    public PythonFiles with(String file, String resource) {
        Map<String, byte[]> more = new LinkedHashMap<>(contents);
        more.put(file, resource(PythonFiles.class, "/" + resource));
        return new PythonFiles(more);
    }

    /**
     * Unpack them into a folder of their own below {@code parent}, where it is not there already.
     *
     * @param parent made where it is missing
     * @param name begins the folder's name, which ends with a digest of their content
     * @return the folder, absolute
     * @throws IOException if they can't be written
     */
    public Path unpack(Path parent, String name) throws IOException {
        Path directory = parent.toAbsolutePath().resolve(name + "-" + digest());
        for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
            put(directory.resolve(entry.getKey()), entry.getValue());
        }
        return directory;
    }

    /** Write a file aside and move it into place, so that a process that reads it never sees half of it. */
    public static void put(Path file, byte[] content) throws IOException {
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path folder = Files.createDirectories(file.resolveSibling(".").normalize());
        Path aside = Files.createTempFile(folder, ".unpacking", ".tmp");
        try {
            Files.write(aside, content);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static byte[] resource(Class<?> beside, String file) {
        String path = beside.getPackageName().replace('.', '/') + "/" + file;
        try (InputStream stream = beside.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "the library lacks its resource " + path + ": its jar is damaged, build or download it again");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the library's resource " + path + " can't be read", e);
        }
    }

    private String digest() {
        return Sha256.of(contents.values()).hex().substring(0, 16);
    }
}
