// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.chain.ChainPlanner;
import org.tipcjunit.chain.Plans;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.infer.InferencePlan;
import org.tipcjunit.stage.infer.PlannedCell;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.train.EpochArgument;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.stage.train.TrainingPlan;

class ChainPlanTests {

    private static final String SAVED =
            "./test_tipc/output/digits/lite_train_lite_infer/norm_train_gpus_-1_autocast_null";
    private static final Path PYTHON = Path.of("/env/bin/python");

    @TempDir
    Path folder;

    private Path repository;
    private Path copy;

    @BeforeEach
    void findFolders() throws IOException {
        repository = folder.toRealPath();
        copy = repository.resolve("run/workspace");
    }

    @Test
    void runs_upstreams_commands_in_the_working_copy_with_another_interpreter() {
        ChainPlan plan = Plans.of(DigitsConfigs.lite(), request());

        assertThat(Train.STAGE.in(plan).orElseThrow().command().argv())
                .containsExactly(
                        "/env/bin/python",
                        "fixtures/digits/train.py",
                        "--config=fixtures/digits/configs/digits.yaml",
                        "--data_dir=fixtures/digits/data/lite",
                        "--use_gpu=False",
                        "--output_dir=" + SAVED,
                        "--epochs=12",
                        "--batch_size=16");
        assertThat(Evaluate.STAGE.in(plan).orElseThrow().command().argv())
                .containsExactly(
                        "/env/bin/python",
                        "fixtures/digits/eval.py",
                        "--config=fixtures/digits/configs/digits.yaml",
                        "--data_dir=fixtures/digits/data/lite",
                        "--weights=" + SAVED + "/latest.pdparams",
                        "--use_gpu=False");
        assertThat(Export.STAGE.in(plan).orElseThrow().command().argv())
                .containsExactly(
                        "/env/bin/python",
                        "fixtures/digits/export.py",
                        "--config=fixtures/digits/configs/digits.yaml",
                        "--weights=" + SAVED + "/latest.pdparams",
                        "--output_dir=" + SAVED);
        assertThat(Infer.STAGE.in(plan).orElseThrow().command().argv())
                .containsExactly(
                        "/env/bin/python",
                        "fixtures/digits/infer.py",
                        "--use_gpu=False",
                        "--enable_mkldnn=False",
                        "--cpu_threads=1",
                        "--model_dir=" + SAVED,
                        "--batch_size=1",
                        "--image_dir=fixtures/digits/images",
                        "--precision=fp32");
        assertThat(List.of(
                        Train.STAGE.in(plan).orElseThrow(),
                        Evaluate.STAGE.in(plan).orElseThrow(),
                        Export.STAGE.in(plan).orElseThrow(),
                        Infer.STAGE.in(plan).orElseThrow()))
                .allSatisfy(stage -> {
                    assertThat(stage.command().workingDirectory()).isEqualTo(copy);
                    assertThat(stage.command().environment().get("PATH")).startsWith("/env/bin:");
                    assertThat(stage.workspace()).isEqualTo(copy);
                    assertThat(stage.limit()).isEqualTo(Duration.ofMinutes(15));
                    assertThat(stage.directory())
                            .isEqualTo(repository.resolve("run").resolve(stage.name()));
                    assertThat(stage.upstream().orElseThrow().command()).startsWith("python3");
                });
        assertThat(Predict.STAGE.in(plan)).isEmpty();
    }

