// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A temporary folder that is removed, with all that lies in it, when it is closed.
 *
 * @param path where it is
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ScratchFolder(Path path) implements AutoCloseable {

    /** Create one. */
    public static ScratchFolder create(String prefix) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(prefix));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepest = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepest) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + path + " cannot be removed", e);
        }
    }
}
