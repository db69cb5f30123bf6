// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.inference.ModelCheck;
import org.tipcjunit.inference.ModelFiles;
import org.tipcjunit.inference.ModelSpec;
import org.tipcjunit.inference.PaddleException;
import org.tipcjunit.inference.PredictorOptions;
import org.tipcjunit.inference.ProgramSummary;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.tensor.TensorValue;

/**
 * Paddle Inference in a child JVM, so that a crash of native code ends a call and nothing else. Thread-safe: calls wait for
 * each other.
 *
 * <p>Each host has one child with one Paddle library; hosts of different Paddle versions work side by side. After a crash
 * the next call gets a new child.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class PredictorHost implements AutoCloseable {

    private static final Duration CALL_LIMIT = Duration.ofMinutes(10);

    private final Path libpaddle;
    private final Path workDirectory;
    private final ProcessRunner runner;
    private final Duration callLimit;
    private final ReentrantLock calls = new ReentrantLock(true);
    private final Object childLock = new Object();
    private @Nullable PredictorProcess child;
    private int children;
    private boolean closed;

    private PredictorHost(Path libpaddle, Path workDirectory, ProcessRunner runner, Duration callLimit) {
        this.libpaddle = libpaddle.toAbsolutePath();
        this.workDirectory = workDirectory.toAbsolutePath();
        this.runner = runner;
        this.callLimit = callLimit;
    }

    /** Start a host whose calls may take 10 minutes each; see the other method. */
    public static PredictorHost start(Path libpaddle, Path workDirectory, ProcessRunner runner) {
        return start(libpaddle, workDirectory, runner, CALL_LIMIT);
    }

    /**
     * Start a child JVM and return at once; the first call waits until it has loaded and tested Paddle.
     *
     * @param libpaddle the file {@code paddle/base/libpaddle.so} of the Paddle environment; never {@code null}
     * @param workDirectory the folder for the child's logs and crash reports, made if needed; never {@code null}
     * @param runner runs the child, and ends it when this JVM ends; must stay open as long as the host; never {@code null}
     * @param callLimit the longest time of one call; positive
     */
    public static PredictorHost start(Path libpaddle, Path workDirectory, ProcessRunner runner, Duration callLimit) {
        PredictorHost host = new PredictorHost(libpaddle, workDirectory, runner, callLimit);
        host.begin();
        return host;
    }

    /** Create a host without a child JVM, which {@link #begin} or the first call starts; see {@link #start}. */
    public static PredictorHost create(Path libpaddle, Path workDirectory, ProcessRunner runner) {
        return new PredictorHost(libpaddle, workDirectory, runner, CALL_LIMIT);
    }

    /** Start the child JVM where none runs, without waiting for it: it loads Paddle while something else is done. */
    public void begin() {
        liveChild();
    }

    /**
     * Get Paddle's description of itself: lines such as {@code version: 2.6.2} and {@code commit: ...}.
     *
     * @throws PaddleException if the library cannot be loaded or fails its self-test
     */
    public String version() {
        return call("loading Paddle", PredictorProcess::version);
    }

    /**
     * Get the inputs and outputs that a model declares.
     *
     * @throws PaddleException if the model's files are broken or Paddle refuses them
     * @throws PredictorCrashException if native code crashes or the call takes too long
     */
    public ModelSpec inspect(ModelFiles model) {
        ProgramSummary program = ModelCheck.check(model);
        PredictorMessage answer = answer("reading " + model.program(), new PredictorMessage.Inspect(model));
        if (answer instanceof PredictorMessage.Spec spec) {
            return spec.spec().withTypes(program.types());
        }
        throw unexpected(answer);
    }

    /**
     * Create one predictor and run it on one set of inputs after the other.
     *
     * @param model the model's files; never {@code null}
     * @param options how to calculate; never {@code null}
     * @param inputs for each call the inputs, found by name, each input of the model exactly once; never {@code null}
     * @return for each call the outputs in the model's order
     * @throws PaddleException if the model's files are broken, or Paddle refuses them, the options or the inputs
     * @throws PredictorCrashException if native code crashes or the call takes too long
     */
    public List<List<TensorValue>> run(ModelFiles model, PredictorOptions options, List<List<TensorValue>> inputs) {
        ModelCheck.check(model);
        return runUnchecked(model, options, inputs);
    }

    /**
     * Create one predictor and measure how long it takes, from copying the inputs in to having the outputs out.
     *
     * @param inputs of one call, as for {@link #run}
     * @param warmUps runs that are not measured; not negative
     * @param runs runs that are measured; positive
     * @return how long each measured run took, in order
     * @throws PaddleException if the model's files are broken, or Paddle refuses them, the options or the inputs
     * @throws PredictorCrashException if native code crashes or the measurement takes too long
     */
    public List<Duration> measure(
            ModelFiles model, PredictorOptions options, List<TensorValue> inputs, int warmUps, int runs) {
        if (warmUps < 0 || runs < 1) {
            throw new IllegalArgumentException("nothing to measure: " + warmUps + " warm-ups and " + runs + " runs");
        }
        ModelCheck.check(model);
        PredictorMessage answer = answer(
                "measuring " + model.program(), new PredictorMessage.Measure(model, options, inputs, warmUps, runs));
        if (answer instanceof PredictorMessage.Durations durations) {
            return durations.nanoseconds().stream().map(Duration::ofNanos).toList();
        }
        throw unexpected(answer);
    }

    /** Run without checking the files first, for tests of what Paddle itself does. */
    List<List<TensorValue>> runUnchecked(ModelFiles model, PredictorOptions options, List<List<TensorValue>> inputs) {
        PredictorMessage answer =
                answer("running " + model.program(), new PredictorMessage.Run(model, options, inputs));
        if (answer instanceof PredictorMessage.Outputs outputs) {
            return outputs.calls().stream().map(List::copyOf).toList();
        }
        throw unexpected(answer);
    }

    /** End the child JVM; a call that is running in another thread fails with {@link IllegalStateException}. */
    @Override
    public void close() {
        PredictorProcess last;
        synchronized (childLock) {
            closed = true;
            last = child;
            child = null;
        }
        if (last != null) {
            last.stop();
        }
    }

    private PredictorMessage answer(String doing, PredictorMessage request) {
        PredictorMessage answer = call(doing, process -> process.call(request));
        if (answer instanceof PredictorMessage.Refused refused) {
            throw new PaddleException(refused.text());
        }
        return answer;
    }

    private <T> T call(String doing, Call<T> call) {
        try {
            calls.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(doing);
        }
        try {
            PredictorProcess process = liveChild();
            AtomicBoolean exceeded = new AtomicBoolean();
            // Completing it takes the timer out of its queue, which cancelling a delayed task would not.
            CompletableFuture<Void> ended = new CompletableFuture<>();
            CompletableFuture<Void> limit = ended.orTimeout(callLimit.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionallyAsync(timeout -> {
                        exceeded.set(true);
                        process.stop();
                        return null;
                    });
            try {
                return call.on(process);
            } catch (PaddleException e) {
                forget(process);
                throw e;
            } catch (IOException e) {
                forget(process);
                throw failure(doing, process, exceeded.get());
            } finally {
                ended.complete(null);
                limit.cancel(false);
            }
        } finally {
            calls.unlock();
        }
    }

    private RuntimeException failure(String doing, PredictorProcess process, boolean exceeded) {
        synchronized (childLock) {
            if (closed) {
                return closedHost();
            }
        }
        if (Thread.currentThread().isInterrupted()) {
            process.stop();
            return interrupted(doing);
        }
        return process.crash(doing, exceeded ? Optional.of(callLimit) : Optional.empty());
    }

    private PredictorProcess liveChild() {
        synchronized (childLock) {
            if (closed) {
                throw closedHost();
            }
            if (child == null || !child.isAlive()) {
                child = PredictorProcess.start(libpaddle, workDirectory, ++children, runner);
            }
            return child;
        }
    }

    private void forget(PredictorProcess process) {
        synchronized (childLock) {
            if (child == process) {
                child = null;
            }
        }
    }

    private IllegalStateException closedHost() {
        return new IllegalStateException("the predictor host for " + libpaddle + " is closed; start another");
    }

    private static CancellationException interrupted(String doing) {
        return new CancellationException("interrupted while the child JVM of Paddle Inference was " + doing);
    }

    private static IllegalStateException unexpected(PredictorMessage answer) {
        return new IllegalStateException("the child JVM gave an answer of another kind: " + answer);
    }

    private interface Call<T> {
        T on(PredictorProcess process) throws IOException;
    }
}
