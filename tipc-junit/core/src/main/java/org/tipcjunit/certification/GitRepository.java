// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.LogTail;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;

/**
 * Asks git which state of a repository is being certified.
 *
 * @param runner runs git
 * @param logs the folder for git's answers
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record GitRepository(ProcessRunner runner, Path logs) {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LINES = 10_000;

    /** Takes no lock, and asks about the folder and not about the repository whose hook started the tests. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_OPTIONAL_LOCKS", "0", "GIT_DIR", "", "GIT_WORK_TREE", "", "GIT_INDEX_FILE", "", "GIT_PREFIX", "");

    /** Describe the repository; what git cannot tell is stated as unknown, as is a remote that is a folder. */
    public Certificate.Repository describe(Path repository) {
        String path = repository.toString();
        Optional<String> commit = ask(repository, "commit", "rev-parse", "HEAD").flatMap(GitRepository::commitId);
        // A folder that an enclosing repository ignores is no part of that one's commit.
        boolean committed = ask(repository, "tree", "ls-tree", "--name-only", "HEAD")
                .filter(entries -> !entries.isEmpty())
                .isPresent();
        if (commit.isEmpty() || !committed) {
            return Certificate.Repository.unknown(path);
        }
        String remote = ask(repository, "remote", "config", "--get", "remote.origin.url")
                .flatMap(GitRepository::onlyLine)
                .filter(address -> !isFolder(address))
                .map(GitRepository::withoutCredentials)
                .orElse("");
        Certificate.WorkingTree workingTree = ask(repository, "status", "status", "--porcelain", "--", ".")
                .map(lines -> lines.isEmpty() ? Certificate.WorkingTree.CLEAN : Certificate.WorkingTree.DIRTY)
                .orElse(Certificate.WorkingTree.UNKNOWN);
        return Certificate.Repository.of(path, remote, commit.get(), workingTree);
    }

    private Optional<List<String>> ask(Path repository, String name, String... arguments) {
        List<String> argv = new java.util.ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        Path log = logs.resolve(name + ".log");
        ProcessOutcome outcome =
                runner.run(new Command(argv, repository, ENVIRONMENT), log, LIMIT, OutputListener.none());
        return outcome.termination().isSuccess()
                ? Optional.of(LogTail.lastLines(log, LINES).stream()
                        .filter(line -> !line.isBlank())
                        .toList())
                : Optional.empty();
    }

    /** Git writes warnings between its answers. */
    private static Optional<String> commitId(List<String> lines) {
        return lines.stream()
                .filter(line -> line.matches("[0-9a-f]{40}|[0-9a-f]{64}"))
                .findFirst();
    }

    private static Optional<String> onlyLine(List<String> lines) {
        return lines.stream().findFirst();
    }

    /**
     * A folder of this machine says nothing to who reads a certificate elsewhere, and may name whose machine it is. As git has it, what is
     * no address with a scheme is a path, unless a host stands before a colon.
     */
    private static boolean isFolder(String remote) {
        return remote.matches("(?i)file:.*") || remote.matches("[A-Za-z]:.*") || !remote.matches("[^/]*:.*");
    }

    /** A remote may hold a user's token, which must not get into a certificate. */
    private static String withoutCredentials(String remote) {
        return remote.replaceFirst("(?<=://)[^/]*@", "");
    }
}
