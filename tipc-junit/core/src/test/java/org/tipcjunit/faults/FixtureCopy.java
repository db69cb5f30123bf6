// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A copy of a fixture and its configs that a fault can be planted in.
 *
 * @param root the copy's root, the working directory of its commands
 */
public record FixtureCopy(Path root) {

    /** Copy {@code fixtures/digits}. */
    public static FixtureCopy into(Path folder) {
        return of("digits", folder);
    }

    public static FixtureCopy of(String fixture, Path folder) {
        Path project = projectRoot();
        copy(
                project.resolve("fixtures").resolve(fixture),
                folder.resolve("fixtures").resolve(fixture),
                file -> true);
        Path tipc = project.resolve("test_tipc");
        Path configs = tipc.resolve("configs");
        copy(
                tipc,
                folder.resolve("test_tipc"),
                file -> !file.equals(tipc.resolve("output"))
                        && (!file.startsWith(configs)
                                || file.equals(configs)
                                || configs.relativize(file).toString().startsWith(fixture)));
        return new FixtureCopy(folder);
    }

    /** Replace the only occurrence of {@code original}, so that a fault cannot silently fail to be planted. */
    public FixtureCopy plant(String file, String original, String fault) {
        Path path = root.resolve(file);
        try {
            String text = Files.readString(path);
            int first = text.indexOf(original);
            if (first < 0 || text.indexOf(original, first + 1) >= 0) {
                throw new IllegalStateException(file + " does not hold exactly once: " + original);
            }
            Files.writeString(path, text.replace(original, fault));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Make it a repository whose one commit is always the same for the same files, and that says it was cloned. */
    public FixtureCopy committed() {
        git("init", "-q", "-b", "main");
        git("remote", "add", "origin", "https://example.org/" + root.getFileName() + ".git");
        git("add", "--all");
        git("commit", "-q", "-m", "A model");
        return this;
    }

    private void git(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Someone", "-c", "user.email=someone@example.org"));
        command.addAll(List.of(arguments));
        ProcessBuilder git =
                new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        git.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z",
                        "GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z"));
        try {
            Process process = git.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", e);
        }
    }

    /** Get the folder of this project's checkout. */
    public static Path projectRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("fixtures/digits"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no fixtures/digits at or above " + Path.of("").toAbsolutePath());
    }

    /** Copy what is chosen; a folder that is not chosen is never entered, as somebody may be writing or deleting in it. */
    private static void copy(Path from, Path to, Predicate<Path> chosen) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    if (folder.endsWith("__pycache__") || !chosen.test(folder)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Files.createDirectories(to.resolve(from.relativize(folder)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (chosen.test(file)) {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