    @Test
    void tells_where_files_are_in_the_working_copy() {
        ChainPlan plan = Plans.of(DigitsConfigs.lite(), request());

        Path saved = copy.resolve(SAVED).normalize();
        assertThat(plan.facts().checkpoint()).contains(saved.resolve("latest.pdparams"));
        assertThat(plan.facts().modelDirectory()).isEqualTo(saved);
        assertThat(plan.facts().images()).contains(copy.resolve("fixtures/digits/images"));
        assertThat(TrainingPlan.modeOptions(plan)).containsExactlyInAnyOrder("--epochs", "--batch_size");
        assertThat(plan.part(TrainingPlan.class).orElseThrow().epochs()).contains(new EpochArgument("--epochs", 12));
        assertThat(plan.facts().limit()).isEqualTo(Duration.ofMinutes(15));
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.notRun()).isEmpty();
        assertThat(Infer.STAGE.in(plan).orElseThrow().upstream().orElseThrow().log())
                .contains(saved.resolveSibling(
                        "python_infer_cpu_gpus_-1_usemkldnn_False_threads_1_precision_fp32_batchsize_1.log"));
    }

    @Test
    void lists_every_cell_of_the_matrix() {
        ChainPlan plan = Plans.of(DigitsConfigs.lite(), request());

        assertThat(InferencePlan.of(plan))
                .extracting(PlannedCell::name)
                .containsExactly(
                        "device=cpu, mkldnn=False, threads=1, batch_size=1, precision=fp32",
                        "device=cpu, mkldnn=False, threads=2, batch_size=1, precision=fp32",
                        "device=cpu, mkldnn=True, threads=1, batch_size=1, precision=fp32",
                        "device=cpu, mkldnn=True, threads=2, batch_size=1, precision=fp32");
        assertThat(InferencePlan.of(plan))
                .extracting(cell -> cell.stage().orElseThrow().name())
                .containsExactly("infer", "infer-2", "infer-3", "infer-4");
    }

    @Test
    void cells_that_need_a_gpu_stay_with_the_reason() {
        ChainPlan plan =
                plan(40, "--use_gpu:True|False", 42, "--cpu_threads:1", 41, "--enable_mkldnn:False", 44, "--trt:False");

        assertThat(InferencePlan.of(plan)).hasSize(2);
        assertThat(InferencePlan.of(plan).get(0).notRun()).contains("needs a GPU that Paddle can use");
        assertThat(InferencePlan.of(plan).get(0).stage()).isEmpty();
        assertThat(Infer.STAGE.in(plan).orElseThrow().name()).isEqualTo("infer");
    }

    @Test
    void the_same_training_again_has_a_working_copy_of_its_own() {
        ChainPlan plan = Plans.of(DigitsConfigs.lite(), request());

        PlannedStage again = Train.STAGE.in(plan).orElseThrow().again("train-again", StageKind.TRAIN);
        assertThat(again.command().argv())
                .isEqualTo(Train.STAGE.in(plan).orElseThrow().command().argv());
        assertThat(again.command().workingDirectory()).isEqualTo(repository.resolve("run/workspace-train-again"));
        assertThat(again.upstream()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lite_train_lite_infer, 12, 16, 15",
        "whole_train_whole_infer, 10, 32, 720",
    })
    void mode_chooses_epochs_batch_size_and_time_limit(String mode, String epochs, String batch, long minutes) {
        ChainPlan plan = Plans.in(mode, DigitsConfigs.lite(), request());

        assertThat(plan.mode()).isEqualTo(mode);
        assertThat(Train.STAGE.in(plan).orElseThrow().command().argv())
                .endsWith("--epochs=" + epochs, "--batch_size=" + batch);
        assertThat(Train.STAGE.in(plan).orElseThrow().limit()).isEqualTo(Duration.ofMinutes(minutes));
        assertThat(plan.facts().limit()).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void prediction_gets_weights_and_images_where_its_command_asks_for_them() {
        ChainPlan plan = Plans.of(
                DigitsConfigs.lite(),
                request()
                        .withWishes(ChainRequest.Wishes.none()
                                .withPredict(
                                        Optional.of("tools/predict.py -w {weights} --images={images} --label='a b'"))));

        PlannedStage predict = Predict.STAGE.in(plan).orElseThrow();
        assertThat(predict.kind()).isEqualTo(StageKind.PREDICT);
        assertThat(predict.command().environment().get("PATH")).startsWith("/env/bin:");
        assertThat(predict.command().argv())
                .containsExactly(
                        "/env/bin/python",
                        "tools/predict.py",
                        "-w",
                        SAVED.substring(2) + "/latest.pdparams",
                        "--images=fixtures/digits/images",
                        "--label=a b");
    }

    @Test
    void prediction_without_any_images_is_refused() {
        Path config = DigitsConfigs.altered(folder.resolve("config.txt"), 11, "null:null");
        ChainRequest request = Plans.request("digits", repository, PYTHON);

        assertThat(Plans.of(config, request).facts().images()).isEmpty();
        assertThatThrownBy(() -> Plans.of(
                        config,
                        request.withWishes(
                                ChainRequest.Wishes.none().withPredict(Optional.of("p.py {weights} {images}")))))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("test_tipc/configs/m/train_infer_python.txt:1: names no images for inference");
    }

    @Test
    void line_for_the_number_of_epochs_tells_its_option_whatever_it_is_called() {
        Path config = DigitsConfigs.altered(
                folder.resolve("config.txt"), 6, "--train_num:lite_train_lite_infer=3|whole_train_whole_infer=10");

        assertThat(Plans.of(config, request())
                        .part(TrainingPlan.class)
                        .orElseThrow()
                        .epochs())
                .contains(new EpochArgument("--train_num", 3));
    }

    @ParameterizedTest
    @CsvSource({
        "inference:infer.py --img-path=images/a.png, images/a.png",
        "inference:infer.py --image_dir images, images",
        "inference:infer.py --img-path=null, ",
        "inference:infer.py --img_size=224, "
    })
    void images_may_be_named_by_the_inference_itself(String line, String images) {
        List<String> lines = DigitsConfigs.lines();
        int inference = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith("inference:"))
                .findFirst()
                .orElseThrow();
        Path config = DigitsConfigs.altered(folder.resolve("config.txt"), 11, "null:null", inference, line);

        assertThat(Plans.of(config, request()).facts().images())
                .isEqualTo(Optional.ofNullable(images).map(copy::resolve));
    }

    @ParameterizedTest
    @CsvSource({"predict.py {images}, {weights}", "predict.py --weights={weights}, {images}"})
    void prediction_must_say_where_weights_and_images_go(String template, String missing) {
        assertThatThrownBy(() -> Plans.of(
                        DigitsConfigs.lite(),
                        request().withWishes(ChainRequest.Wishes.none().withPredict(Optional.of(template)))))
                .isInstanceOf(ConfigException.class)
                .hasMessage("the prediction command '" + template + "' does not say where " + missing
                        + " goes\n  remedy: write it like predict.py --weights={weights} --image_dir={images}");
    }

    @Test
    void prediction_may_be_given_the_folders_of_weights_and_of_images() {
        ChainPlan plan = Plans.of(
                DigitsConfigs.lite(),
                request()
                        .withWishes(ChainRequest.Wishes.none()
                                .withImages(Optional.of("data/texts.tsv"))
                                .withPredict(Optional.of("p.py --log_dir {weights-folder} --data={images-folder}"))));

        assertThat(Predict.STAGE.in(plan).orElseThrow().argv().stream().skip(1))
                .containsExactly("p.py", "--log_dir", SAVED.substring(2), "--data=data");
    }

    @Test
    void wishes_of_the_request_win_and_are_told() {
        ChainPlan plan = Plans.of(
                DigitsConfigs.lite(),
                request()
                        .withWishes(ChainRequest.Wishes.none()
                                .withImages(Optional.of("my/images"))
                                .withTrainArguments(List.of("--epochs=3", "-lr", "0.1")))
                        .withLimits(new ChainRequest.Limits(
                                Optional.of(Duration.ofSeconds(7)), Optional.of(Duration.ofSeconds(9)))));

        assertThat(Train.STAGE.in(plan).orElseThrow().command().argv())
                .endsWith("--batch_size=16", "--epochs=3", "-lr", "0.1");
        assertThat(TrainingPlan.modeOptions(plan)).containsExactlyInAnyOrder("--epochs", "--batch_size", "-lr");
        assertThat(plan.facts().images()).contains(copy.resolve("my/images"));
        assertThat(Infer.STAGE.in(plan).orElseThrow().command().argv()).contains("--image_dir=my/images");
        assertThat(plan.changes())
                .extracting(Change::line)
                .containsExactly("test images my/images instead of fixtures/digits/images");
        assertThat(Train.STAGE.in(plan).orElseThrow().limit()).isEqualTo(Duration.ofSeconds(7));
        assertThat(plan.facts().limit()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void a_stage_that_may_run_longer_than_the_mode_has_all_stages_takes_its_time() {
        assertThat(limits(Optional.of(Duration.ofSeconds(3000)), Optional.empty()))
                .isEqualTo(Duration.ofSeconds(3000));
        assertThat(limits(Optional.of(Duration.ofSeconds(7)), Optional.empty())).isEqualTo(Duration.ofSeconds(900));
        assertThat(limits(Optional.of(Duration.ofSeconds(3000)), Optional.of(Duration.ofSeconds(9))))
                .isEqualTo(Duration.ofSeconds(9));
    }

    private Duration limits(Optional<Duration> stage, Optional<Duration> chain) {
        return Plans.of(DigitsConfigs.lite(), request().withLimits(new ChainRequest.Limits(stage, chain)))
                .facts()
                .limit();
    }

    @Test
    void texts_in_the_folder_of_the_data_leave_the_option_for_that_folder_alone() {
        ChainRequest request = request()
                .withWishes(ChainRequest.Wishes.none().withImages(Optional.of("fixtures/digits/images/infer.tsv")));
        ChainPlan ofData = Plans.of(
                DigitsConfigs.altered(
                        folder.resolve("config.txt"), 15, "norm_train:train.py --image_dir ./fixtures/digits/images/"),
                request);

        assertThat(Infer.STAGE.in(ofData).orElseThrow().command().argv())
                .contains("--image_dir=fixtures/digits/images");
        assertThat(ofData.facts().images()).contains(copy.resolve("fixtures/digits/images/infer.tsv"));
        assertThat(Infer.STAGE
                        .in(Plans.of(DigitsConfigs.lite(), request))
                        .orElseThrow()
                        .command()
                        .argv())
                .contains("--image_dir=fixtures/digits/images/infer.tsv");
    }

    @Test
    void every_training_of_the_lists_is_a_chain_of_its_own() {
        TipcPlan planned = Plans.planned(
                DigitsConfigs.altered(
                        folder.resolve("config.txt"),
                        3,
                        "gpu_list:0|-1",
                        4,
                        "--use_gpu:True|False",
                        5,
                        "--amp:null|amp",
                        14,
                        "trainer:norm_train|pact_train",
                        16,
                        "pact_train:train_pact.py"),
                "lite_train_lite_infer");

        assertThat(ChainPlan.combinations(planned))
                .extracting(ChainPlan::nameOf)
                .containsExactly("norm_train, gpus -1, autocast null", "pact_train, gpus -1, autocast null");
        assertThat(ChainPlan.trainings(planned).entrySet())
                .filteredOn(training -> training.getValue().isPresent())
                .extracting(training -> ChainPlan.nameOf(training.getKey()) + ": "
                        + training.getValue().orElseThrow())
                .hasSize(6)
                .contains(
                        "norm_train, gpus 0, autocast null: needs a GPU that Paddle can use",
                        "norm_train, gpus -1, autocast amp: mixed precision has no effect on the CPU, so that a"
                                + " training there shows nothing of it");
    }

    @Test
    void a_training_that_the_plan_does_not_have_is_refused() {
        TipcPlan planned = Plans.planned(DigitsConfigs.lite(), "lite_train_lite_infer");

        assertThatThrownBy(() -> ChainPlanner.plan(planned, new Combination("fpgm_train", "-1", "null", 1), request()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("test_tipc/configs/m/train_infer_python.txt:1: has no training 'fpgm_train, gpus -1,"
                        + " autocast null' in the mode lite_train_lite_infer\n"
                        + "  remedy: choose one of: norm_train, gpus -1, autocast null");
    }

    @Test
    void weights_outside_the_repository_are_refused() {
        assertThatThrownBy(() -> plan(10, "train_model_name:../../../../../../../models/digits.pdparams"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has the trained weights at ")
                .hasMessageContaining(", outside the repository");
    }

    @ParameterizedTest
    @CsvSource({"23, eval:null", "29, norm_export:null", "39, inference:null"})
    void a_stage_that_the_config_lacks_is_empty(int line, String text) {
        ChainPlan plan = plan(line, text);

        assertThat(Train.STAGE.in(plan)).isPresent();
        assertThat(Evaluate.STAGE.in(plan).isPresent()
                        && Export.STAGE.in(plan).isPresent()
                        && Infer.STAGE.in(plan).isPresent())
                .isFalse();
    }

    private ChainPlan plan(Object... lineAndText) {
        Path config = DigitsConfigs.altered(folder.resolve("config.txt"), lineAndText);
        return Plans.of(config, Plans.request("digits", repository, PYTHON));
    }

    private ChainRequest request() {
        return Plans.request("digits", repository, PYTHON);
    }
}
