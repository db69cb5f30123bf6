// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.process.NativeNames;

/** Tells which files of a checkout belong into a working copy. */
final class FileSelection {

    /** What bytes become that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final WorkspaceRequest request;
    private final NativeNames names;
    private final Git git;
    private final Set<Path> outputs;
    private final List<Path> nested = new ArrayList<>();
    private boolean known;

    FileSelection(WorkspaceRequest request, Git git) {
        this(request, git, NativeNames.ofJvm());
    }

    FileSelection(WorkspaceRequest request, Git git, NativeNames names) {
        this.names = names;
        this.request = request;
        this.git = git;
        this.outputs =
                Set.of(request.checkout().repository().resolve("test_tipc").resolve("output"));
    }

    /** Get the files and links to copy, absolute and sorted, without named data. */
    Set<Path> files() throws IOException {
        Checkout checkout = request.checkout();
        if (checkout.isGit()) {
            Set<Path> files = new TreeSet<>();
            addListed(checkout.root(), files);
            // An enclosing checkout that ignores the repository says nothing about it.
            known = files.stream().anyMatch(file -> file.startsWith(checkout.repository()));
            if (known) {
                return files;
            }
        }
        return below(checkout.repository());
    }

    /** Whether git told which files there are. */
    boolean isKnownToGit() {
        return known;
    }

    /** Get the folders of submodules, and of repositories inside the repository, whose files were selected. */
    List<Path> nested() {
        return List.copyOf(nested);
    }

    /** Get all files and links at or below {@code start} that may be copied. */
    Set<Path> below(Path start) throws IOException {
        Set<Path> files = new TreeSet<>();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isLeftOut(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // Sockets, pipes and devices are no content.
                if ((attributes.isRegularFile() || attributes.isSymbolicLink()) && !isLeftOut(file)) {
                    requireName(file.toString());
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private void addListed(Path folder, Set<Path> files) throws IOException {
        for (String name :
                git.names(folder, Map.of(), "ls-files", "-z", "--cached", "--others", "--exclude-standard")) {
            requireName(name);
            Path file = folder.resolve(name);
            requireUtf8(name, file);
            if (isLeftOut(file) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                continue; // A tracked file that the user has removed is not there.
            }
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                addNested(file, files);
            } else {
                files.add(file);
            }
        }
    }

    /** A submodule, or a repository inside the repository, has an index of its own. */
    private void addNested(Path folder, Set<Path> files) throws IOException {
        if (Files.exists(folder.resolve(".git"))) {
            nested.add(folder);
            addListed(folder, files);
        }
    }

    private void requireName(String name) {
        names.problem("a file of the repository", name).ifPresent(problem -> {
            throw new WorkspaceException(problem, NativeNames.REMEDY);
        });
    }

    /** What git lists under other bytes would be taken for a file that was removed. */
    private static void requireUtf8(String name, Path file) {
        if (name.indexOf(REPLACEMENT) >= 0 && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new WorkspaceException(
                    "the name of a file of the repository is no UTF-8: " + name,
                    "give it a name in UTF-8; what was packed on Windows, unpack with its encoding (unzip -O GBK)");
        }
    }

    /** Whether a file is never copied, whatever git says of it. */
    boolean isLeftOut(Path file) {
        return file.endsWith(".git")
                || outputs.stream().anyMatch(file::startsWith)
                || file.startsWith(request.directory())
                || request.excluded().stream().anyMatch(file::startsWith);
    }
}
