// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tipcjunit.requirement.tensors.TensorDifference;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.NpyFile;
import org.tipcjunit.tensor.TensorValue;

/**
 * What certifying does with large tensors: two of 512 MiB each, of a segmentation network's shape, are compared and read. Memory's own
 * speed is that of a copy of one of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"-Xmx512m", "-XX:MaxDirectMemorySize=3g"})
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class TensorBenchmark {

    private static final List<Long> SHAPE = List.of(1L, 16L, 2048L, 4096L);
    private static final int BYTES = 1 << 29;

    private final Tolerance tolerance = Tolerance.ofOptimisedBackends();
    private final ByteBuffer target = ByteBuffer.allocateDirect(BYTES);
    private TensorValue reference = tensor(0);
    private TensorValue equal = tensor(0);
    private TensorValue close = tensor(1);
    private Path file;

    @Setup
    public void write() throws IOException {
        file = Files.createTempFile("tipc-benchmark", ".npy");
        NpyFile.write(file, reference);
    }

    @TearDown
    public void remove() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public ByteBuffer copy() {
        return target.clear().put(reference.buffer());
    }

    @Benchmark
    public TensorDifference compareEqual() {
        return TensorDifference.between(equal, reference, tolerance);
    }

    @Benchmark
    public TensorDifference compareClose() {
        return TensorDifference.between(close, reference, tolerance);
    }

    @Benchmark
    public TensorValue read() throws IOException {
        return NpyFile.read(file, "x", DataType.FLOAT32);
    }

    /** Random numbers; another distance moves each of them by so many units in the last place. */
    private static TensorValue tensor(int distance) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(7);
        while (bytes.hasRemaining()) {
            bytes.putInt(Float.floatToIntBits(random.nextFloat()) + distance);
        }
        return TensorValue.copyOf("x", DataType.FLOAT32, SHAPE, bytes.flip());
    }
}
