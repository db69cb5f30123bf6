// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tipcjunit.certification.selection.RepositoryVisitor;

/**
 * The documents and scripts of a repository, found once.
 *
 * @param root the repository
 * @param files their paths
 */
record RepositoryFiles(Path root, List<Path> files) {

    private static final Set<String> NEVER_ENTERED =
            Set.of(".git", "__pycache__", "node_modules", "output", "tipc-results", "site-packages", ".venv", "venv");
    private static final int MOST = 50_000;

    RepositoryFiles {
        files = List.copyOf(files);
    }

    static RepositoryFiles of(Path root) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new RepositoryVisitor(NEVER_ENTERED) {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
                    if (name.endsWith(".md") || name.endsWith(".py")) {
                        files.add(file);
                    }
                    return files.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }
            });
        } catch (IOException e) {
            // What cannot be searched has nothing that could be found; that is what the guesses then say.
            return new RepositoryFiles(root, List.of());
        }
        files.sort(Comparator.naturalOrder());
        return new RepositoryFiles(root, files);
    }

    String shown(Path file) {
        return root.relativize(file).toString();
    }

    List<Path> documents() {
        return files.stream()
                .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".md"))
                .toList();
    }

    /** Get the READMEs in the folders of some files and in those above them, the closest first. */
    Set<Path> readmesAround(List<Path> starts) {
        Set<Path> readmes = new LinkedHashSet<>();
        for (Path start : starts) {
            Path folder = start;
            while (folder != null && folder.startsWith(root)) {
                Path in = folder;
                documents().stream()
                        .filter(file -> in.equals(file.getParent()))
                        .filter(RepositoryFiles::isReadme)
                        .forEach(readmes::add);
                folder = folder.getParent();
            }
        }
        return readmes;
    }

    static boolean isReadme(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.startsWith("readme") && !name.contains(".certification");
    }

    /** Get the scripts in a folder, not below it. */
    List<Path> scriptsIn(Path folder) {
        return files.stream()
                .filter(file -> file.toString().endsWith(".py"))
                .filter(file -> folder.equals(file.getParent()))
                .toList();
    }
}
