// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tipcjunit.certificate.CertificateException;

/**
 * Finds certificates by the names of their files.
 *
 * @param current what the last run of a model left, sorted
 * @param superseded what later runs put aside, sorted
 */
record CertificateSearch(List<Path> current, List<Path> superseded) {

    private static final Set<String> NAMES = Set.of("certificate.json", "not-certified.json");
    private static final Set<String> NOT_ENTERED = Set.of("evidence", ".staging", ".replaced", ".git", "node_modules");
    private static final String SUPERSEDED = "superseded";
    private static final String RUNS = "runs";

    CertificateSearch {
        current = List.copyOf(current);
        superseded = List.copyOf(superseded);
    }

    /**
     * Look in and below a folder; the folders of runs, whose working copies hold whatever their repositories do, are left out.
     *
     * @param folder where to look
     * @param except a folder that is not entered
     */
    static CertificateSearch below(Path folder, Path except) {
        Path root = folder.toAbsolutePath().normalize();
        List<Path> current = new ArrayList<>();
        List<Path> superseded = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                    boolean another = !inside.equals(root) && (isNotEntered(inside) || inside.equals(except));
                    return another ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (NAMES.contains(String.valueOf(file.getFileName()))) {
                        (isSuperseded(root, file) ? superseded : current).add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw CertificateException.of("cannot look for certificates", root, e);
        }
        return new CertificateSearch(
                current.stream().sorted().toList(), superseded.stream().sorted().toList());
    }

    boolean isEmpty() {
        return current.isEmpty() && superseded.isEmpty();
    }

    private static boolean isSuperseded(Path root, Path file) {
        for (Path part : root.relativize(file)) {
            if (part.toString().equals(SUPERSEDED)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNotEntered(Path folder) {
        String name = String.valueOf(folder.getFileName());
        boolean ofRun = folder.getParent() != null && folder.getParent().endsWith(RUNS);
        return NOT_ENTERED.contains(name)
                || (ofRun && name.matches("[0-9]{8}-[0-9]{6}-[0-9]{3}"))
                || Files.isSymbolicLink(folder)
                || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }
}
