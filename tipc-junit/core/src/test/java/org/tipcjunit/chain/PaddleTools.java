// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.isolation.Isolation;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.python.SharedWarmStart;
import org.tipcjunit.python.WarmStart;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.serving.FreePorts;
import org.tipcjunit.stage.ChainTools;
import org.tipcjunit.stage.StageListener;
import org.tipcjunit.stage.turn.Meetings;

/** A real Paddle 2.6 and what a chain runs its stages with, made when a test first asks for it. */
public final class PaddleTools implements AutoCloseable {

    private final Path folder;
    private final PaddleEnvironment environment;
    private final ProcessRunner runner = new ProcessRunner();
    private final Recorder recorder;
    private final WarmStart warm = SharedWarmStart.get();
    private final PredictorHost predictors;

    private PaddleTools() {
        try {
            this.folder = Files.createTempDirectory("tipc-chain");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.environment = TestEnvironments.of("paddle-2.6.2", line -> {});
        this.recorder = new Recorder(folder.resolve("recorder"));
        this.predictors = PredictorHost.start(environment.paddleLibrary(), folder.resolve("host"), runner);
    }

    public Path python() {
        return environment.python();
    }

    public ChainTools chainTools(Consumer<String> progress) {
        return chainTools(progress, StageListener.none());
    }

    public ChainTools chainTools(Consumer<String> progress, StageListener listener) {
        return new ChainTools(
                environment,
                runner,
                recorder,
                Optional.of(warm),
                predictors,
                Isolation.none("a test"),
                new FreePorts(),
                new Meetings(),
                progress,
                listener);
    }

    @Override
    public void close() throws IOException {
        predictors.close();
        runner.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Hands the tools of the test run to a test. */
    public static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == PaddleTools.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(PaddleTools.class))
                    .getOrComputeIfAbsent(PaddleTools.class, key -> new PaddleTools(), PaddleTools.class);
        }
    }
}
