// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.config.Mode;
import org.tipcjunit.config.TrainInferConfig;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.tensor.TensorValue;

/** Runs whole chains of a tiny repository with a real Paddle. */
@ExtendWith(PaddleTools.Resolver.class)
class ChainTests {

    private static final String PREDICT = "tiny.py predict --weights={weights} --image_dir={images}";

    @TempDir
    Path folder;

    private PaddleTools tools;

    @BeforeEach
    void makeRepository(PaddleTools paddle) throws IOException {
        this.tools = paddle;
        try (InputStream script = Objects.requireNonNull(ChainTests.class.getResourceAsStream("tiny.py"))) {
            Files.write(folder.resolve("tiny.py"), script.readAllBytes());
        }
        writeImage("b.ppm", 7);
        writeImage("a.ppm", 3);
    }

    @Test
    void runs_each_stage_once_when_something_that_it_makes_is_asked_for() {
        Chain chain = chain("train", "eval", Optional.of(PREDICT));
        assertThat(chain.runs()).isEmpty();

        Inference inference = chain.inference();

        assertThat(chain.runs()).extracting(StageRun::name).containsExactly("train", "predict", "export", "infer");
        assertThat(chain.evaluation().stage().name()).isEqualTo("evaluate");
        assertThat(chain.inference()).isSameAs(inference);
        assertThat(chain.runs()).hasSize(5);

        TrainingRun training = chain.training();
        assertThat(training.losses()).hasSize(4);
        assertThat(training.checkpoint()).isEqualTo(folder.resolve("run/train/output/latest.pdparams"));
        assertThat(training.trainLog())
                .isEqualTo(folder.resolve("run/test_log/log_train.txt"))
                .exists();

        Prediction prediction = chain.prediction();
        assertThat(prediction.images())
                .extracting(image -> image.getFileName().toString())
                .containsExactly("a.ppm", "b.ppm");
        assertThat(prediction.calls()).hasSize(2);

        ExportedModel exported = chain.exportedModel();
        assertThat(exported.program()).isEqualTo(folder.resolve("run/export/output/net.pdmodel"));
        assertThat(exported.export().map(ExportRecord::path))
                .contains(folder.resolve("run/export/output/net").toString());
        assertThat(exported.export().orElseThrow().dygraphCalls()).hasSize(2);
        assertThat(exported.inputs()).containsExactly(new ExportedModel.Spec("x", "float32", List.of(-1L, 3L, 4L, 4L)));
        assertThat(exported.loadError()).isEmpty();

        assertThat(inference.runs()).hasSize(2);
        assertThat(inference.replays())
                .allSatisfy(replay -> assertThat(replay.error()).isEmpty())
                .extracting(Inference.Replay::backend)
                .containsExactly(
                        "plain",
                        "plain (repeated)",
                        "ir, 1 thread",
                        "oneDNN, 1 thread",
                        "ir, 2 threads",
                        "oneDNN, 2 threads");
        List<TensorValue> predicted = prediction.calls().stream()
                .map(LayerCall::outputs)
                .flatMap(List::stream)
                .toList();
        List<TensorValue> replayed = inference.replays().get(0).outputs().stream()
                .flatMap(List::stream)
                .toList();
        assertThat(replayed).hasSize(2);
        assertThat(replayed.get(0).sameBits(predicted.get(0))).isTrue();
        assertThat(replayed.get(1).sameBits(predicted.get(1))).isTrue();
        assertThat(inference.probes())
                .extracting(Inference.Probe::perturbation)
                .containsExactly("channels swapped", "scaled by 1/255", "mean shifted by 0.5");
    }

    @Test
    void training_that_never_imports_paddle_is_no_evidence_for_anything_after_it() {
        Chain chain = chain("train --fault='without paddle'", "eval", Optional.of(PREDICT));

        StageFailure failure = failureOf(chain::training);

        assertThat(failure)
                .isEqualTo(new StageFailure(
                        "tiny",
                        StageKind.TRAIN,
                        "train",
                        StageFailure.Reason.NO_EVIDENCE,
                        "training ended well but trained 0 iterations",
                        "at least one call of Tensor.backward()",
                        "no process that imported paddle",
                        "make the batch size smaller than the data set (with drop_last a larger batch leaves no"
                                + " iteration) or train for at least one epoch",
                        Optional.of(chain.runs().get(0))));
        assertThat(failureOf(chain::inference)).isSameAs(failure);
        assertThat(failureOf(chain::evaluation)).isSameAs(failure);
        assertThat(failureOf(chain::repeatedTraining)).isSameAs(failure);
        assertThat(chain.runs()).hasSize(1);
    }

