// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;

/**
 * Finds the folder that a config's commands run in, also when tests start in a module's folder or below.
 *
 * @param workingDirectory where the search starts
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record RepositoryLocator(Path workingDirectory) {

    /**
     * Find the repository.
     *
     * @param named the repository that the user names; when empty, the folders at and above the working directory are
     *     searched for {@code config}
     * @throws ConfigException if no folder tried has the config; the message lists them all
     */
    public Path locate(Optional<String> named, String config) {
        List<Path> candidates = new ArrayList<>();
        for (Path folder = workingDirectory.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(named.orElse("")).normalize();
            candidates.add(candidate);
            if (Files.isRegularFile(candidate.resolve(config))) {
                return candidate;
            }
            if (named.isPresent() && Path.of(named.get()).isAbsolute()) {
                break;
            }
        }
        throw ConfigException.of(
                "no repository has the config " + config + "; tried "
                        + candidates.stream().map(Path::toString).collect(Collectors.joining(", ")),
                "name the folder that holds test_tipc with @TipcModel(repository = ...) or tipc.repository");
    }
}
