// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.digest.Sha256;

/**
 * Reads what folders hold, by digest; a file is read again only when the kernel says that something of it changed.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class FolderContents {

    /** What stands for a folder in place of a digest. */
    public static final String FOLDER = "folder";

    // The time of change cannot be set by a command, as that of modification can.
    private static final List<String> ATTRIBUTES = List.of("ctime", "lastModifiedTime", "size", "ino", "dev");

    /** A file that changed later than this before it was read may change once more without another time. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Map<Path, Read> known = new ConcurrentHashMap<>();
    private final Set<Path> fresh = ConcurrentHashMap.newKeySet();

    /**
     * What is known of a file.
     *
     * @param stamp what the kernel said of it when it was read
     * @param digest its digest
     */
    public record Read(String stamp, String digest) {}

    /** Start with nothing known. */
    public FolderContents() {}

    /** Start with what another one knew, see {@link #settled}. */
    public FolderContents(Map<String, Read> known) {
        known.forEach((path, read) -> this.known.put(Path.of(path), read));
    }

    /** Get what is known of files that had been left alone for a while when they were read, by their absolute paths. */
    public Map<String, Read> settled() {
        Map<String, Read> settled = new TreeMap<>();
        known.forEach((path, read) -> {
            if (!fresh.contains(path)) {
                settled.put(path.toAbsolutePath().toString(), read);
            }
        });
        return settled;
    }

    /** Get the digest of everything below a folder, by its path relative to that; links are not followed. */
    public Map<String, String> of(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(folder)) {
                    contents.put(folder.relativize(directory).toString(), FOLDER);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                contents.put(folder.relativize(file).toString(), FolderContents.this.of(file, attributes));
                return FileVisitResult.CONTINUE;
            }
        });
        return contents;
    }

    /** Get the digest of a file, or the target of a link. */
    public String of(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            return "link to " + Files.readSymbolicLink(file);
        }
        if (!attributes.isRegularFile()) {
            return "neither file nor folder";
        }
        Map<String, Object> now =
                Files.readAttributes(file, "unix:" + String.join(",", ATTRIBUTES), LinkOption.NOFOLLOW_LINKS);
        String stamp = stamp(now);
        Read before = known.get(file);
        if (before == null || !before.stamp().equals(stamp)) {
            // What may be run is another thing than what may not.
            before = new Read(stamp, Sha256.of(file).hex() + (Files.isExecutable(file) ? " x" : ""));
            known.put(file, before);
            if (isSettled(now)) {
                fresh.remove(file);
            } else {
                fresh.add(file);
            }
        }
        return before.digest();
    }

    private static String stamp(Map<String, Object> attributes) {
        return ATTRIBUTES.stream().map(attributes::get).map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static boolean isSettled(Map<String, Object> attributes) {
        return attributes.get("ctime") instanceof FileTime changed
                && changed.toInstant().isBefore(Instant.now().minus(SETTLED));
    }

    /** Get the first difference between what was and what is, such as {@code train.py changed}; empty where there is none. */
    public static Optional<String> difference(Map<String, String> was, Map<String, String> is) {
        TreeSet<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        return names.stream()
                .filter(name -> !was.getOrDefault(name, "").equals(is.getOrDefault(name, "")))
                .findFirst()
                .map(name ->
                        name + (!was.containsKey(name) ? " is new" : is.containsKey(name) ? " changed" : " is gone"));
    }
}
