// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.ProcessRunner;

/**
 * Tells which files of a checkout git ignores.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class IgnoredFiles {

    private IgnoredFiles() {}

    /**
     * Get the paths that are ignored as a whole.
     *
     * @param folder the folder that paths are relative to
     * @param paths files or folders
     * @return those of them that git ignores; none outside of a checkout or without git
     */
    public static List<String> among(Path folder, List<String> paths) {
        List<String> ignored = new ArrayList<>();
        try (ProcessRunner runner = new ProcessRunner()) {
            Path scratch = Files.createTempDirectory("tipc-ignored");
            try {
                Git git = new Git(runner, scratch);
                List<String> words = new ArrayList<>(
                        List.of("ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z", "--"));
                words.addAll(paths);
                List<String> found = git.names(folder, Map.of(), words.toArray(String[]::new));
                // Git names the uppermost folder that it ignores.
                paths.stream()
                        .filter(path -> found.contains(path) || found.stream().anyMatch((path + "/")::startsWith))
                        .forEach(ignored::add);
            } finally {
                Files.deleteIfExists(scratch);
            }
        } catch (IOException e) {
            return List.of();
        }
        return ignored;
    }
}
