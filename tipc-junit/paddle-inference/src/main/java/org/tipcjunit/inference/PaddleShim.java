// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The native methods of the JNI shim, one for each call of Paddle Inference; {@link ShimLibrary} loads them.
 *
 * <p>Texts are UTF-8 bytes, handles are addresses, types are {@link PaddleTypes} codes. Each throws {@link PaddleException}
 * for whatever Paddle throws. A handle that was deleted must not be used: nothing here checks that.
 */
final class PaddleShim {

    private PaddleShim() {}

    static native void load(byte[] libpaddle);

    static native byte[] version();

    static native long newConfig(byte[] program, byte[] parameters);

    static native void deleteConfig(long config);

    static native void setCpuMathLibraryNumThreads(long config, int threads);

    // The boolean results below are what Paddle says about the option afterwards: it drops some requests without a
    // word.

    static native boolean switchIrOptim(long config, boolean on);

    static native boolean switchMkldnn(long config, boolean on);

    static native void enableMkldnnBfloat16(long config);

    static native void enableMemoryOptim(long config, boolean on);

    static native boolean enableUseGpu(long config, long memoryMegabytes, int device);

    static native boolean enableTensorRtEngine(
            long config,
            long workspaceBytes,
            int maxBatch,
            int minSubgraph,
            int precision,
            boolean useStatic,
            boolean useCalibration);

    static native void disableGlogInfo(long config);

    static native byte[] summary(long config);

    static native long createPredictor(long config);

    static native long clonePredictor(long predictor);

    static native void deletePredictor(long predictor);

    static native byte[][] inputNames(long predictor);

    static native byte[][] outputNames(long predictor);

    /** Get the code of an input's type, -1 when Paddle does not say. */
    static native int inputType(long predictor, byte[] name);

    /** Get the code of an output's type, -1 when Paddle does not say. */
    static native int outputType(long predictor, byte[] name);

    static native long @Nullable [] inputShape(long predictor, byte[] name);

    static native long @Nullable [] outputShape(long predictor, byte[] name);

    static native long inputHandle(long predictor, byte[] name);

    static native long outputHandle(long predictor, byte[] name);

    static native void run(long predictor);

    static native void clearIntermediateTensor(long predictor);

    static native long tryShrinkMemory(long predictor);

    static native void deleteTensor(long tensor);

    static native void reshape(long tensor, int[] shape);

    static native int[] shape(long tensor);

    static native int type(long tensor);

    /** Copy {@code bytes} bytes at {@code offset} of a direct buffer into the tensor, which must have that size. */
    static native void copyFromCpu(long tensor, int type, ByteBuffer direct, long offset, long bytes);

    /** Copy the tensor to {@code offset} of a direct buffer with room for {@code bytes}; returns the bytes written. */
    static native long copyToCpu(long tensor, ByteBuffer direct, long offset, long bytes);

    /** Make the exception for a text from native code, which calls this by name. */
    @SuppressWarnings("unused")
    static PaddleException refusal(byte[] text) {
        return new PaddleException(text(text).strip());
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<String> texts(byte[][] texts) {
        return Arrays.stream(texts).map(PaddleShim::text).toList();
    }
}
