// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tipcjunit.inference.Config;
import org.tipcjunit.inference.PaddleInference;
import org.tipcjunit.inference.Predictor;
import org.tipcjunit.inference.Tensor;
import org.tipcjunit.tensor.DataType;

/**
 * One call of Paddle Inference from Java: inputs set from a direct buffer, run, outputs read into one.
 *
 * <p>{@link BenchmarkRun} starts it, with the model in system properties, next to {@code predictor_benchmark.py}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 2)
public class PredictorBenchmark {

    private final ByteBuffer outputs = direct(1 << 16);
    private ByteBuffer inputs = outputs;
    private Predictor predictor;
    private Tensor source;
    private Tensor result;

    @Setup
    public void create() {
        int[] shape = shape();
        inputs = image(shape);
        predictor = newPredictor(PaddleInference.load(Path.of(System.getProperty("benchmark.library"))));
        source = predictor.getInputHandle(predictor.getInputNames().get(0));
        source.reshape(shape);
        source.copyFromCpu(inputs, DataType.FLOAT32);
        predictor.run();
        result = predictor.getOutputHandle(predictor.getOutputNames().get(0));
    }

    @Benchmark
    public ByteBuffer call() {
        source.copyFromCpu(inputs, DataType.FLOAT32);
        predictor.run();
        result.copyToCpu(outputs.clear());
        return outputs;
    }

    @TearDown
    public void close() {
        predictor.close();
    }

    static Predictor newPredictor(PaddleInference paddle) {
        String options = System.getProperty("benchmark.options");
        Config config = paddle.newConfig(
                        Path.of(System.getProperty("benchmark.program")),
                        Path.of(System.getProperty("benchmark.parameters")))
                .disableGlogInfo()
                .switchIrOptim(options.contains("ir"));
        return paddle.createPredictor(options.contains("onednn") ? config.enableMkldnn() : config);
    }

    static int[] shape() {
        return Arrays.stream(System.getProperty("benchmark.shape").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    static ByteBuffer image(int[] shape) {
        int elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        Random random = new Random(7);
        ByteBuffer image = direct(elements * Float.BYTES);
        for (int i = 0; i < elements; i++) {
            image.putFloat(random.nextFloat());
        }
        return image.flip();
    }

    static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
