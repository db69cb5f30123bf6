// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/**
 * The API in this JVM, which can hold one Paddle only: version 2.6, or the one that the system property
 * {@code tipc.test.in-process} names, such as {@code PADDLE_3_3}.
 */
@ExtendWith(Installations.Resolver.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@NeedsPaddle
@OnEveryJdk
@ResourceLock("Paddle in this JVM, whose memory is measured")
class PaddleInferenceTests {

    private static final PaddleVersion VERSION =
            PaddleVersion.valueOf(System.getProperty("tipc.test.in-process", PaddleVersion.PADDLE_2_6.name()));

    private final Installation installation;
    private final PaddleInference paddle;

    PaddleInferenceTests(Installations installations) {
        this.installation = installations.of(VERSION);
        this.paddle = PaddleInference.load(installation.library());
    }

    @Test
    void reads_and_writes_direct_buffers_in_place() {
        TensorValue images = TensorValues.images(2);
        TensorValue expected = installation
                .host()
                .run(installation.model("conv"), PredictorOptions.defaults(), List.of(List.of(images)))
                .get(0)
                .get(0);
        ByteBuffer input = direct(8 + images.buffer().remaining());
        input.position(8).put(images.buffer()).position(8);
        ByteBuffer output = direct(12 + 80 + 4);
        output.position(12);
        try (Predictor predictor = paddle.createPredictor(config("conv"))) {
            Tensor image = predictor.getInputHandle("image");
            image.reshape(2, 3, 16, 16);
            image.copyFromCpu(input, DataType.FLOAT32);
            predictor.run();
            Tensor scores = predictor.getOutputHandle(predictor.getOutputNames().get(0));

            assertThat(scores.type()).isEqualTo(DataType.FLOAT32);
            assertThat(scores.shape()).containsExactly(2, 10);
            assertThat(scores.copyToCpu(output)).isEqualTo(80);
        }
        assertThat(input.position()).isEqualTo(8);
        assertThat(output.position()).isEqualTo(92);
        assertThat(output.flip().position(12)).isEqualTo(expected.buffer());
        assertThat(output.getInt(0)).isZero();
    }

    @Test
    void reads_and_writes_heap_buffers_and_values() {
        TensorValue rows = TensorValues.rows("x", DataType.FLOAT32);
        try (Predictor predictor = paddle.createPredictor(config("doubling"))) {
            Tensor input = predictor.getInputHandle("x");
            input.reshape(2, 2);
            ByteBuffer heap = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
            heap.put(rows.buffer()).flip();
            input.copyFromCpu(heap, DataType.FLOAT32);
            predictor.run();
            Tensor output = predictor.getOutputHandle(predictor.getOutputNames().get(0));
            ByteBuffer read = ByteBuffer.allocate(16);
            output.copyToCpu(read);
            TensorValue first = output.copyToCpu();
            input.copyFromCpu(rows);
            predictor.run();

            assertThat(read.flip()).isEqualTo(first.buffer());
            assertThat(first.doubleAt(0)).isEqualTo(2 * rows.doubleAt(0));
            assertThat(output.copyToCpu()).isEqualTo(first);
            assertThat(first.name()).isEqualTo(output.name());
        }
    }

    @Test
    void carries_arrays_of_every_type_that_java_has() {
        try (Predictor predictor = paddle.createPredictor(config("carry"))) {
            predictor
                    .getInputNames()
                    .forEach(name -> predictor.getInputHandle(name).reshape(1, 2));
            predictor.getInputHandle("f32").copyFromCpu(new float[] {1.5f, -2});
            predictor.getInputHandle("f64").copyFromCpu(new double[] {0.1, 1e300});
            predictor.getInputHandle("i64").copyFromCpu(new long[] {1L << 40, -1});
            predictor.getInputHandle("i32").copyFromCpu(new int[] {7, -7});
            predictor.getInputHandle("u8").copyFromCpu(new byte[] {(byte) 255, 1});
            predictor.getInputHandle("truth").copyFromCpu(new boolean[] {true, false});
            predictor.getInputHandle("i8").copyFromCpu(direct(2), DataType.INT8);
            predictor.getInputHandle("f16").copyFromCpu(direct(4), DataType.FLOAT16);
            predictor.run();
            float[] f32 = new float[2];
            double[] f64 = new double[2];
            long[] i64 = new long[2];
            int[] i32 = new int[2];
            byte[] u8 = new byte[2];
            output(predictor, 0).copyToCpu(f32);
            output(predictor, 1).copyToCpu(f64);
            output(predictor, 3).copyToCpu(i64);
            output(predictor, 4).copyToCpu(i32);
            output(predictor, 5).copyToCpu(u8);

            assertThat(f32).containsExactly(3, -4);
            assertThat(f64).containsExactly(0.2, 2e300);
            assertThat(i64).containsExactly(1L << 41, -2);
            assertThat(i32).containsExactly(14, -14);
            assertThat(u8).containsExactly((byte) 255, (byte) 1);
            assertThat(output(predictor, 2).copyToCpu().type()).isEqualTo(DataType.FLOAT16);
            assertThat(output(predictor, 6).copyToCpu().type()).isEqualTo(DataType.INT8);
            assertThat(output(predictor, 7).copyToCpu().doubleAt(1)).isEqualTo(1);
            assertThatExceptionOfType(PaddleException.class)
                    .isThrownBy(() -> output(predictor, 0).copyToCpu(i64))
                    .withMessageContaining("is FLOAT32[1, 2] and can't be read as 2 elements of INT64");
        }
    }

    @Test
    void refuses_buffers_of_the_wrong_size() {
        try (Predictor predictor = paddle.createPredictor(config("doubling"))) {
            Tensor input = predictor.getInputHandle("x");
            input.reshape(2, 2);

            assertThatExceptionOfType(PaddleException.class)
                    .isThrownBy(() -> input.copyFromCpu(new float[3]))
                    .withMessageContaining("can't set the tensor 'x' of the predictor for")
                    .withMessageContaining(
                            "a tensor of shape [2, 2] needs 16 bytes but was given 12; reshape it first");
            input.copyFromCpu(new float[4]);
            predictor.run();
            Tensor output = output(predictor, 0);
            assertThatExceptionOfType(PaddleException.class)
                    .isThrownBy(() -> output.copyToCpu(direct(15)))
                    .withMessageContaining("has 16 bytes but the buffer has room for 15");
            assertThatExceptionOfType(ReadOnlyBufferException.class)
                    .isThrownBy(() -> output.copyToCpu(direct(16).asReadOnlyBuffer()));
            assertThatIllegalArgumentException().isThrownBy(() -> input.reshape(2, -1));
        }
    }

    @Test
    void refuses_names_that_the_model_lacks() {
        try (Predictor predictor = paddle.createPredictor(config("conv"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> predictor.getInputHandle("picture"))
                    .withMessageContaining("has no input 'picture'; it has [image]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> predictor.getOutputHandle("image"))
                    .withMessageContaining("has no output 'image'");
        }
    }

    @Test
    void refuses_to_run_without_inputs() {
        try (Predictor predictor = paddle.createPredictor(config("conv"))) {
            assertThatExceptionOfType(PaddleException.class)
                    .isThrownBy(predictor::run)
                    .withMessageContaining("Op(Conv)");
        }
    }

    @Test
    void refuses_every_use_after_close() {
        Predictor predictor = paddle.createPredictor(config("conv"));
        Tensor image = predictor.getInputHandle("image");
        Tensor closedEarly = predictor.getInputHandle("image");
        closedEarly.close();
        closedEarly.close();
        assertThatIllegalStateException()
                .isThrownBy(closedEarly::shape)
                .withMessageContaining("tensor 'image' of the predictor for")
                .withMessageContaining("is closed");

        predictor.close();
        predictor.close();

        assertThatIllegalStateException().isThrownBy(predictor::run).withMessageContaining("is closed; create another");
        assertThatIllegalStateException().isThrownBy(() -> predictor.getInputHandle("image"));
        assertThatIllegalStateException().isThrownBy(predictor::clonePredictor);
        assertThatIllegalStateException().isThrownBy(predictor::tryShrinkMemory);
        assertThatIllegalStateException().isThrownBy(() -> image.reshape(1, 3, 16, 16));
        assertThatIllegalStateException().isThrownBy(image::copyToCpu);
    }

    @Test
    void close_waits_for_a_run_in_another_thread() {
        for (int round = 0; round < 20; round++) {
            Predictor predictor = paddle.createPredictor(config("conv"));
            predictor.getInputHandle("image").copyFromCpu(TensorValues.images(64));
            predictor.run();
            CompletableFuture<Integer> runs = CompletableFuture.supplyAsync(() -> {
                int done = 0;
                try {
                    while (true) {
                        predictor.run();
                        done++;
                    }
                } catch (IllegalStateException closed) {
                    return done;
                }
            });
            predictor.close();

            assertThat(runs.join()).isNotNegative();
        }
    }

    @Test
    void clones_outlive_their_original_and_give_the_same_bits() {
        TensorValue images = TensorValues.images(1);
        Predictor original = paddle.createPredictor(config("conv"));
        TensorValue expected = run(original, images);
        try (Predictor clone = original.clonePredictor()) {
            original.close();

            assertThat(run(clone, images)).isEqualTo(expected);
            assertThat(clone.getInputNames()).containsExactly("image");
        }
    }

    @Test
    void predictors_in_several_threads_do_not_disturb_each_other() {
        List<TensorValue> images = List.of(TensorValues.images(1), TensorValues.images(4));
        try (Predictor original = paddle.createPredictor(config("conv"))) {
            List<TensorValue> expected =
                    images.stream().map(image -> run(original, image)).toList();
            List<CompletableFuture<Boolean>> threads = IntStream.range(0, 2)
                    .mapToObj(thread -> CompletableFuture.supplyAsync(() -> {
                        try (Predictor mine = original.clonePredictor()) {
                            return IntStream.range(0, 200)
                                    .allMatch(i -> run(mine, images.get(thread)).equals(expected.get(thread)));
                        }
                    }))
                    .toList();

            assertThat(threads).allSatisfy(thread -> assertThat(thread.join()).isTrue());
        }
    }

    @Test
    void keeps_the_jvms_own_signal_handling() {
        int caught = 0;
        for (int i = 0; i < 100_000; i++) {
            try {
                caught += lengthOf(i % 100 == 0 ? null : "text") > 0 ? 0 : 1;
            } catch (NullPointerException e) {
                caught++;
            }
        }
        assertThat(caught).isEqualTo(1000);
    }

    @Test
    void creates_and_closes_clones_without_growth() {
        try (Predictor original = paddle.createPredictor(config("doubling"))) {
            cloneAndClose(original, 200);
            long before = residentKilobytes();
            cloneAndClose(original, 2000);

            assertThat(residentKilobytes() - before)
                    .as("growth in kB over 2,000 clones")
                    .isLessThan(20_000);
        }
    }

    @Test
    void sets_options_explicitly() {
        Config config = config("conv");
        assertThat(config.mkldnnEnabled()).isFalse();
        assertThat(config.irOptim()).isTrue();
        assertThat(config.cpuMathLibraryNumThreads()).isEqualTo(1);
        assertThat(config.enableMkldnnBfloat16().mkldnnEnabled()).isTrue();
        assertThat(config.disableMkldnn().mkldnnBfloat16Enabled()).isFalse();
        assertThat(config.enableUseGpu(100, 0).useGpu()).isTrue();
        assertThat(config.disableGpu().useGpu()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> config.setCpuMathLibraryNumThreads(0));
        assertThatIllegalArgumentException().isThrownBy(() -> config.enableUseGpu(-1, 0));
    }

    @Test
    void summarises_options_in_paddles_words() {
        assertThat(paddle.summary(config("conv").enableMkldnn().setCpuMathLibraryNumThreads(2)))
                .contains("cpu_math_thread")
                .contains("ir_optim");
    }

    @Test
    void refuses_tensor_rt_and_gpu_where_the_library_lacks_them() {
        assertThatExceptionOfType(PaddleException.class)
                .isThrownBy(() -> paddle.createPredictor(config("conv").enableUseGpu(100, 0)))
                .withMessageContaining("does not take enableUseGpu: it was built without CUDA");
        assertThatExceptionOfType(PaddleException.class)
                .isThrownBy(() -> paddle.createPredictor(
                        config("conv").enableTensorRtEngine(1 << 20, 1, 3, Config.Precision.HALF, false, false)))
                .withMessageContaining("please compile with TENSORRT first");
    }

    @Test
    void holds_one_library_only(Installations installations) {
        PaddleVersion other = VERSION == PaddleVersion.PADDLE_2_6 ? PaddleVersion.PADDLE_3_3 : PaddleVersion.PADDLE_2_6;

        assertThat(PaddleInference.load(installation.library()).version()).isEqualTo(paddle.version());
        assertThatExceptionOfType(PaddleException.class)
                .isThrownBy(() -> PaddleInference.load(installations.of(other).library()))
                .withMessageContaining("this JVM already holds the Paddle library " + paddle.library())
                .withMessageContaining("PredictorHost");
    }

    private Config config(String model) {
        ModelFiles files = installation.model(model);
        return paddle.newConfig(files.program(), files.parameters()).disableGlogInfo();
    }

    private static Tensor output(Predictor predictor, int index) {
        return predictor.getOutputHandle(predictor.getOutputNames().get(index));
    }

    private static TensorValue run(Predictor predictor, TensorValue input) {
        try (Tensor tensor = predictor.getInputHandle(input.name());
                Tensor output = output(predictor, 0)) {
            tensor.copyFromCpu(input);
            predictor.run();
            return output.copyToCpu();
        }
    }

    private static void cloneAndClose(Predictor original, int times) {
        for (int i = 0; i < times; i++) {
            original.clonePredictor().close();
        }
    }

    private static long residentKilobytes() {
        try {
            String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
            return Long.parseLong(pages) * 4;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lengthOf(String text) {
        return text.length();
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
