// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Provisions tools that are written in Python, each version in an environment of its own in the cache folder of the settings.
 *
 * <p>Several threads and JVMs may ask for the same one at once. Thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PythonTools {

    /** Newest first, as far as old tools run on them; some tools know no newer syntax than that of their interpreter. */
    private static final List<String> PYTHONS = List.of("3.11", "3.10", "3.9", "3.12");

    /** Who has no network is to hear of it soon. */
    private static final Map<String, String> IMPATIENT =
            Map.of("PIP_RETRIES", "1", "PIP_DEFAULT_TIMEOUT", "15", "UV_HTTP_TIMEOUT", "15", "UV_HTTP_RETRIES", "1");

    private final EnvironmentSettings settings;
    private final Consumer<String> progress;
    private final FailedTools failed;

    /**
     * Create from settings.
     *
     * @param settings what the machine gives; never {@code null}
     * @param progress takes one line at least every two seconds while something takes time; never {@code null}
     */
    public PythonTools(EnvironmentSettings settings, Consumer<String> progress) {
        this(settings, progress, InstantSource.system());
    }

    PythonTools(EnvironmentSettings settings, Consumer<String> progress, InstantSource clock) {
        Map<String, String> variables = new HashMap<>(settings.variables());
        variables.putAll(IMPATIENT);
        this.settings = new EnvironmentSettings(settings.cacheDirectory(), variables);
        this.progress = progress;
        this.failed = new FailedTools(this.settings, clock);
    }

    /**
     * Get the interpreter of an environment that has a version of a tool. What could not be had a moment ago is not tried again.
     *
     * @param tool the name of the package, which is that of its module too, such as {@code yapf}; never {@code null}
     * @param version its version, such as {@code 0.40.2}; never {@code null}
     * @throws EnvironmentException if it cannot be had; the message says why
     */
    public Path provision(String tool, String version) {
        Provisioner provisioner = new Provisioner(settings, progress);
        List<RequirementSet> sets = PYTHONS.stream()
                .map(python -> RequirementSet.ofTool(tool, version, python))
                .toList();
        return sets.stream()
                .flatMap(set -> provisioner.present(set).stream())
                .findFirst()
                .orElseGet(() -> {
                    RequirementSet set = provisioner.suited(sets);
                    return failed.remembering(set, () -> provisioner.provision(set));
                });
    }
}
