// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.requirement.consistency.PredictionConsistency;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.stage.train.TrainAgain;
import org.tipcjunit.tensor.TensorValue;

/** Runs whole chains of a tiny repository with a real Paddle. */
@ExtendWith(PaddleTools.Resolver.class)
@NeedsPaddle
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

        Inference inference = chain.get(Infer.STAGE);

        assertThat(chain.runs())
                .extracting(StageRun::name)
                .containsExactly("train", "predict", "export", "infer-4", "infer");
        assertThat(chain.get(Evaluate.STAGE).stage().name()).isEqualTo("evaluate");
        assertThat(chain.get(Infer.STAGE)).isSameAs(inference);
        assertThat(chain.runs()).hasSize(6);

        TrainingRun training = chain.get(Train.STAGE);
        assertThat(training.losses()).hasSize(4);
        assertThat(training.checkpoint())
                .isEqualTo(
                        folder.resolve(
                                "run/workspace/test_tipc/output/tiny/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams"));
        assertThat(training.trainLog())
                .isEqualTo(folder.resolve("run/test_log/log_train.txt"))
                .exists();

        Prediction prediction = chain.get(Predict.STAGE);
        assertThat(prediction.images())
                .extracting(image -> image.getFileName().toString())
                .containsExactly("a.ppm", "b.ppm");
        assertThat(prediction.calls()).hasSize(2);

        ExportedModel exported = chain.get(Export.STAGE);
        assertThat(exported.program())
                .isEqualTo(
                        folder.resolve(
                                "run/workspace/test_tipc/output/tiny/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/net.pdmodel"));
        assertThat(exported.export().map(ExportRecord::path))
                .contains(folder.resolve(
                                "run/workspace/test_tipc/output/tiny/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/net")
                        .toString());
        assertThat(exported.export().orElseThrow().dygraphCalls()).hasSize(2);
        assertThat(exported.inputs()).containsExactly(new ExportedModel.Spec("x", "float32", List.of(-1L, 3L, 4L, 4L)));
        assertThat(exported.loadError()).isEmpty();

        assertThat(inference.runs()).hasSize(2);
        assertThat(inference.replays())
                .allSatisfy(replay -> assertThat(replay.error()).isEmpty())
                .extracting(Inference.Replay::backend)
                .containsExactly("plain", "plain (repeated)");
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

        StageFailure failure = failureOf(() -> chain.get(Train.STAGE));

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
        assertThat(failureOf(() -> chain.get(Infer.STAGE))).isSameAs(failure);
        assertThat(failureOf(() -> chain.get(Evaluate.STAGE))).isSameAs(failure);
        assertThat(failureOf(() -> chain.get(TrainAgain.STAGE))).isSameAs(failure);
        assertThat(chain.runs()).hasSize(1);
    }

    @Test
    void training_that_writes_an_empty_checkpoint_fails() {
        Chain chain = chain("train --fault='no checkpoint'", "eval", Optional.empty());

        assertThat(failureOf(() -> chain.get(Train.STAGE)))
                .isEqualTo(new StageFailure(
                        "tiny",
                        StageKind.TRAIN,
                        "train",
                        StageFailure.Reason.FAILED,
                        "training ended well but wrote no checkpoint",
                        "weights at "
                                + folder.resolve(
                                        "run/workspace/test_tipc/output/tiny/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest"),
                        "an empty file",
                        "let the training save its weights there, or correct the line train_model_name of the config",
                        Optional.of(chain.runs().get(0))));
    }

    @Test
    void who_looks_at_a_chain_as_of_now_knows_of_nothing_that_others_make_later() {
        Chain chain = chain("train", "eval", Optional.empty());
        Product<String> before = context -> "before";
        Product<String> later = context -> "later";
        chain.get(before);

        Chain seen = chain.asOfNow();
        chain.get(later);

        assertThat(seen.ifMade(before)).contains("before");
        assertThat(seen.ifMade(later)).isEmpty();
        assertThat(chain.ifMade(later)).contains("later");
        assertThat(seen.get(later)).isSameAs(chain.get(later));
        assertThat(seen.ifMade(later)).contains("later");
    }

    @Test
    void weights_that_the_repository_brings_are_no_trained_ones() throws IOException {
        Files.writeString(folder.resolve("old.pdparams"), "weights of yesterday");
        Path config = DigitsConfigs.altered(
                folder.resolve("config.txt"),
                1,
                "model_name:tiny",
                8,
                "--batch_size:null",
                10,
                "train_model_name:../../../../../old",
                15,
                "norm_train:tiny.py train",
                23,
                "eval:tiny.py eval");
        Chain chain = new Chain(
                Plans.of(config, Plans.request("tiny", folder, tools.python())), tools.chainTools(line -> {}));

        StageFailure failure = failureOf(() -> chain.get(Train.STAGE));

        assertThat(failure.summary()).isEqualTo("training ended well but wrote no checkpoint");
        assertThat(failure.expected()).isEqualTo("weights at " + folder.resolve("run/workspace/old"));
        assertThat(failure.observed()).isEqualTo("a file that the repository holds and the training did not write");
    }

    @Test
    void weights_that_were_changed_after_the_training_are_not_the_trained_ones() {
        Chain chain = chain("train --fault='changed weights'", "eval --fault='without paddle'", Optional.of(PREDICT));
        Path weights = folder.resolve(
                "run/workspace/test_tipc/output/tiny/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams");

        assertThat(failureOf(() -> chain.get(Predict.STAGE)))
                .isEqualTo(new StageFailure(
                        "tiny",
                        StageKind.PREDICT,
                        "predict",
                        StageFailure.Reason.FAILED,
                        "the predict command loaded weights that the training did not save",
                        "a network that holds the 4 tensors of " + weights + " when it is called",
                        "they equal none of the 1 sets of weights that the training saved",
                        "let the training itself save its weights there, and let nothing change them afterwards",
                        Optional.of(chain.runs().get(1))));
        assertThat(failureOf(() -> chain.get(Evaluate.STAGE)))
                .isEqualTo(new StageFailure(
                        "tiny",
                        StageKind.EVALUATE,
                        "evaluate",
                        StageFailure.Reason.FAILED,
                        "the evaluate command called no network",
                        "a network that holds the 4 tensors of " + weights + " when it is called",
                        "no call of a paddle.nn.Layer with parameters was seen",
                        "let the script call the network that it loaded the weights into; what a static program or a service"
                                + " says, and what is printed without a network, shows nothing about the trained weights",
                        Optional.of(chain.runs().get(2))));
    }

    @Test
    void without_a_prediction_command_the_exported_layer_predicts_on_the_inputs_of_inference() {
        Chain chain = chain("train", "eval", Optional.empty());

        Prediction prediction = chain.get(Predict.STAGE);

        assertThat(prediction.source()).isEqualTo(Prediction.Source.EXPORTED_LAYER);
        assertThat(chain.runs())
                .extracting(StageRun::name)
                .containsExactly("train", "export", "infer-4", "infer", "predict");
        StageRun stage = prediction.stage();
        assertThat(stage.kind()).isEqualTo(StageKind.PREDICT);
        assertThat(stage.outcome().command().workingDirectory()).isEqualTo(folder.resolve("run/workspace-predict"));
        assertThat(stage.outcome().command().argv())
                .isEqualTo(chain.runs().get(1).outcome().command().argv());
        assertThat(prediction.calls()).hasSize(2);
        Inference inference = chain.get(Infer.STAGE);
        for (int i = 0; i < 2; i++) {
            LayerCall call = prediction.calls().get(i);
            assertThat(call.inputs()
                            .get(0)
                            .sameBits(inference.runs().get(i).inputs().get(0)))
                    .isTrue();
            assertThat(call.outputs()
                            .get(0)
                            .sameBits(
                                    inference.replays().get(0).outputs().get(i).get(0)))
                    .isTrue();
        }
        Finding finding = new PredictionConsistency(PredictionConsistency.Parameters.defaults())
                .judge(prediction, chain.get(Export.STAGE), inference);
        // Its few iterations leave the network blind, which is found only when nothing else is.
        assertThat(finding.summary())
                .isEqualTo("blind evidence: a wrong input gives the same outputs (channels swapped)");
        assertThat(finding.evidence())
                .filteredOn(evidence -> evidence.title().equals("inference matrix"))
                .singleElement()
                .isInstanceOfSatisfying(Evidence.TableEvidence.class, table -> assertThat(table.rows())
                        .hasSize(4)
                        .allSatisfy(row -> assertThat(row).endsWith("agrees"))
                        .extracting(row -> row.get(1))
                        .containsExactly("script", "replay", "replay", "script"));
    }

    @Test
    void weights_that_the_export_makes_up_are_no_trained_ones() {
        Chain chain = chain("train", "eval", "export --fault='other weights'", "infer", Optional.empty());

        assertThat(new PredictionConsistency(PredictionConsistency.Parameters.defaults())
                        .judge(chain.get(Predict.STAGE), chain.get(Export.STAGE), chain.get(Infer.STAGE))
                        .summary())
                .isEqualTo("the exported weights are not the trained ones");
    }

    @Test
    void cells_run_by_script_until_each_value_was_seen_and_the_others_by_replay() {
        Path config = config(
                "train",
                "eval",
                "export",
                "infer",
                41,
                "--enable_mkldnn:True",
                42,
                "--cpu_threads:1",
                43,
                "--batch_size:1|2",
                45,
                "--precision:fp32|bf16");
        Chain chain = new Chain(
                Plans.of(config, Plans.request("tiny", folder, tools.python())), tools.chainTools(line -> {}));

        List<Inference.Cell> cells = chain.get(Infer.STAGE).cells();

        assertThat(cells)
                .extracting(Inference.Cell::name)
                .containsExactly(
                        "device=cpu, mkldnn=True, threads=1, batch_size=1, precision=fp32",
                        "device=cpu, mkldnn=True, threads=1, batch_size=1, precision=bf16",
                        "device=cpu, mkldnn=True, threads=1, batch_size=2, precision=fp32",
                        "device=cpu, mkldnn=True, threads=1, batch_size=2, precision=bf16");
        assertThat(cells)
                .extracting(Inference.Cell::way)
                .containsExactly(
                        Inference.Way.SCRIPT, Inference.Way.REPLAY, Inference.Way.REPLAY, Inference.Way.SCRIPT);
        assertThat(cells).allSatisfy(cell -> assertThat(cell.obstacle()).isEmpty());
        assertThat(cells).extracting(cell -> cell.outputs().size()).containsExactly(2, 2, 1, 1);
        assertThat(cells.get(2).outputs().get(0).get(0).shape()).containsExactly(2L, 5L);
    }

    @Test
    void a_cell_whose_threads_the_script_sets_with_onednn_only_is_replayed() {
        Path config = config(
                "train",
                "eval",
                "export",
                "infer --fault='threads with oneDNN only'",
                41,
                "--enable_mkldnn:False|True",
                42,
                "--cpu_threads:2|1");
        Chain chain = new Chain(
                Plans.of(config, Plans.request("tiny", folder, tools.python())), tools.chainTools(line -> {}));

        List<Inference.Cell> cells = chain.get(Infer.STAGE).cells();

        assertThat(cells)
                .extracting(Inference.Cell::way)
                .containsExactly(
                        Inference.Way.REPLAY, Inference.Way.REPLAY, Inference.Way.SCRIPT, Inference.Way.SCRIPT);
        assertThat(cells)
                .extracting(cell -> cell.settings().get(0).get("cpu_math_thread"))
                .containsExactly("2", "1", "2", "1");
    }

    @Test
    void every_cell_runs_by_script_when_asked_for_and_upstreams_files_come_out() throws IOException {
        Path config = config("train", "eval", "export", "infer");
        Chain chain = new Chain(
                Plans.of(
                        config,
                        Plans.request("tiny", folder, tools.python())
                                .withWishes(ChainRequest.Wishes.none().withEveryCellByScript(true))),
                tools.chainTools(line -> {}));

        Inference inference = chain.get(Infer.STAGE);
        chain.finish(true, true);

        assertThat(inference.cells()).extracting(Inference.Cell::way).containsOnly(Inference.Way.SCRIPT);
        assertThat(chain.runs())
                .extracting(StageRun::name)
                .containsExactly("train", "export", "infer-2", "infer-3", "infer-4", "infer");
        assertThat(folder.resolve("run/workspace")).doesNotExist();
        Path output = folder.resolve("run/test_tipc/output/tiny/lite_train_lite_infer");
        String log = "python_infer_cpu_gpus_-1_usemkldnn_False_threads_1_precision_fp32_batchsize_1.log";
        assertThat(output.resolve("norm_train_gpus_-1_autocast_null/latest.pdparams"))
                .exists();
        assertThat(output.resolve(log)).content().contains("a.ppm: class ");
        List<String> lines = Files.readAllLines(output.resolve("results_python.log"));
        assertThat(lines).hasSize(6);
        assertThat(lines.get(5))
                .isEqualTo("\u001b[33m Run successfully with command - tiny - python3 tiny.py infer --use_gpu=False"
                        + " --enable_mkldnn=False --cpu_threads=1"
                        + " --model_dir=./test_tipc/output/tiny/lite_train_lite_infer/norm_train_gpus_-1_autocast_null"
                        + " --batch_size=1 --image_dir=images --precision=fp32 -"
                        + " test_tipc/output/tiny/lite_train_lite_infer/" + log + "!  \u001b[0m");
    }

    @Test
    void a_command_that_fails_has_a_status_line_of_failure_and_keeps_its_working_copy() throws IOException {
        Chain chain = chain("train --no-such-option", "eval", Optional.empty());
        failureOf(() -> chain.get(Train.STAGE));

        chain.finish(false, true);

        assertThat(folder.resolve("run/workspace/tiny.py")).exists();
        assertThat(Files.readAllLines(
                        folder.resolve("run/test_tipc/output/tiny/lite_train_lite_infer/results_python.log")))
                .singleElement()
                .asString()
                .startsWith("\u001b[33m Run failed with command - tiny - python3 tiny.py train --no-such-option ");
    }

    @Test
    void epochs_are_raised_until_the_iterations_are_trained_that_were_asked_for() {
        Path config = config("train", "eval", "export", "infer");
        List<String> progress = new CopyOnWriteArrayList<>();
        Chain chain = new Chain(
                Plans.of(
                        config,
                        Plans.request("tiny", folder, tools.python())
                                .withWishes(ChainRequest.Wishes.none().withIterations(OptionalInt.of(9)))),
                tools.chainTools(progress::add));

        assertThat(chain.get(Train.STAGE).losses()).hasSize(9);
        assertThat(chain.overrides())
                .extracting(Change::line)
                .containsExactly("--iterations 9: --epochs=9 instead of 4, which trains 4 iterations");
        assertThat(progress)
                .anyMatch(line -> line.contains("train-probe trains first as the config says, to count its iterations"))
                .anyMatch(line -> line.endsWith("trains with --epochs=9 instead of 4, as --iterations 9 asks"));
        assertThat(chain.runs()).extracting(StageRun::name).containsExactly("train-probe", "train");
        assertThat(chain.get(TrainAgain.STAGE).losses()).hasSize(9);
    }

    @Test
    void a_training_whose_iterations_were_counted_and_are_enough_does_not_run_twice() {
        Path config = config("train", "eval", "export", "infer");
        List<String> progress = new CopyOnWriteArrayList<>();
        Chain chain = new Chain(
                Plans.of(
                        config,
                        Plans.request("tiny", folder, tools.python())
                                .withWishes(ChainRequest.Wishes.none().withIterations(OptionalInt.of(3)))),
                tools.chainTools(progress::add));

        TrainingRun trained = chain.get(Train.STAGE);

        assertThat(trained.losses()).hasSize(4);
        assertThat(trained.checkpoint()).exists();
        assertThat(chain.overrides()).isEmpty();
        assertThat(chain.runs()).extracting(StageRun::name).containsExactly("train");
        assertThat(progress).anyMatch(line -> line.contains("train-probe trained 4 iterations, which are enough"));
        assertThat(chain.plan().workspace().resolveSibling("workspace-before")).doesNotExist();
        assertThat(chain.get(Evaluate.STAGE).stage().name()).isEqualTo("evaluate");
    }

    private Chain chain(String train, String evaluate, Optional<String> predict) {
        return chain(train, evaluate, "export", "infer", predict);
    }

    private Chain chain(String train, String evaluate, String export, String infer, Optional<String> predict) {
        Path config = config(train, evaluate, export, infer);
        return new Chain(
                Plans.of(
                        config,
                        Plans.request("tiny", folder, tools.python())
                                .withWishes(ChainRequest.Wishes.none().withPredict(predict))),
                tools.chainTools(line -> {}));
    }

    private Path config(String train, String evaluate, String export, String infer, Object... others) {
        List<Object> lines = new ArrayList<>(List.of(
                1,
                "model_name:tiny",
                6,
                "--epochs:lite_train_lite_infer=4",
                8,
                "--batch_size:null",
                10,
                "train_model_name:latest",
                11,
                "train_infer_img_dir:images",
                15,
                "norm_train:tiny.py " + train,
                23,
                "eval:tiny.py " + evaluate,
                29,
                "norm_export:tiny.py " + export,
                39,
                "inference:tiny.py " + infer));
        lines.addAll(List.of(others));
        return DigitsConfigs.altered(folder.resolve("config.txt"), lines.toArray());
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