    @Test
    void training_that_writes_an_empty_checkpoint_fails() {
        Chain chain = chain("train --fault='no checkpoint'", "eval", Optional.empty());

        assertThat(failureOf(chain::training))
                .isEqualTo(new StageFailure(
                        "tiny",
                        StageKind.TRAIN,
                        "train",
                        StageFailure.Reason.FAILED,
                        "training ended well but wrote no checkpoint",
                        "weights at " + folder.resolve("run/train/output/latest"),
                        "an empty file",
                        "let the training save its weights there, or correct the line train_model_name of the config",
                        Optional.of(chain.runs().get(0))));
    }

    @Test
    void weights_that_were_changed_after_the_training_are_not_the_trained_ones() {
        Chain chain = chain("train --fault='changed weights'", "eval --fault='without paddle'", Optional.of(PREDICT));
        Path weights = folder.resolve("run/train/output/latest.pdparams");

        assertThat(failureOf(chain::prediction))
                .isEqualTo(new StageFailure(
                        "tiny",
                        StageKind.PREDICT,
                        "predict",
                        StageFailure.Reason.FAILED,
                        "the predict command loaded weights that the training did not save",
                        "weights in " + weights + " that the training gave to paddle.save",
                        "they equal none of the 1 sets of weights that the training saved",
                        "let the training itself save its weights there, and let nothing change them afterwards",
                        Optional.of(chain.runs().get(1))));
        assertThat(failureOf(chain::evaluation))
                .isEqualTo(new StageFailure(
                        "tiny",
                        StageKind.EVALUATE,
                        "evaluate",
                        StageFailure.Reason.FAILED,
                        "the evaluate command did not load the trained weights",
                        "paddle.load of " + weights,
                        "paddle.load was not called",
                        "let the script load the weights that its command line names",
                        Optional.of(chain.runs().get(2))));
    }

    @Test
    void chain_without_a_prediction_says_how_to_name_one() {
        Chain chain = chain("train", "eval", Optional.empty());

        assertThat(failureOf(chain::prediction))
                .isEqualTo(new StageFailure(
                        "tiny",
                        StageKind.PREDICT,
                        "predict",
                        StageFailure.Reason.NO_EVIDENCE,
                        "the chain has no dygraph prediction",
                        "a prediction command",
                        "none: the config's layout has no line for it",
                        "name it on the annotation:"
                                + " @TipcModel(predict = \"predict.py --weights={weights} --image_dir={images}\")",
                        Optional.empty()));
        assertThat(chain.runs()).isEmpty();
    }

    private Chain chain(String train, String evaluate, Optional<String> predict) {
        Path config = DigitsConfigs.altered(
                folder.resolve("config.txt"),
                1,
                "model_name:tiny",
                6,
                "--epochs:lite_train_lite_infer=4",
                8,
                "--batch_size:null",
                10,
                "train_model_name:latest",
                15,
                "norm_train:tiny.py " + train,
                23,
                "eval:tiny.py " + evaluate,
                29,
                "norm_export:tiny.py export",
                39,
                "inference:tiny.py infer",
                47,
                "--image_dir:images");
        ChainRequest request = new ChainRequest(
                "tiny",
                folder,
                Mode.LITE_TRAIN_LITE_INFER,
                tools.python(),
                folder.resolve("run"),
                predict,
                Optional.empty(),
                List.of(),
                Optional.empty());
        return new Chain(ChainPlan.of(TrainInferConfig.read(config), request), tools.chainTools(line -> {}));
    }

    private void writeImage(String name, int seed) throws IOException {
        byte[] header = "P6 4 4 255\n".getBytes(StandardCharsets.US_ASCII);
        byte[] image = new byte[header.length + 48];
        System.arraycopy(header, 0, image, 0, header.length);
        for (int i = 0; i < 48; i++) {
            image[header.length + i] = (byte) (seed * i * i);
        }
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.write(images.resolve(name), image);
    }

    private static StageFailure failureOf(ThrowingCallable request) {
        StageFailedException e = catchThrowableOfType(StageFailedException.class, request);
        assertThat(e).as("a failure of the stage").isNotNull();
        return e.failure();
    }
}
