// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.tensor.DataType;

/**
 * To be used by one thread at a time: runs a model. For another thread, take {@link #clonePredictor a clone}.
 *
 * <p>Calls from several threads do not break anything, they wait for each other; but setting inputs, running and reading
 * outputs are separate calls, and another thread's may come between. Different predictors run in parallel.
 *
 * <p>A predictor that is never closed keeps its native memory until the garbage collector finds it; a warning is logged then.
 *
 * <p>{@link #close} waits for a call that is running in another thread; after it every call, also on this predictor's
 * tensors, throws {@link IllegalStateException}.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Predictor implements AutoCloseable {

    private final ModelFiles model;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, DataType> declared;
    private final NativePredictor held;
    private final List<String> inputNames;
    private final List<String> outputNames;

    /**
     * Take ownership of a native predictor.
     *
     * @param declared the types that the program declares for its inputs, by name; others may be given anything
     */
    Predictor(ModelFiles model, Map<String, DataType> declared, long handle) {
        this.model = model;
        this.declared = Map.copyOf(declared);
        this.held = NativePredictor.of(this, toString(), handle);
        try {
            this.inputNames = PaddleShim.texts(PaddleShim.inputNames(handle));
            this.outputNames = PaddleShim.texts(PaddleShim.outputNames(handle));
        } catch (PaddleException e) {
            held.free();
            throw e;
        }
    }

    /** Get the names of the inputs in the model's order. */
    public List<String> getInputNames() {
        return inputNames;
    }

    /** Get the names of the outputs in the model's order. */
    public List<String> getOutputNames() {
        return outputNames;
    }

    /**
     * Get the declared element types of the inputs by name, in the model's order; without those that Paddle does not tell.
     *
     * <p>Empty for a PIR program: Paddle 3.3 says float32 for everything there. {@link PredictorHost#inspect} reads the types
     * from the program file instead.
     *
     * @throws PaddleException if one of them is a type that Paddle's function does not know, float64 in Paddle 2.6
     */
    public Map<String, DataType> getInputTypes() {
        return types(inputNames, PaddleShim::inputType);
    }

    /** Get the declared element types of the outputs by name, as {@link #getInputTypes} does for inputs. */
    public Map<String, DataType> getOutputTypes() {
        return types(outputNames, PaddleShim::outputType);
    }

    /** Get the declared shapes of the inputs by name, -1 for an open extent; without those that Paddle does not tell. */
    public Map<String, List<Long>> getInputTensorShape() {
        return shapes(inputNames, PaddleShim::inputShape);
    }

    /** Get the declared shapes of the outputs by name, -1 for an open extent; without those that Paddle does not tell. */
    public Map<String, List<Long>> getOutputTensorShape() {
        return shapes(outputNames, PaddleShim::outputShape);
    }

    /**
     * Get an input to fill; closed with this predictor at the latest.
     *
     * @throws IllegalArgumentException if there is no such input
     */
    public Tensor getInputHandle(String name) {
        return tensor(name, inputNames, "input", PaddleShim::inputHandle);
    }

    /**
     * Get an output to read after {@link #run}; closed with this predictor at the latest.
     *
     * @throws IllegalArgumentException if there is no such output
     */
    public Tensor getOutputHandle(String name) {
        return tensor(name, outputNames, "output", PaddleShim::outputHandle);
    }

    /**
     * Run the model on what its inputs hold.
     *
     * @throws PaddleException if Paddle refuses the inputs, with their types and shapes; the predictor can be used again
     */
    public void run() {
        lock.lock();
        try {
            PaddleShim.run(open());
        } catch (PaddleException e) {
            throw new PaddleException(
                    "Paddle Inference can't run the " + this + " on " + describeInputs() + ": " + e.getMessage(), e);
        } finally {
            unlock();
        }
    }

    private String describeInputs() {
        List<String> inputs = new ArrayList<>();
        for (String name : inputNames) {
            try (Tensor input = getInputHandle(name)) {
                inputs.add(name + " " + input.type() + Arrays.toString(input.shape()));
            } catch (PaddleException e) {
                inputs.add(name + " (not set)");
            }
        }
        return String.join(", ", inputs);
    }

    /**
     * Get a predictor of the same model and options for use by another thread. It shares the parameters, has inputs and
     * outputs of its own, and must be closed on its own.
     */
    public Predictor clonePredictor() {
        return locked(() -> new Predictor(model, declared, PaddleShim.clonePredictor(open())));
    }

    /** Free the memory of intermediate results; set every input anew before the next run. */
    public void clearIntermediateTensor() {
        lock.lock();
        try {
            PaddleShim.clearIntermediateTensor(open());
        } finally {
            unlock();
        }
    }

    /** Give memory that is not in use back to the system; returns the number of bytes. */
    public long tryShrinkMemory() {
        return locked(() -> PaddleShim.tryShrinkMemory(open()));
    }

    /** Free the predictor and its tensors; does nothing when it is closed already. */
    @Override
    public void close() {
        lock.lock();
        try {
            List.copyOf(tensors).forEach(Tensor::close);
            held.free();
        } finally {
            unlock();
        }
    }

    @Override
    public String toString() {
        return "predictor for " + model.program();
    }

    /** The lock of this predictor and its tensors: native calls on one predictor must not overlap. */
    ReentrantLock lock() {
        return lock;
    }

    /** Leave the lock; until then the garbage collector must not take this predictor for forgotten. */
    void unlock() {
        try {
            lock.unlock();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Free a tensor that is being closed, under the lock. */
    void free(Tensor tensor, long tensorHandle) {
        held.free(tensorHandle);
        tensors.remove(tensor);
    }

    /** Get the type that the program declares for an input; empty where that is not known. */
    Optional<DataType> declared(String input) {
        return Optional.ofNullable(declared.get(input));
    }

    private long open() {
        long handle = held.handle();
        if (handle == 0) {
            throw new IllegalStateException("the " + this + " is closed; create another");
        }
        return handle;
    }

    private Tensor tensor(String name, List<String> names, String kind, HandleLookup lookup) {
        return locked(() -> {
            long predictor = open();
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "the " + this + " has no " + kind + " '" + name + "'; it has " + names);
            }
            Tensor tensor = new Tensor(this, name, held.hold(lookup.handle(predictor, PaddleShim.utf8(name))));
            tensors.add(tensor);
            return tensor;
        });
    }

    private Map<String, DataType> types(List<String> names, TypeLookup lookup) {
        if (model.isPir()) {
            return Map.of();
        }
        return known(names, name -> PaddleTypes.type(lookup.code(open(), PaddleShim.utf8(name))));
    }

    private Map<String, List<Long>> shapes(List<String> names, ShapeLookup lookup) {
        return known(names, name -> Optional.ofNullable(lookup.shape(open(), PaddleShim.utf8(name)))
                .map(shape -> LongStream.of(shape).boxed().toList()));
    }

    private <T> Map<String, T> known(List<String> names, Function<String, Optional<T>> property) {
        return locked(() -> {
            Map<String, T> known = new LinkedHashMap<>();
            names.forEach(name -> property.apply(name).ifPresent(value -> known.put(name, value)));
            return Collections.unmodifiableMap(known);
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            unlock();
        }
    }

    private interface HandleLookup {
        long handle(long predictor, byte[] name);
    }

    private interface TypeLookup {
        int code(long predictor, byte[] name);
    }

    private interface ShapeLookup {
        long @Nullable [] shape(long predictor, byte[] name);
    }
}
