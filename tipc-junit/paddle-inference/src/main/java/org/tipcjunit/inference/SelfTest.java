// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The test of a freshly loaded library: the shim calls Paddle by symbol and memory layout, which no version promises to keep.
 *
 * <p>The model is relu(x * w + b) with small integers, so the outputs are exact on every backend and are compared bit for bit.
 */
final class SelfTest {

    private static final float[] INPUT = {4, 2, 1, 0, 20, 3};
    private static final float[] OUTPUT = {12, 0, 52, 18};

    private SelfTest() {}

    static void run(PaddleInference paddle) {
        compareVersion(paddle);
        try {
            Path folder = Files.createTempDirectory("tipc-junit");
            try {
                compareOutput(paddle, folder, "selftest.pdmodel");
                if (versionOf(paddle.version(), "version")
                        .map(SelfTest::knowsPir)
                        .orElse(false)) {
                    compareOutput(paddle, folder, "selftest.json");
                }
            } finally {
                for (String file : List.of("selftest.pdmodel", "selftest.json", "selftest.pdiparams")) {
                    Files.deleteIfExists(folder.resolve(file));
                }
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new PaddleException(
                    "The self-test of Paddle Inference could not write its model to "
                            + System.getProperty("java.io.tmpdir") + ": " + e,
                    e);
        }
    }

    /** Compare what the library says with what its Python package says. */
    private static void compareVersion(PaddleInference paddle) throws PaddleException {
        Path stated = paddle.library().resolveSibling("../version/__init__.py").normalize();
        if (!Files.isRegularFile(stated)) {
            return;
        }
        String text;
        try {
            text = Files.readString(stated);
        } catch (IOException e) {
            throw new PaddleException("Paddle's version file " + stated + " cannot be read: " + e, e);
        }
        for (String property : List.of("version", "commit")) {
            String key = property.equals("version") ? "full_version" : property;
            Optional<String> library = versionOf(paddle.version(), property);
            Optional<String> installed = versionOf(text, key);
            boolean same = library.isPresent()
                    && installed.isPresent()
                    && (library.get().startsWith(installed.get())
                            || installed.get().startsWith(library.get()));
            if (!same) {
                throw new PaddleException("The Paddle library " + paddle.library() + " says " + property + " "
                        + library.orElse("(nothing)") + " but its installation " + stated + " says "
                        + installed.orElse("(nothing)") + ". Install Paddle anew in that environment.");
            }
        }
    }

    /** Find {@code key: value} or {@code key = 'value'} at the start of a line. */
    private static Optional<String> versionOf(String text, String key) {
        Matcher found =
                Pattern.compile("(?m)^" + key + "\\s*[:=]\\s*'?([^\\s']+)").matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static boolean knowsPir(String version) {
        Matcher major = Pattern.compile("^(\\d+)\\.").matcher(version);
        return major.find() && Integer.parseInt(major.group(1)) >= 3;
    }

    private static void compareOutput(PaddleInference paddle, Path folder, String program) throws IOException {
        Path parameters = folder.resolve("selftest.pdiparams");
        extract(program, folder.resolve(program));
        extract("selftest.pdiparams", parameters);
        Config config = paddle.newConfig(folder.resolve(program), parameters)
                .switchIrOptim(false)
                .disableGlogInfo();
        float[] output = new float[OUTPUT.length];
        try (Predictor predictor = paddle.createUnchecked(config)) {
            Tensor input = predictor.getInputHandle("x");
            input.reshape(2, 3);
            input.copyFromCpu(INPUT);
            predictor.run();
            predictor.getOutputHandle(predictor.getOutputNames().get(0)).copyToCpu(output);
        } catch (PaddleException | IllegalArgumentException e) {
            throw failure(paddle, program, "it was refused: " + e.getMessage(), e);
        }
        if (!Arrays.equals(output, OUTPUT)) {
            throw failure(
                    paddle,
                    program,
                    "expected " + Arrays.toString(OUTPUT) + " but got " + Arrays.toString(output),
                    null);
        }
    }

    private static PaddleException failure(
            PaddleInference paddle, String program, String what, @Nullable Throwable cause) {
        String message = "The Paddle library " + paddle.library() + " ("
                + paddle.version().replace('\n', ' ')
                + ") fails the self-test on " + program + ": " + what
                + ". The JNI shim does not fit this Paddle version; use Paddle 2.6 or 3.x from PyPI.";
        return cause == null ? new PaddleException(message) : new PaddleException(message, cause);
    }

    private static void extract(String resource, Path file) throws IOException {
        try (InputStream bytes = SelfTest.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IOException("the class path has no " + resource + " beside " + SelfTest.class.getName());
            }
            Files.write(file, bytes.readAllBytes());
        }
    }
}
