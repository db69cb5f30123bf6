// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Remembers in the cache folder which tools could not be had, so that a run waits for each once: for {@link #REMEMBERED}, and as long as
 * nothing changes of the variables that lead installers.
 *
 * @param settings where the cache folder is, and the variables
 * @param clock tells the time
 */
record FailedTools(EnvironmentSettings settings, InstantSource clock) {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final List<String> LEADING =
            List.of("PIP_", "UV_", "TIPC_", "HTTP", "NO_PROXY", "ALL_PROXY", "PATH");

    /**
     * Provision a tool.
     *
     * @throws EnvironmentException if it cannot be had, or could not be a moment ago
     */
    Path remembering(RequirementSet set, Supplier<Path> provisioning) {
        Path file = settings.cacheDirectory().resolve("logs").resolve(set.key() + "-failed.txt");
        known(file).ifPresent(what -> {
            throw new EnvironmentException(
                    what,
                    "It is tried again %d minutes after that, or when a variable such as PIP_INDEX_URL, UV_OFFLINE or HTTPS_PROXY changes"
                            .formatted(REMEMBERED.toMinutes()));
        });
        try {
            Path python = provisioning.get();
            Files.deleteIfExists(file);
            return python;
        } catch (EnvironmentException e) {
            remember(file, e.problem().what());
            throw e;
        } catch (IOException e) {
            throw new EnvironmentException(file + " cannot be removed: " + e, "Make the folder writable", e);
        }
    }

    private Optional<String> known(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            boolean holds = lines.size() == 3
                    && lines.get(1).equals(led())
                    && clock.instant().isBefore(Instant.parse(lines.get(0)).plus(REMEMBERED));
            return holds ? Optional.of(lines.get(2) + " (at " + lines.get(0) + ", not tried again)") : Optional.empty();
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private void remember(Path file, String what) {
        String first = what.lines().findFirst().orElse("");
        try {
            Files.writeString(
                    file,
                    String.join(
                            "\n",
                            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                            led(),
                            first,
                            ""));
        } catch (IOException e) {
            // Then it is tried again: what could not be had is told all the same.
        }
    }

    /** Get a digest of what leads installers: variables may hold what nobody else may read. */
    private String led() {
        Map<String, String> leading = new TreeMap<>();
        settings.variables().forEach((name, value) -> {
            if (LEADING.stream().anyMatch(name.toUpperCase(java.util.Locale.ROOT)::startsWith)) {
                leading.put(name, value);
            }
        });
        return Integer.toHexString(leading.hashCode());
    }
}
