// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * The files at or below a place at one moment, to tell later which of them a command wrote.
 *
 * @param files what was known of every file
 */
@API(status = Status.INTERNAL, since = "0.1")
public record FolderState(Map<Path, Fingerprint> files) {

    /** What is known of a file without reading it. */
    record Fingerprint(
            FileTime modified, long size, @Nullable Object key) {}

    public FolderState {
        files = Map.copyOf(files);
    }

    /** Look at {@code place}; what cannot be looked at counts as absent. */
    public static FolderState of(Path place) {
        Map<Path, Fingerprint> files = new HashMap<>();
        if (Files.exists(place)) {
            try (Stream<Path> found = Files.walk(place)) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    files.put(file, fingerprint(file));
                }
            } catch (IOException | UncheckedIOException e) {
                return new FolderState(files);
            }
        }
        return new FolderState(files);
    }

    /** Get what is known of these files and of others. */
    public FolderState and(FolderState others) {
        Map<Path, Fingerprint> all = new HashMap<>(files);
        all.putAll(others.files);
        return new FolderState(all);
    }

    /** Whether {@code file} has been written since, or was not there. */
    public boolean isNew(Path file) {
        try {
            return !Objects.equals(files.get(file), fingerprint(file));
        } catch (IOException e) {
            return false;
        }
    }

    private static Fingerprint fingerprint(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Fingerprint(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
