// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.NativeNames;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/** Tells which files of a checkout belong into a working copy. */
final class FileSelection {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Takes no lock, asks about the folder itself, and trusts a checkout of another user: nothing of it is run. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_DIR", "",
            "GIT_WORK_TREE", "",
            "GIT_INDEX_FILE", "",
            "GIT_PREFIX", "",
            "GIT_CONFIG_COUNT", "2",
            "GIT_CONFIG_KEY_0", "safe.directory",
            "GIT_CONFIG_VALUE_0", "*",
            "GIT_CONFIG_KEY_1", "core.fsmonitor",
            "GIT_CONFIG_VALUE_1", "false");

    private final WorkspaceRequest request;
    private final ProcessRunner runner;
    private final NativeNames names;
    private final Set<Path> outputs;

    FileSelection(WorkspaceRequest request, ProcessRunner runner) {
        this(request, runner, NativeNames.ofJvm());
    }

    FileSelection(WorkspaceRequest request, ProcessRunner runner, NativeNames names) {
        this.names = names;
        this.request = request;
        this.runner = runner;
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
            if (files.stream().anyMatch(file -> file.startsWith(checkout.repository()))) {
                return files;
            }
        }
        return below(checkout.repository());
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
        for (String name : listed(folder)) {
            requireName(name);
            Path file = folder.resolve(name);
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
            addListed(folder, files);
        }
    }

    private List<String> listed(Path folder) throws IOException {
        Path answer = Files.createTempFile(request.directory().getParent(), "git-files-", ".log");
        Path warnings = Files.createTempFile(request.directory().getParent(), "git-says-", ".log");
        try {
            // Through a shell, since names and warnings must not be mixed.
            ProcessOutcome outcome = runner.run(
                    new Command(
                            List.of(
                                    "sh",
                                    "-c",
                                    "exec git ls-files -z --cached --others --exclude-standard > \"$0\"",
                                    answer.toString()),
                            folder,
                            ENVIRONMENT),
                    warnings,
                    LIMIT,
                    OutputListener.none());
            if (!outcome.termination().isSuccess()) {
                throw new IOException("git ls-files in " + folder + ": "
                        + outcome.termination().describe() + ": "
                        + Files.readString(warnings, StandardCharsets.UTF_8).strip());
            }
            List<String> names = new ArrayList<>();
            for (String name : Files.readString(answer, StandardCharsets.UTF_8).split("\0", -1)) {
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
            return names;
        } finally {
            Files.deleteIfExists(answer);
            Files.deleteIfExists(warnings);
        }
    }

    private void requireName(String name) {
        names.problem("a file of the repository", name).ifPresent(problem -> {
            throw new WorkspaceException(problem, NativeNames.REMEDY);
        });
    }

    private boolean isLeftOut(Path file) {
        return file.endsWith(".git")
                || outputs.stream().anyMatch(file::startsWith)
                || file.startsWith(request.directory())
                || request.excluded().stream().anyMatch(file::startsWith);
    }
}
