// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.workspace.CopiedState.Uncommitted;

/**
 * What data hold that no commit does.
 *
 * @param digests the digest of each file by its path in the data; empty where there are too many bytes to read again
 * @param code the files among them that are code or settings of code
 * @param single whether the data are one file
 */
record DataDigest(Map<String, String> digests, List<Path> code, boolean single) {

    /** Whole data sets are read once more up to this size; of larger ones names and sizes are stated. */
    private static final long LARGEST = 8L << 30;

    private static final String CODE = ".*\\.(py|pyc|pyx|pyw|pth|so(\\.[0-9.]+)?|pyd|egg|whl|pyz|sh|bash|ya?ml)";

    /**
     * Look at data.
     *
     * @param source where they lie in the checkout
     * @param copy where they were copied to
     * @param committed the files of the commit, as they are called in the checkout
     */
    static DataDigest of(Path source, Path copy, Set<Path> committed) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        List<Path> code = new ArrayList<>();
        long[] bytes = {0};
        Files.walkFileTree(copy, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = copy.relativize(file).toString();
                Path original = name.isEmpty() ? source : source.resolve(name);
                if (attributes.isRegularFile() && !committed.contains(original)) {
                    files.put(name, file);
                    bytes[0] += attributes.size();
                    if (String.valueOf(file.getFileName()).matches(CODE)) {
                        code.add(original);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Map<String, String> digests = new TreeMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            digests.put(
                    file.getKey(),
                    bytes[0] <= LARGEST ? sha256(file.getValue()) : "size " + Files.size(file.getValue()));
        }
        return new DataDigest(digests, code.stream().sorted().toList(), digests.containsKey(""));
    }

    /** Get what to state of them; empty where the commit holds all. */
    Optional<Uncommitted> uncommitted(String what, String path) {
        if (digests.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder all = new StringBuilder();
        digests.forEach(
                (name, digest) -> all.append(digest).append("  ").append(name).append('\n'));
        String first = digests.values().iterator().next();
        boolean read = !first.startsWith("size ");
        return Optional.of(new Uncommitted(
                read ? what : what + ", by names and sizes",
                path,
                digests.size(),
                single && read ? first : Sha256.of(all.toString()).hex()));
    }

    static String sha256(Path file) throws IOException {
        return Sha256.of(file).hex();
    }
}
