// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The files of a user that commands are to see: a repository, and the git checkout around it.
 *
 * @param root the git checkout's top folder; without git the repository itself
 * @param repository the parent of {@code test_tipc}, at or below {@code root}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Checkout(Path root, Path repository) {

    private static final String GIT = ".git";

    /**
     * Find the checkout that {@code repository} belongs to.
     *
     * @throws WorkspaceException if there is no such folder
     */
    public static Checkout of(Path repository) {
        Path folder;
        try {
            folder = repository.toRealPath();
        } catch (IOException e) {
            throw new WorkspaceException(
                    "the repository " + repository.toAbsolutePath() + " cannot be opened: " + e,
                    "name the folder that holds test_tipc",
                    e);
        }
        for (Path candidate = folder; candidate != null; candidate = candidate.getParent()) {
            // A file in work trees and submodules.
            if (Files.exists(candidate.resolve(GIT))) {
                return new Checkout(candidate, folder);
            }
        }
        return new Checkout(folder, folder);
    }

    /** Get where the repository lies in a copy of this checkout at {@code copy}. */
    public Path repositoryIn(Path copy) {
        return copy.resolve(root.relativize(repository).toString()).normalize();
    }

    /** Get {@code file} of this checkout as it is called in a copy at {@code copy}; empty for one that lies elsewhere. */
    public Optional<Path> in(Path copy, Path file) {
        Path normal = repository.resolve(file).normalize();
        return normal.startsWith(root)
                ? Optional.of(copy.resolve(root.relativize(normal).toString()).normalize())
                : Optional.empty();
    }

    /** Get the file of this checkout that {@code ofCopy} in a copy at {@code copy} is a copy of; empty for one that lies elsewhere. */
    public Optional<Path> original(Path copy, Path ofCopy) {
        Path normal = ofCopy.normalize();
        return normal.startsWith(copy)
                ? Optional.of(root.resolve(copy.relativize(normal).toString()).normalize())
                : Optional.empty();
    }

    boolean isGit() {
        return Files.exists(root.resolve(GIT));
    }
}
