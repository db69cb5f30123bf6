// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How a predictor calculates, as a value.
 *
 * @param irOptim whether Paddle optimises the graph
 * @param oneDnn whether oneDNN calculates
 * @param threads the number of CPU threads, at least 1
 * @param memoryOptim whether tensors of the graph may share memory; Paddle 3.3 refuses it for PIR programs
 * @param bfloat16 whether oneDNN calculates in bfloat16 where it can; needs {@code oneDnn}
 * @param device where it calculates; never {@code null}
 * @param tensorRt whether TensorRT runs subgraphs; needs {@link Device#GPU}
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record PredictorOptions(
        boolean irOptim,
        boolean oneDnn,
        int threads,
        boolean memoryOptim,
        boolean bfloat16,
        Device device,
        boolean tensorRt) {

    private static final long GPU_MEMORY_POOL_MEGABYTES = 256;
    private static final long TENSOR_RT_WORKSPACE_BYTES = 1L << 28;
    private static final int TENSOR_RT_MAX_BATCH = 64;
    private static final int TENSOR_RT_MIN_SUBGRAPH = 3;

    public PredictorOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a predictor needs at least 1 thread, not " + threads);
        }
        if (bfloat16 && !oneDnn) {
            throw new IllegalArgumentException("bfloat16 is a mode of oneDNN; switch oneDNN on as well");
        }
        if (tensorRt && device != Device.GPU) {
            throw new IllegalArgumentException("TensorRT needs the GPU; choose it as the device as well");
        }
    }

    /** Get the options that calculate bit for bit what dygraph calculates: no optimisation, no oneDNN, 1 thread. */
    public static PredictorOptions plain() {
        return new PredictorOptions(false, false, 1, false, false, Device.CPU, false);
    }

    /** Get the defaults: graph optimisation, no oneDNN, 1 thread. Paddle's own differ in oneDNN, which is on there. */
    public static PredictorOptions defaults() {
        return plain().withIrOptim(true);
    }

    /** Get the same options with graph optimisation on or off. */
    public PredictorOptions withIrOptim(boolean on) {
        return new PredictorOptions(on, oneDnn, threads, memoryOptim, bfloat16, device, tensorRt);
    }

    /** Get the same options with oneDNN on or off. */
    public PredictorOptions withOneDnn(boolean on) {
        return new PredictorOptions(irOptim, on, threads, memoryOptim, bfloat16, device, tensorRt);
    }

    /** Get the same options with another number of threads. */
    public PredictorOptions withThreads(int count) {
        return new PredictorOptions(irOptim, oneDnn, count, memoryOptim, bfloat16, device, tensorRt);
    }

    /** Get the same options with memory optimisation on or off. */
    public PredictorOptions withMemoryOptim(boolean on) {
        return new PredictorOptions(irOptim, oneDnn, threads, on, bfloat16, device, tensorRt);
    }

    /** Get the same options with bfloat16 on or off; on needs oneDNN. */
    public PredictorOptions withBfloat16(boolean on) {
        return new PredictorOptions(irOptim, oneDnn, threads, memoryOptim, on, device, tensorRt);
    }

    /** Get the same options with another device. */
    public PredictorOptions withDevice(Device newDevice) {
        return new PredictorOptions(irOptim, oneDnn, threads, memoryOptim, bfloat16, newDevice, tensorRt);
    }

    /** Get the same options with TensorRT on or off; on needs the GPU. */
    public PredictorOptions withTensorRt(boolean on) {
        return new PredictorOptions(irOptim, oneDnn, threads, memoryOptim, bfloat16, device, on);
    }

    /** Set these options on a configuration. */
    public Config applyTo(Config config) {
        config.switchIrOptim(irOptim)
                .setCpuMathLibraryNumThreads(threads)
                .enableMemoryOptim(memoryOptim)
                .disableGlogInfo();
        if (oneDnn) {
            config.enableMkldnn();
        }
        if (bfloat16) {
            config.enableMkldnnBfloat16();
        }
        if (device == Device.GPU) {
            config.enableUseGpu(GPU_MEMORY_POOL_MEGABYTES, 0);
        }
        if (tensorRt) {
            config.enableTensorRtEngine(
                    TENSOR_RT_WORKSPACE_BYTES,
                    TENSOR_RT_MAX_BATCH,
                    TENSOR_RT_MIN_SUBGRAPH,
                    Config.Precision.FLOAT32,
                    false,
                    false);
        }
        return config;
    }
}
