// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Not safe for use by several threads: the options of a predictor, under Paddle's names.
 *
 * <p>Get one from {@link PaddleInference#newConfig}. Options take effect when a predictor is created, and creation fails if
 * Paddle did not take one of them. Defaults are Paddle's own on a CPU (graph optimisation on, 1 thread), with one exception:
 * oneDNN is off, because Paddle's default is on and changes the bits of results.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Config {

    /** The element type that a TensorRT engine calculates with. */
    public enum Precision {
        FLOAT32(0),
        INT8(1),
        HALF(2),
        BF16(3);

        private final int code;

        Precision(int code) {
            this.code = code;
        }

        /** Get Paddle's number for it. */
        int code() {
            return code;
        }
    }

    /** The memory pool in megabytes and the number of the GPU. */
    record Gpu(long memoryPoolMegabytes, int device) {}

    /** The options of a TensorRT engine, as in Paddle. */
    record TensorRt(
            long workspaceBytes,
            int maxBatchSize,
            int minSubgraphSize,
            Precision precision,
            boolean useStatic,
            boolean useCalibration) {}

    private static final int MOST_THREADS = 256;

    private final ModelFiles model;
    private boolean irOptim = true;
    private boolean mkldnn;
    private boolean mkldnnBfloat16;
    private boolean glogInfo = true;
    private int threads = 1;
    private Optional<Boolean> memoryOptim = Optional.empty();
    private Optional<Gpu> gpu = Optional.empty();
    private Optional<TensorRt> tensorRt = Optional.empty();

    Config(ModelFiles model) {
        this.model = model;
    }

    /** Get the model's files. */
    public ModelFiles model() {
        return model;
    }

    /** Set whether Paddle optimises the graph. */
    public Config switchIrOptim(boolean on) {
        irOptim = on;
        return this;
    }

    /** Calculate with oneDNN, which Paddle still calls MKLDNN. */
    public Config enableMkldnn() {
        mkldnn = true;
        return this;
    }

    /** Calculate without oneDNN, the default here. */
    public Config disableMkldnn() {
        mkldnn = false;
        mkldnnBfloat16 = false;
        return this;
    }

    /** Calculate with oneDNN in bfloat16 where it can; needs a CPU with AVX-512. */
    public Config enableMkldnnBfloat16() {
        mkldnn = true;
        mkldnnBfloat16 = true;
        return this;
    }

    /**
     * Set the number of CPU threads that one run may use.
     *
     * @throws IllegalArgumentException if {@code count} is less than 1, or more than 256 and than the machine's processors:
     *     Paddle makes as many threads as it is told, and takes the process down where the system does not
     */
    public Config setCpuMathLibraryNumThreads(int count) {
        int most = Math.max(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("the predictor for " + model.program() + " can't have " + count
                    + " threads; name 1 to " + most + ", best no more than this machine's "
                    + Runtime.getRuntime().availableProcessors() + " processors");
        }
        threads = count;
        return this;
    }

    /** Set whether tensors of the graph may share memory; without a call Paddle decides. */
    public Config enableMemoryOptim(boolean on) {
        memoryOptim = Optional.of(on);
        return this;
    }

    /** Keep Paddle from logging what it does while it creates and runs the predictor. */
    public Config disableGlogInfo() {
        glogInfo = false;
        return this;
    }

    /**
     * Calculate on a GPU; refused at creation by a Paddle that was built without CUDA.
     *
     * @param memoryPoolInitSizeMb the first size of the memory pool in megabytes, at least 0
     * @param deviceId the number of the GPU, at least 0
     */
    public Config enableUseGpu(long memoryPoolInitSizeMb, int deviceId) {
        if (memoryPoolInitSizeMb < 0 || deviceId < 0) {
            throw new IllegalArgumentException("memory pool size and GPU number must be at least 0, not "
                    + memoryPoolInitSizeMb + " and " + deviceId);
        }
        gpu = Optional.of(new Gpu(memoryPoolInitSizeMb, deviceId));
        return this;
    }

    /** Calculate on the CPU, the default. */
    public Config disableGpu() {
        gpu = Optional.empty();
        return this;
    }

    /**
     * Run subgraphs by TensorRT; refused at creation by a Paddle that was built without it, or without a GPU.
     *
     * @param workspaceSize bytes of working memory
     * @param maxBatchSize the largest batch
     * @param minSubgraphSize the fewest operators that are worth an engine
     * @param precision what the engine calculates with; never {@code null}
     * @param useStatic whether engines are stored beside the model
     * @param useCalibMode whether {@link Precision#INT8} is calibrated
     */
    public Config enableTensorRtEngine(
            long workspaceSize,
            int maxBatchSize,
            int minSubgraphSize,
            Precision precision,
            boolean useStatic,
            boolean useCalibMode) {
        tensorRt = Optional.of(
                new TensorRt(workspaceSize, maxBatchSize, minSubgraphSize, precision, useStatic, useCalibMode));
        return this;
    }

    /** Whether Paddle optimises the graph. */
    public boolean irOptim() {
        return irOptim;
    }

    /** Whether oneDNN calculates. */
    public boolean mkldnnEnabled() {
        return mkldnn;
    }

    /** Whether oneDNN calculates in bfloat16. */
    public boolean mkldnnBfloat16Enabled() {
        return mkldnnBfloat16;
    }

    /** Get the number of CPU threads, at least 1. */
    public int cpuMathLibraryNumThreads() {
        return threads;
    }

    /** Whether a GPU calculates. */
    public boolean useGpu() {
        return gpu.isPresent();
    }

    /** Whether TensorRT runs subgraphs. */
    public boolean tensorrtEngineEnabled() {
        return tensorRt.isPresent();
    }

    boolean glogInfo() {
        return glogInfo;
    }

    Optional<Boolean> memoryOptim() {
        return memoryOptim;
    }

    Optional<Gpu> gpu() {
        return gpu;
    }

    Optional<TensorRt> tensorRt() {
        return tensorRt;
    }

    @Override
    public String toString() {
        return "ir_optim=" + irOptim + " mkldnn=" + mkldnn + " mkldnn_bfloat16=" + mkldnnBfloat16 + " threads="
                + threads
                + " memory_optim=" + memoryOptim.map(String::valueOf).orElse("default") + " gpu=" + gpu.isPresent()
                + " tensorrt=" + tensorRt.isPresent() + " " + model.program();
    }
}
