// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.tipcjunit.environment.EnvironmentSettings;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.environment.PaddleEnvironments;
import org.tipcjunit.inference.PredictorHost;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.serving.FreePorts;

/** What all certifications of one test run share: environments, processes, and one child JVM for each Paddle library. */
final class SharedTools implements AutoCloseable {

    private final PaddleEnvironments environments;
    private final ProcessRunner runner = new ProcessRunner();
    private final Planner planner = new Planner();
    private final FreePorts ports = new FreePorts();
    private final Consumer<String> progress;
    private final EnvironmentSettings environmentSettings;
    private final Map<Path, PredictorHost> predictors = new ConcurrentHashMap<>();
    private final Map<Path, String> certifications = new ConcurrentHashMap<>();
    private final Set<String> filled = ConcurrentHashMap.newKeySet();

    private SharedTools(EnvironmentSettings environmentSettings, Consumer<String> progress) {
        this.environmentSettings = environmentSettings;
        this.progress = progress;
        this.environments = new PaddleEnvironments(environmentSettings, progress);
    }

    static SharedTools start(Settings settings) {
        EnvironmentSettings system = EnvironmentSettings.ofSystem();
        EnvironmentSettings chosen = settings.get(Term.CACHE)
                .map(cache -> new EnvironmentSettings(Path.of(cache), system.variables()))
                .orElse(system);
        return new SharedTools(chosen, new ConsoleProgress(System.out));
    }

    PaddleEnvironments environments() {
        return environments;
    }

    Planner planner() {
        return planner;
    }

    FreePorts ports() {
        return ports;
    }

    ProcessRunner runner() {
        return runner;
    }

    Consumer<String> progress() {
        return progress;
    }

    Recorder recorder() {
        return new Recorder(environmentSettings.cacheDirectory().resolve("recorder"));
    }

    /** Get the child JVM that runs predictors of {@code environment}, starting it if there is none. */
    PredictorHost predictors(PaddleEnvironment environment, Path workDirectory) {
        return predictors.computeIfAbsent(
                environment.paddleLibrary(), library -> PredictorHost.start(library, workDirectory, runner));
    }

    /**
     * Keep a folder of results for one certification, lest one that certifies the model hides that another one did not.
     *
     * @throws ExtensionConfigurationException if another certification of this test run writes there
     */
    void reserve(Path directory, ModelDeclaration certification) {
        String name = certification.describe();
        String other = certifications.putIfAbsent(directory, name);
        if (other != null && !other.equals(name)) {
            throw new ExtensionConfigurationException(
                    "%s and %s both write their certificate to %s. Give one of them a name of its own with @TipcModel(name = ...)"
                            .formatted(other, name, directory));
        }
    }

    /** Whether no other combination of the config has put its files there in this test run. */
    boolean isFirstInto(Path results, String config) {
        return filled.add(results + " " + config);
    }

    @Override
    public void close() {
        predictors.values().forEach(PredictorHost::close);
        runner.close();
    }
}
