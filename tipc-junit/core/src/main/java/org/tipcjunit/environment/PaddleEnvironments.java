// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Finds or provisions the Python and Paddle that run a repository.
 *
 * <p>Provisioned environments and descriptions are kept in the cache folder of the settings; several threads and JVMs may ask
 * for the same one at once. Thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PaddleEnvironments {

    private final EnvironmentSettings settings;
    private final Consumer<String> progress;

    /**
     * Create from settings.
     *
     * @param settings what the machine gives; never {@code null}
     * @param progress takes one line at least every two seconds while something takes time, from several threads; never
     *     {@code null}
     */
    public PaddleEnvironments(EnvironmentSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Get an environment that has imported its Paddle.
     *
     * @param request what is asked for; never {@code null}
     * @return the environment with its description; never {@code null}
     * @throws EnvironmentException if there is none; the message says what was tried and what to do
     */
    public PaddleEnvironment resolve(EnvironmentRequest request) {
        return request.python().map(this::named).orElseGet(() -> provisioned(request.provision()));
    }

    private PaddleEnvironment named(String name) {
        Path python;
        if (name.contains("/")) {
            python = Path.of(name).toAbsolutePath().normalize();
            if (!Files.isRegularFile(python) || !Files.isExecutable(python)) {
                throw new EnvironmentException(
                        "tipc.python names " + name + ", but "
                                + (Files.exists(python)
                                        ? python + " is not an executable file"
                                        : "there is no file " + python),
                        "Name the interpreter itself, such as /path/to/venv/bin/python, or name none and let the"
                                + " requirement set " + EnvironmentRequest.DEFAULT_PROVISION + " be provisioned");
            }
        } else {
            List<Path> found = PythonFinder.onPath(settings, name);
            if (found.isEmpty()) {
                throw new EnvironmentException(
                        "tipc.python names the command '" + name + "', which is not on PATH="
                                + settings.variable("PATH").orElse(""),
                        "Name the interpreter by its path, or name none and let the requirement set "
                                + EnvironmentRequest.DEFAULT_PROVISION + " be provisioned");
            }
            python = found.get(0);
        }
        return describe(python, "named by the user as " + name);
    }

    private PaddleEnvironment provisioned(String name) {
        RequirementSet set = RequirementSet.committed(name);
        Path python = new Provisioner(settings, progress).provision(set);
        // Whoever reads a certificate is to see that more than packages was installed.
        String completion = set.completion()
                .map(script -> ", completed by " + script.file())
                .orElse("");
        return describe(python, "provisioned from the requirement set " + set.key() + completion);
    }

    private PaddleEnvironment describe(Path python, String origin) {
        Description description = new Descriptions(settings, progress).of(python);
        Machine machine = Machine.current();
        return new PaddleEnvironment(
                python,
                Path.of(description.sitePackages()),
                Path.of(description.paddleLibrary()),
                description.pythonVersion(),
                description.paddleVersion(),
                description.paddleCommit(),
                machine.cpuModel(),
                machine.cpuFlags(),
                machine.cpus(),
                machine.os(),
                origin,
                description.packages());
    }
}
