// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The code that was copied, as of then: a command may write over it, and what runs later is not what was committed.
 *
 * @param directory the working copy
 * @param digests the SHA-256 of each file of code by its path in the copy
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CopiedCode(Path directory, Map<String, String> digests) {

    private static final String CODE = ".*\\.(py|pyx|pyw|pth|so(\\.[0-9.]+)?|pyd|sh|bash)";

    /** Compiled without its source; what Python compiles itself it may compile anew. */
    private static final String COMPILED = ".*\\.pyc";

    private static final String OF_PYTHON = "__pycache__";
    private static final String GONE = "";

    public CopiedCode {
        digests = Map.copyOf(digests);
    }

    /** Look at a fresh copy. */
    public static CopiedCode in(Path directory) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && isCode(file)) {
                    digests.put(directory.relativize(file).toString(), DataDigest.sha256(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new CopiedCode(directory, digests);
    }

    /** Get the files that are others by now, or gone, sorted; one that cannot be read counts. */
    public List<String> changed() {
        return digests.keySet().stream()
                .filter(file -> !now(file).equals(digests.get(file)))
                .sorted()
                .toList();
    }

    private static boolean isCode(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.matches(CODE) || (name.matches(COMPILED) && !file.toString().contains(OF_PYTHON));
    }

    /** Whether a file was copied, or is of no kind that was looked at. */
    public boolean holds(String file) {
        return digests.containsKey(file) || !isCode(Path.of(file));
    }

    /** Get the digest that a file has by now; empty for one that cannot be read. */
    public String now(String file) {
        try {
            return DataDigest.sha256(directory.resolve(file));
        } catch (IOException e) {
            return GONE;
        }
    }
}
