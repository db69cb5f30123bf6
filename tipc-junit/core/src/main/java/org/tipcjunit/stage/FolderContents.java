// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Reads what folders hold, by digest; a file is read again only when the kernel says that something of it changed. */
final class FolderContents {

    /** What stands for a folder in place of a digest. */
    static final String FOLDER = "folder";

    // The time of change cannot be set by a command, as that of modification can.
    private static final List<String> ATTRIBUTES = List.of("ctime", "lastModifiedTime", "size", "ino", "dev");

    private final Map<Path, Read> known = new ConcurrentHashMap<>();

    private record Read(Map<String, Object> attributes, String digest) {}

    /** Get the digest of everything below a folder, by its path relative to that; links are not followed. */
    Map<String, String> of(Path folder) throws IOException {
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
                contents.put(folder.relativize(file).toString(), digest(file, attributes));
                return FileVisitResult.CONTINUE;
            }
        });
        return contents;
    }

    private String digest(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            return "link to " + Files.readSymbolicLink(file);
        }
        if (!attributes.isRegularFile()) {
            return "neither file nor folder";
        }
        Map<String, Object> now =
                Files.readAttributes(file, "unix:" + String.join(",", ATTRIBUTES), LinkOption.NOFOLLOW_LINKS);
        Read before = known.get(file);
        if ((before == null) || !before.attributes().equals(now)) {
            MessageDigest digest = sha256();
            try (InputStream in = Files.newInputStream(file)) {
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
            // What may be run is another thing than what may not.
            before = new Read(now, HexFormat.of().formatHex(digest.digest()) + (Files.isExecutable(file) ? " x" : ""));
            known.put(file, before);
        }
        return before.digest();
    }

    static String digest(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
