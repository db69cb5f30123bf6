// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.workspace.Git;

/**
 * Asks git which state of a repository is being certified.
 *
 * @param runner runs git
 * @param logs the folder for git's answers
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record GitRepository(ProcessRunner runner, Path logs) {

    /** How many clones of clones are followed to where the first one came from. */
    private static final int CLONES = 5;

    /**
     * Describe the repository; what git cannot tell is stated as unknown. Of a clone of a folder it is said where that was cloned from,
     * or else what the folder is called: so that all clones of it are taken for one repository.
     */
    public Certificate.Repository describe(Path repository) {
        String path = repository.toString();
        Git git = git();
        // A folder that an enclosing repository ignores is no part of that one's commit.
        Optional<String> commit = ask(git, repository, "rev-parse", "--verify", "--end-of-options", "HEAD^{commit}");
        boolean committed =
                ask(git, repository, "ls-tree", "--name-only", "HEAD").isPresent();
        if (commit.isEmpty() || !committed) {
            return Certificate.Repository.unknown(path);
        }
        return Certificate.Repository.of(
                path, remote(git, repository, CLONES), commit.get(), workingTree(git, repository));
    }

    private static String remote(Git git, Path repository, int clones) {
        Optional<String> origin = ask(git, repository, "config", "--get", "remote.origin.url");
        if (origin.isEmpty() || !isFolder(origin.get())) {
            return origin.map(GitRepository::withoutCredentials).orElse("");
        }
        // Not the folder itself, which may name whose machine it is.
        String folder = origin.get().replaceFirst("(?i)^file:(//[^/]*)?", "").replaceFirst("(\\.git)?/*$", "");
        String further = clones == 0
                ? ""
                : there(repository, origin.get())
                        .map(clone -> remote(git, clone, clones - 1))
                        .orElse("");
        return further.isEmpty() ? folder.substring(folder.lastIndexOf('/') + 1) : further;
    }

    private static Optional<Path> there(Path repository, String origin) {
        try {
            return Optional.of(repository
                            .resolve(origin.replaceFirst("(?i)^file:(//[^/]*)?", ""))
                            .normalize())
                    .filter(Files::isDirectory);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Git git() {
        try {
            return new Git(runner, Files.createDirectories(logs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Certificate.WorkingTree workingTree(Git git, Path repository) {
        try {
            return isClean(git, repository) ? Certificate.WorkingTree.CLEAN : Certificate.WorkingTree.DIRTY;
        } catch (IOException e) {
            return Certificate.WorkingTree.UNKNOWN;
        }
    }

    /** Each submodule is asked by itself, since git would look at it with the programs that its own configuration names. */
    private static boolean isClean(Git git, Path folder) throws IOException {
        Map<String, String> variables = git.withoutFilters(folder);
        if (!git.names(folder, variables, "status", "--porcelain", "-z", "--ignore-submodules=dirty", "--", ".")
                .isEmpty()) {
            return false;
        }
        for (String entry : git.names(folder, variables, "ls-files", "-z", "--stage", "--", ".")) {
            Path place = folder.resolve(entry.substring(entry.indexOf('\t') + 1));
            boolean isThere = entry.startsWith("160000 ") && Files.exists(place.resolve(".git"));
            if (isThere && !isClean(git, place)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> ask(Git git, Path folder, String... arguments) {
        try {
            return git.answer(folder, Map.of(), arguments)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As git has it, what is no address with a scheme is a path, unless a host stands before a colon. */
    private static boolean isFolder(String remote) {
        return remote.matches("(?i)file:.*") || remote.matches("[A-Za-z]:.*") || !remote.matches("[^/]*:.*");
    }

    /** A remote may hold a user's token, which must not get into a certificate. */
    private static String withoutCredentials(String remote) {
        return remote.replaceFirst("(?<=://)[^/]*@", "");
    }
}
