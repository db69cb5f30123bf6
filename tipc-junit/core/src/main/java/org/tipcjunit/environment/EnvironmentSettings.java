// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What the machine gives for finding and provisioning Python.
 *
 * @param cacheDirectory the folder for provisioned environments, shared by all projects of a user; made when needed; never
 *     {@code null}
 * @param variables the environment variables that are looked at ({@code PATH}, {@code HOME}, {@code PYENV_ROOT},
 *     {@code TIPC_UV} and so on) and that installers and interpreters get; never {@code null}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record EnvironmentSettings(Path cacheDirectory, Map<String, String> variables) {

    public EnvironmentSettings {
        variables = Map.copyOf(variables);
    }

    /**
     * Get the settings of this JVM.
     *
     * <p>The cache folder is the system property {@code tipc.cache}, else {@code TIPC_CACHE}, else
     * {@code $XDG_CACHE_HOME/tipc-junit}, else {@code ~/.cache/tipc-junit}. The system property {@code tipc.uv} goes before the
     * variable {@code TIPC_UV}.
     */
    public static EnvironmentSettings ofSystem() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        property("tipc.uv").ifPresent(uv -> variables.put("TIPC_UV", uv));
        property("tipc.cache").ifPresent(cache -> variables.put("TIPC_CACHE", cache));
        variables.computeIfAbsent("HOME", name -> System.getProperty("user.home"));
        return of(variables);
    }

    static EnvironmentSettings of(Map<String, String> variables) {
        EnvironmentSettings unplaced = new EnvironmentSettings(Path.of(""), variables);
        Path home = Path.of(unplaced.variable("HOME").orElse(""));
        Path cache = unplaced.variable("TIPC_CACHE")
                .map(Path::of)
                .or(() -> unplaced.variable("XDG_CACHE_HOME").map(xdg -> Path.of(xdg, "tipc-junit")))
                .orElse(home.resolve(".cache/tipc-junit"));
        return new EnvironmentSettings(cache.toAbsolutePath().normalize(), variables);
    }

    /** Get a variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isEmpty());
    }
}
