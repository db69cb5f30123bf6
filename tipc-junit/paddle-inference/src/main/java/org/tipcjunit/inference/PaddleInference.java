// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.tensor.DataType;

/**
 * Paddle Inference in this JVM, on the library of an installed Paddle wheel. Thread-safe.
 *
 * <p>A crash of native code ends this JVM; {@link PredictorHost} does the same work in a child JVM. Loading sets the
 * environment variable {@code OMP_NUM_THREADS} to 1 for native code where it is not set, as Paddle's Python package does.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class PaddleInference {

    private final Path library;
    private final String version;

    private PaddleInference(Path library, String version) {
        this.library = library;
        this.version = version;
    }

    /**
     * Load Paddle and test it: its version must be that of its installation, and a small model must give known outputs.
     *
     * <p>A JVM can hold one Paddle for all its life. Loading the same library again is cheap. Threads wait for each other, as
     * Paddle registers what it knows when the first predictor is created.
     *
     * @param libpaddle the file {@code paddle/base/libpaddle.so} of an installed Paddle 2.6 to 3.x for Linux x86-64; never
     *     {@code null}
     * @throws PaddleException if the library cannot be loaded or fails the test, or if this JVM holds another one
     */
    public static synchronized PaddleInference load(Path libpaddle) {
        PaddleInference paddle = loadUntested(libpaddle);
        SelfTest.run(paddle);
        return paddle;
    }

    static PaddleInference loadUntested(Path libpaddle) {
        if (!Files.isRegularFile(libpaddle)) {
            throw new PaddleException("There is no Paddle library " + libpaddle.toAbsolutePath()
                    + ". It is the file paddle/base/libpaddle.so in the site-packages folder of a Python environment with"
                    + " paddlepaddle 2.6 or newer.");
        }
        Path library;
        try {
            library = libpaddle.toRealPath();
        } catch (IOException e) {
            throw new PaddleException("The Paddle library " + libpaddle.toAbsolutePath() + " cannot be read: " + e, e);
        }
        ShimLibrary.ensureLoaded();
        PaddleShim.load(PaddleShim.utf8(library.toString()));
        return new PaddleInference(
                library, PaddleShim.text(PaddleShim.version()).strip());
    }

    /** Get the library file, without symbolic links. */
    public Path library() {
        return library;
    }

    /** Get Paddle's description of itself: lines such as {@code version: 2.6.2} and {@code commit: ...}. */
    public String version() {
        return version;
    }

    /**
     * Get a new configuration for a model.
     *
     * @param program the {@code .pdmodel} or PIR {@code .json} file; never {@code null}
     * @param parameters the {@code .pdiparams} file, which need not exist for a model without parameters; never {@code null}
     */
    public Config newConfig(Path program, Path parameters) {
        return new Config(new ModelFiles(program, parameters));
    }

    /**
     * Get Paddle's own table of what a configuration means to it.
     *
     * @throws PaddleException if an option is not available in this library or on this machine
     */
    public String summary(Config config) {
        try (NativeConfig applied = new NativeConfig(this, config)) {
            return applied.summary();
        }
    }

    /**
     * Create a predictor. The model's files are checked first, because Paddle crashes on some broken ones and is silent about
     * others.
     *
     * @throws PaddleException if a file is missing or broken, if Paddle refuses the model, or if an option that was asked for
     *     is not available in this library or on this machine
     */
    public Predictor createPredictor(Config config) {
        return create(config, ModelCheck.check(config.model()).types());
    }

    /** Create a predictor from files that were checked before, or that a test wants Paddle itself to see. */
    public Predictor createUnchecked(Config config) {
        return create(config, Map.of());
    }

    private Predictor create(Config config, Map<String, DataType> declared) {
        try (NativeConfig applied = new NativeConfig(this, config)) {
            return new Predictor(config.model(), declared, applied.createPredictor());
        } catch (PaddleException e) {
            throw new PaddleException(
                    "Paddle Inference can't create a predictor for "
                            + config.model().program() + ": " + e.getMessage(),
                    e);
        }
    }
}
