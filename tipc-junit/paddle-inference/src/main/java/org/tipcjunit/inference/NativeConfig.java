// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A configuration in native memory, with every option applied and read back: Paddle drops some without a word. */
final class NativeConfig implements AutoCloseable {

    private final long handle;

    NativeConfig(PaddleInference paddle, Config config) {
        ModelFiles model = config.model();
        // An empty name is Paddle's way of saying that there are no parameters.
        String parameters =
                Files.exists(model.parameters()) ? model.parameters().toString() : "";
        this.handle = PaddleShim.newConfig(PaddleShim.utf8(model.program().toString()), PaddleShim.utf8(parameters));
        try {
            apply(paddle, config);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    long createPredictor() {
        return PaddleShim.createPredictor(handle);
    }

    String summary() {
        return PaddleShim.text(PaddleShim.summary(handle));
    }

    @Override
    public void close() {
        PaddleShim.deleteConfig(handle);
    }

    private void apply(PaddleInference paddle, Config config) {
        if (!config.glogInfo()) {
            PaddleShim.disableGlogInfo(handle);
        }
        config.gpu()
                .ifPresent(gpu -> require(
                        PaddleShim.enableUseGpu(handle, gpu.memoryPoolMegabytes(), gpu.device()),
                        paddle,
                        "enableUseGpu",
                        "it was built without CUDA",
                        "install paddlepaddle-gpu in that environment or leave the GPU out"));
        config.tensorRt()
                .ifPresent(engine -> require(
                        PaddleShim.enableTensorRtEngine(
                                handle,
                                engine.workspaceBytes(),
                                engine.maxBatchSize(),
                                engine.minSubgraphSize(),
                                engine.precision().code(),
                                engine.useStatic(),
                                engine.useCalibration()),
                        paddle,
                        "enableTensorRtEngine",
                        "it was built without TensorRT, or no GPU is enabled",
                        "use a paddlepaddle-gpu with TensorRT and call enableUseGpu, or leave TensorRT out"));
        PaddleShim.setCpuMathLibraryNumThreads(handle, config.cpuMathLibraryNumThreads());
        require(
                PaddleShim.switchIrOptim(handle, config.irOptim()) == config.irOptim(),
                paddle,
                "switchIrOptim(" + config.irOptim() + ")",
                "it keeps the other setting",
                "report this Paddle version");
        require(
                PaddleShim.switchMkldnn(handle, config.mkldnnEnabled()) == config.mkldnnEnabled(),
                paddle,
                config.mkldnnEnabled() ? "enableMkldnn" : "disableMkldnn",
                "it was built without oneDNN, or another option excludes it",
                "use a Paddle with oneDNN, or call disableMkldnn");
        if (config.mkldnnBfloat16Enabled()) {
            require(
                    cpuCalculatesBfloat16(),
                    paddle,
                    "enableMkldnnBfloat16",
                    "this CPU has no AVX-512 (avx512f, avx512bw, avx512dq, avx512vl in /proc/cpuinfo)",
                    "use another machine, or leave bfloat16 out");
            PaddleShim.enableMkldnnBfloat16(handle);
        }
        config.memoryOptim().ifPresent(on -> PaddleShim.enableMemoryOptim(handle, on));
    }

    /** Paddle drops the request on other CPUs, and does not export what it made of it. */
    private static boolean cpuCalculatesBfloat16() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags")).anyMatch(line -> List.of(line.split("\\s+"))
                    .containsAll(List.of("avx512f", "avx512bw", "avx512dq", "avx512vl")));
        } catch (IOException e) {
            throw new PaddleException("/proc/cpuinfo cannot be read, so bfloat16 can't be promised: " + e, e);
        }
    }

    private static void require(boolean taken, PaddleInference paddle, String option, String reason, String remedy) {
        if (!taken) {
            throw new PaddleException("this Paddle does not take " + option + ": " + reason + "; " + remedy
                    + " (library " + paddle.library() + ", " + paddle.version().replace('\n', ' ') + ")");
        }
    }
}
