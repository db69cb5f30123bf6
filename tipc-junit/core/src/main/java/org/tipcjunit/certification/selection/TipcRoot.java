// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;

/**
 * A folder that holds {@code test_tipc}, read for planning without starting a process.
 *
 * @param folder the parent of {@code test_tipc}, absolute
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TipcRoot(Path folder) {

    private static final String TEST_TIPC = "test_tipc";
    private static final long LARGEST_SCRIPT = 1L << 24;
    private static final Pattern ORIGIN =
            Pattern.compile("\\[remote \"origin\"](?:(?!\n\\[).)*?\n\\s*url\\s*=\\s*(\\S+)", Pattern.DOTALL);
    private static final Pattern OWNER_AND_NAME = Pattern.compile("([^/:]+/[^/]+?)(?:\\.git)?/?$");

    /** Get the folder that the commands of a config run in: the parent of the innermost {@code test_tipc} above it. */
    public static Optional<TipcRoot> of(Path config) {
        for (Path folder = config.getParent(); folder != null; folder = folder.getParent()) {
            if (folder.endsWith(TEST_TIPC) && folder.getParent() != null) {
                return Optional.of(new TipcRoot(folder.getParent()));
            }
        }
        return Optional.empty();
    }

    /**
     * What plans need to know of the folder.
     *
     * @param folder the folder
     * @param repository the repository as {@code owner/name}, where git knows it
     * @param scripts the texts of {@code test_tipc/*.sh} by file name
     */
    public record Facts(Path folder, Optional<String> repository, Map<String, String> scripts) {

        public Facts {
            scripts = Map.copyOf(scripts);
        }

        /** Get the test whether a path relative to the folder exists; empty for a collection of configs without scripts. */
        Optional<Predicate<String>> files() {
            // Configs without their scripts are no checkout that could lack a file.
            return scripts.isEmpty() ? Optional.empty() : Optional.of(this::exists);
        }

        private boolean exists(String path) {
            try {
                return Files.exists(folder.resolve(path));
            } catch (InvalidPathException e) {
                return false;
            }
        }
    }

    /** Read what plans need to know of the folder. */
    public Facts facts() {
        return new Facts(folder, repositoryName(), scripts());
    }

    /** Get {@code owner/name} as the origin of the git checkout says. */
    public Optional<String> repositoryName() {
        for (Path above = folder; above != null; above = above.getParent()) {
            Path config = above.resolve(".git").resolve("config");
            if (Files.isRegularFile(config)) {
                Matcher origin = ORIGIN.matcher(text(config));
                if (origin.find()) {
                    Matcher name = OWNER_AND_NAME.matcher(origin.group(1));
                    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
                }
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Get the texts of the checkout's own scripts by file name. */
    private Map<String, String> scripts() {
        Path testTipc = folder.resolve(TEST_TIPC);
        Map<String, String> scripts = new LinkedHashMap<>();
        if (Files.isDirectory(testTipc)) {
            try (Stream<Path> files = Files.list(testTipc)) {
                List<Path> shell = files.filter(file -> file.toString().endsWith(".sh"))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
                shell.forEach(file -> scripts.put(file.getFileName().toString(), text(file)));
            } catch (IOException e) {
                throw ConfigException.of(
                        "the scripts in " + testTipc + " cannot be listed: " + e,
                        "check the permissions of the folder");
            }
        }
        return scripts;
    }

    /** Scripts may hold any bytes; what is no UTF-8 matters to no command. */
    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST_SCRIPT) {
                throw ConfigException.of(
                        file + " has " + Files.size(file) + " bytes and is no script",
                        "move it out of " + TEST_TIPC + ", or give it another ending than .sh");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ConfigException.of(file + " cannot be read: " + e, "check its permissions");
        }
    }
}
