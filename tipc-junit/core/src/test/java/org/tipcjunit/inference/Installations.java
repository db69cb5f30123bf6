// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The Paddle installations of a test run, each made when a test first asks for it. */
public final class Installations implements AutoCloseable {

    private final Map<PaddleVersion, Installation> made = new ConcurrentHashMap<>();
    private final Path folder;

    private Installations() {
        try {
            this.folder = Files.createTempDirectory("tipc-inference");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Installation of(PaddleVersion version) {
        return made.computeIfAbsent(version, key -> {
            try {
                return new Installation(key, Files.createDirectories(folder.resolve(key.number())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        made.values().forEach(Installation::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Hands the installations of the test run to a test. */
    public static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Installations.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Installations.class))
                    .getOrComputeIfAbsent(Installations.class, key -> new Installations(), Installations.class);
        }
    }
}
