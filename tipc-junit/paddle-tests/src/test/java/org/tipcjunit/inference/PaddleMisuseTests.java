// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.tensor.DataType;

/** What would end the process, or be read as what it is not, is refused, and names model, predictor and input. */
@ExtendWith(Installations.Resolver.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@NeedsPaddle
@OnEveryJdk
@ResourceLock("Paddle in this JVM, whose memory is measured")
class PaddleMisuseTests {

    private static final PaddleVersion VERSION =
            PaddleVersion.valueOf(System.getProperty("tipc.test.in-process", PaddleVersion.PADDLE_2_6.name()));

    private final Installation installation;
    private final PaddleInference paddle;

    PaddleMisuseTests(Installations installations) {
        this.installation = installations.of(VERSION);
        this.paddle = PaddleInference.load(installation.library());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_000, Integer.MAX_VALUE})
    void threads_that_no_machine_has(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("conv").setCpuMathLibraryNumThreads(count))
                .withMessageStartingWith("the predictor for "
                        + installation.model("conv").program() + " can't have " + count + " threads; name 1 to ");
    }

    @Test
    void threads_that_no_machine_has_in_a_certification() {
        assertThatExceptionOfType(PaddleException.class)
                .isThrownBy(() -> installation
                        .host()
                        .run(
                                installation.model("conv"),
                                PredictorOptions.defaults().withThreads(100_000),
                                List.of(List.of(TensorValues.images(1)))))
                .withMessageContaining("can't have 100000 threads; name 1 to ");
    }

    static Stream<int[]> shapes() {
        return Stream.of(
                new int[] {65_536, 65_536, 65_536, 65_536},
                new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE},
                new int[] {1 << 30, 1 << 30, 16},
                new int[] {1 << 16, 1 << 15});
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shapes_whose_product_is_larger_than_any_tensor(int[] shape) {
        try (Predictor predictor = paddle.createPredictor(config("doubling"))) {
            Tensor input = predictor.getInputHandle("x");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> input.reshape(shape))
                    .withMessageStartingWith("the tensor 'x' of the predictor for "
                            + installation.model("doubling").program() + " can't have the shape [")
                    .withMessageEndingWith("its product is more than the 2147483647 elements that a buffer can hold");
            input.reshape(0, Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
    }

    @Test
    void elements_of_another_type_than_the_program_declares() {
        try (Predictor predictor = paddle.createPredictor(config("conv"));
                Predictor clone = predictor.clonePredictor()) {
            for (Predictor each : List.of(predictor, clone)) {
                Tensor image = each.getInputHandle("image");
                image.reshape(1, 3, 16, 16);

                assertThatExceptionOfType(PaddleException.class)
                        .isThrownBy(() -> image.copyFromCpu(new long[768]))
                        .withMessage("Paddle Inference can't set the tensor 'image' of the predictor for "
                                + installation.model("conv").program()
                                + ": the program declares " + DataType.FLOAT32 + " for it, and it was given "
                                + DataType.INT64 + "; convert the elements");
                image.copyFromCpu(new float[768]);
                each.run();
            }
        }
    }

    @Test
    void inputs_that_paddle_refuses_are_told_with_their_types_and_shapes() {
        try (Predictor predictor = paddle.createPredictor(config("conv"))) {
            Tensor image = predictor.getInputHandle("image");
            image.reshape(1, 4, 16, 16);
            image.copyFromCpu(new float[1024]);

            assertThatExceptionOfType(PaddleException.class)
                    .isThrownBy(predictor::run)
                    .withMessageStartingWith("Paddle Inference can't run the predictor for "
                            + installation.model("conv").program() + " on image FLOAT32[1, 4, 16, 16]: ");
        }
    }

    @Test
    void a_predictor_that_nobody_closes_is_freed_and_told() throws InterruptedException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                told.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Predictor.class.getName());
        logger.addHandler(handler);
        try {
            forget();
            String warning = null;
            for (int i = 0; i < 50 && warning == null; i++) {
                System.gc();
                warning = told.poll(100, TimeUnit.MILLISECONDS);
            }
            assertThat(warning)
                    .startsWith("the predictor for "
                            + installation.model("doubling").program() + " was never closed")
                    .endsWith("Close predictors, best by try-with-resources");
        } finally {
            logger.removeHandler(handler);
        }
    }

    private void forget() {
        Predictor forgotten = paddle.createPredictor(config("doubling"));
        Tensor input = forgotten.getInputHandle("x");
        input.reshape(2, 2);
        input.copyFromCpu(new float[4]);
        forgotten.run();
    }

    private Config config(String model) {
        ModelFiles files = installation.model(model);
        return paddle.newConfig(files.program(), files.parameters()).disableGlogInfo();
    }
}
