// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.process.NativeNames;

/**
 * Finds the configs that a user names by path or glob.
 *
 * @param repository the folder that paths and globs are relative to, absolute
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ConfigSelection(Path repository) {

    private static final Set<String> NEVER_ENTERED = Set.of(".git", "__pycache__", "node_modules");

    public ConfigSelection {
        repository = repository.toAbsolutePath().normalize();
    }

    /**
     * Get the closest folder at or above {@code start} that holds {@code test_tipc}; {@code start} itself when there is none.
     */
    public static Path repositoryAround(Path start) {
        for (Path folder = start.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("test_tipc"))) {
                return folder;
            }
        }
        return start.toAbsolutePath().normalize();
    }

    /**
     * Find the configs, each once, in the order of their paths.
     *
     * @param patterns paths or globs; <code>**</code> goes through folders
     * @throws ConfigException if the repository does not exist or a pattern matches no file
     */
    public List<SelectedConfig> select(Collection<String> patterns) {
        requireName("the repository", repository.toString());
        patterns.forEach(pattern -> requireName("a config", pattern));
        if (!Files.isDirectory(repository)) {
            throw ConfigException.of(
                    "there is no folder " + repository, "name the folder that holds test_tipc, or one above it");
        }
        Set<Path> found = new TreeSet<>();
        for (String pattern : patterns) {
            List<Path> matches = matches(pattern);
            if (matches.isEmpty()) {
                throw ConfigException.of(
                        "no file in " + repository + " matches " + pattern,
                        "name a config or a glob relative to that folder, such as"
                                + " test_tipc/configs/*/train_infer_python.txt or **/train_infer_python.txt");
            }
            found.addAll(matches);
        }
        found.forEach(file -> requireName("a config", file.toString()));
        return found.stream().map(this::selected).toList();
    }

    private static void requireName(String what, String name) {
        NativeNames.ofJvm().problem(what, name).ifPresent(problem -> {
            throw ConfigException.of(problem, NativeNames.REMEDY);
        });
    }

    private SelectedConfig selected(Path file) {
        TipcRoot root = TipcRoot.of(file).orElseGet(() -> new TipcRoot(repository));
        return new SelectedConfig(root, slashed(root.folder().relativize(file)), slashed(repository.relativize(file)));
    }

    private static String slashed(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }

    private List<Path> matches(String pattern) {
        Path literal = repository.resolve(pattern).normalize();
        if (Files.isRegularFile(literal) && literal.startsWith(repository)) {
            return List.of(literal);
        }
        Path fromWorkingDirectory = Path.of(pattern).toAbsolutePath().normalize();
        if (Files.isRegularFile(fromWorkingDirectory) && fromWorkingDirectory.startsWith(repository)) {
            return List.of(fromWorkingDirectory);
        }
        return walk(pattern);
    }

    private List<Path> walk(String pattern) {
        String glob = pattern.startsWith(repository + "/")
                ? pattern.substring(repository.toString().length() + 1)
                : pattern;
        Path start = repository;
        int wildcard = firstWildcard(glob);
        int folderEnd = glob.lastIndexOf('/', wildcard < 0 ? glob.length() : wildcard);
        if (folderEnd > 0) {
            start = repository.resolve(glob.substring(0, folderEnd)).normalize();
        }
        if (wildcard < 0 || !start.startsWith(repository) || !Files.isDirectory(start)) {
            return List.of();
        }
        PathMatcher matcher = matcher(glob);
        List<Path> matches = new ArrayList<>();
        try {
            Files.walkFileTree(start, new RepositoryVisitor(NEVER_ENTERED) {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (matcher.matches(repository.relativize(file)) && Files.isRegularFile(file)) {
                        matches.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw ConfigException.of(start + " cannot be searched: " + e, "check the permissions of the folder");
        }
        return matches;
    }

    private static PathMatcher matcher(String glob) {
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            // A leading **/ also stands for no folder at all.
            PathMatcher atTop = glob.startsWith("**/")
                    ? FileSystems.getDefault().getPathMatcher("glob:" + glob.substring("**/".length()))
                    : matcher;
            return path -> matcher.matches(path) || atTop.matches(path);
        } catch (PatternSyntaxException e) {
            throw ConfigException.of(
                    glob + " is no glob: " + e.getDescription(),
                    "write one such as test_tipc/configs/*/train_infer_python.txt");
        }
    }

    private static int firstWildcard(String glob) {
        for (int i = 0; i < glob.length(); i++) {
            if ("*?[{\\".indexOf(glob.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
