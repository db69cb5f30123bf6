// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.DigitsConfigs;
import org.tipcjunit.config.Mode;
import org.tipcjunit.config.TrainInferConfig;
import org.tipcjunit.process.Command;

class ChainPlanTests {

    private static final Path REPOSITORY = Path.of("/repo");
    private static final Path RUN = Path.of("/run");
    private static final ChainRequest REQUEST = new ChainRequest(
            "digits",
            REPOSITORY,
            Mode.LITE_TRAIN_LITE_INFER,
            Path.of("/python"),
            RUN,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    @TempDir
    Path folder;

    @Test
    void composes_the_commands_of_the_projects_config_as_upstream_does() {
        ChainPlan plan = ChainPlan.of(TrainInferConfig.read(DigitsConfigs.lite()), REQUEST);

        assertThat(plan.train().command())
                .isEqualTo(new Command(
                        List.of(
                                "/python",
                                "fixtures/digits/train.py",
                                "--config=fixtures/digits/configs/digits.yaml",
                                "--data_dir=fixtures/digits/data/lite",
                                "--use_gpu=False",
                                "--output_dir=/run/train/output",
                                "--epochs=12",
                                "--batch_size=16"),
                        REPOSITORY,
                        Map.of()));
        assertThat(plan.trainAgain().command().argv())
                .isEqualTo(plan.train().command().argv().stream()
                        .map(word -> word.replace("/run/train/", "/run/train-again/"))
                        .toList());
        assertThat(plan.evaluate().command().argv())
                .containsExactly(
                        "/python",
                        "fixtures/digits/eval.py",
                        "--config=fixtures/digits/configs/digits.yaml",
                        "--data_dir=fixtures/digits/data/lite",
                        "--weights=/run/train/output/latest.pdparams",
                        "--use_gpu=False");
        assertThat(plan.predict()).isEmpty();
        assertThat(plan.export().command().argv())
                .containsExactly(
                        "/python",
                        "fixtures/digits/export.py",
                        "--config=fixtures/digits/configs/digits.yaml",
                        "--weights=/run/train/output/latest.pdparams",
                        "--output_dir=/run/export/output");
        assertThat(plan.infer().command().argv())
                .containsExactly(
                        "/python",
                        "fixtures/digits/infer.py",
                        "--use_gpu=False",
                        "--enable_mkldnn=False",
                        "--cpu_threads=1",
                        "--model_dir=/run/export/output",
                        "--batch_size=1",
                        "--image_dir=fixtures/digits/images",
                        "--precision=fp32");
    }

    @Test
    void plans_what_surrounds_the_commands() {
        ChainPlan plan = ChainPlan.of(TrainInferConfig.read(DigitsConfigs.lite()), REQUEST);

        assertThat(plan.stages())
                .containsExactly(plan.train(), plan.evaluate(), plan.export(), plan.infer())
                .allSatisfy(stage -> {
                    assertThat(stage.limit()).isEqualTo(Duration.ofMinutes(15));
                    assertThat(stage.directory()).isEqualTo(RUN.resolve(stage.name()));
                    assertThat(stage.command().workingDirectory()).isEqualTo(REPOSITORY);
                });
        assertThat(plan.checkpoint()).isEqualTo(Path.of("/run/train/output/latest.pdparams"));
        assertThat(plan.modelDirectory()).isEqualTo(Path.of("/run/export/output"));
        assertThat(plan.images()).isEqualTo(Path.of("/repo/fixtures/digits/images"));
        assertThat(plan.inferThreads()).containsExactly(1, 2);
        assertThat(plan.modeOptions()).containsExactlyInAnyOrder("--epochs", "--batch_size");
    }

    @ParameterizedTest
    @CsvSource({
        "train_infer_python.txt, WHOLE_TRAIN_WHOLE_INFER, 10, 32, 12",
        "whole_train_infer_python.txt, WHOLE_TRAIN_WHOLE_INFER, 10, 32, 12",
        "train_infer_python.txt, LITE_TRAIN_LITE_INFER, 12, 16, 0.25",
    })
    void mode_chooses_epochs_batch_size_and_time_limit(
            String config, Mode mode, String epochs, String batch, double hours) {
        ChainPlan plan = ChainPlan.of(TrainInferConfig.read(DigitsConfigs.lite().resolveSibling(config)), inMode(mode));

        assertThat(plan.train().command().argv())
                .endsWith("--output_dir=/run/train/output", "--epochs=" + epochs, "--batch_size=" + batch);
        assertThat(plan.train().limit()).isEqualTo(Duration.ofSeconds(Math.round(hours * 3600)));
    }

    /** The order of arguments is that of the commands that upstream's scripts run, with every optional line given. */
    @Test
    void keeps_upstreams_order_where_every_optional_line_is_given() {
        ChainPlan plan = plan(
                3, "gpu_list:0|-1",
                4, "Global.use_gpu:True|False",
                5, "Global.auto_cast:fp32|amp",
                6, "Global.epoch_num:lite_train_lite_infer=2|whole_train_whole_infer=300",
                7, "Global.save_model_dir:./output/",
                8, "Train.loader.batch_size_per_card:lite_train_lite_infer=4",
                9, "Global.pretrained_model:./pretrained/backbone",
                10, "train_model_name:best/latest",
                11, "train_infer_img_dir:./data/images/",
                12, "Global.seed:7",
                14, "trainer:norm_train|pact_train",
                15, "norm_train:tools/train.py -c \"conf dir/a.yml\" -o",
                23, "eval:tools/eval.py -c a.yml -o",
                24, "Eval.limit:9",
                27, "Global.save_inference_dir:./output/",
                28, "Global.checkpoints:",
                29, "norm_export:tools/export_model.py -c a.yml -o",
                35, "inference_dir:student",
                39, "inference:tools/infer.py --shape=\"3, 32\"",
                40, "--use_gpu:True|False",
                41, "--enable_mkldnn:True|False",
                42, "--cpu_threads:6|1",
                43, "--rec_batch_num:1|6",
                44, "--use_tensorrt:False|True",
                45, "--precision:fp32|fp16|int8",
                46, "--rec_model_dir:",
                47, "--image_dir:./other",
                48, "--save_log_path:./test/output/",
                49, "--benchmark:True",
                50, "--language:en");

        assertThat(plan.train().command().argv())
                .containsExactly(
                        "/python",
                        "tools/train.py",
                        "-c",
                        "conf dir/a.yml",
                        "-o",
                        "Global.use_gpu=False",
                        "Global.save_model_dir=/run/train/output",
                        "Global.epoch_num=2",
                        "Global.pretrained_model=./pretrained/backbone",
                        "Train.loader.batch_size_per_card=4",
                        "Global.seed=7");
        assertThat(plan.evaluate().command().argv())
                .containsExactly(
                        "/python",
                        "tools/eval.py",
                        "-c",
                        "a.yml",
                        "-o",
                        "Global.pretrained_model=/run/train/output/best/latest",
                        "Global.use_gpu=False",
                        "Eval.limit=9");
        assertThat(plan.export().command().argv())
                .containsExactly(
                        "/python",
                        "tools/export_model.py",
                        "-c",
                        "a.yml",
                        "-o",
                        "Global.checkpoints=/run/train/output/best/latest",
                        "Global.save_inference_dir=/run/export/output");
        assertThat(plan.infer().command().argv())
                .containsExactly(
                        "/python",
                        "tools/infer.py",
                        "--shape=3, 32",
                        "--use_gpu=False",
                        "--enable_mkldnn=True",
                        "--cpu_threads=6",
                        "--rec_model_dir=/run/export/output/student",
                        "--rec_batch_num=1",
                        "--image_dir=./data/images/",
                        "--benchmark=True",
                        "--precision=fp32",
                        "--language=en");
        assertThat(plan.modelDirectory()).isEqualTo(Path.of("/run/export/output/student"));
        assertThat(plan.images()).isEqualTo(Path.of("/repo/data/images"));
        assertThat(plan.inferThreads()).containsExactly(6, 1);
    }

    @Test
    void key_of_several_words_becomes_several_arguments() {
        ChainPlan plan = plan(
                4, "-o Global.device:cpu",
                6, "-o Global.epochs:lite_train_lite_infer=2",
                7, "-o Global.output_dir:./output/",
                9, "-o Global.pretrained_model:null",
                28, "-o Global.pretrained_model:",
                40, "-o Global.use_gpu:True|False",
                46, "-o Global.inference_model_dir:../inference");

        assertThat(plan.train().command().argv())
                .containsSequence(
                        "-o",
                        "Global.device=cpu",
                        "-o",
                        "Global.output_dir=/run/train/output",
                        "-o",
                        "Global.epochs=2");
        assertThat(plan.evaluate().command().argv())
                .containsSequence("-o", "Global.pretrained_model=/run/train/output/latest.pdparams");
        assertThat(plan.infer().command().argv())
                .containsSequence("-o", "Global.use_gpu=False")
                .containsSequence("-o", "Global.inference_model_dir=/run/export/output");
        assertThat(plan.modeOptions()).containsExactlyInAnyOrder("Global.epochs", "--batch_size");
    }

    @Test
    void folder_with_blanks_stays_one_argument() {
        ChainRequest request = new ChainRequest(
                REQUEST.model(),
                REPOSITORY,
                REQUEST.mode(),
                REQUEST.python(),
                Path.of("/my 'runs'"),
                Optional.empty(),
                Optional.of("my images"),
                List.of(),
                Optional.empty());
        ChainPlan plan = ChainPlan.of(TrainInferConfig.read(DigitsConfigs.lite()), request);

        assertThat(plan.train().command().argv()).contains("--output_dir=/my 'runs'/train/output");
        assertThat(plan.infer().command().argv())
                .contains("--model_dir=/my 'runs'/export/output", "--image_dir=my images");
    }

    @Test
    void lines_without_key_or_value_add_no_argument() {
        ChainPlan plan = plan(
                4, "Global.use_gpu:null|null",
                6, "null:null",
                8, "--batch_size:null",
                40, "null:False",
                41, "--enable_mkldnn:null",
                42, "--cpu_threads:null",
                43, "null:1",
                45, "null:null");

        assertThat(plan.train().command().argv()).hasSize(5).endsWith("--output_dir=/run/train/output");
        assertThat(plan.infer().command().argv())
                .containsExactly(
                        "/python",
                        "fixtures/digits/infer.py",
                        "--model_dir=/run/export/output",
                        "--image_dir=fixtures/digits/images");
        assertThat(plan.inferThreads()).isEmpty();
    }

    @Test
    void prediction_gets_weights_and_images_where_its_command_asks_for_them() {
        ChainPlan plan = ChainPlan.of(
                TrainInferConfig.read(DigitsConfigs.lite()),
                predicting("tools/predict.py -w {weights} --images={images} --label='a b'"));

        assertThat(plan.predict()).hasValueSatisfying(stage -> {
            assertThat(stage.kind()).isEqualTo(StageKind.PREDICT);
            assertThat(stage.command().argv())
                    .containsExactly(
                            "/python",
                            "tools/predict.py",
                            "-w",
                            "/run/train/output/latest.pdparams",
                            "--images=fixtures/digits/images",
                            "--label=a b");
        });
        assertThat(plan.stages())
                .extracting(PlannedStage::kind)
                .containsExactly(
                        StageKind.TRAIN, StageKind.EVALUATE, StageKind.PREDICT, StageKind.EXPORT, StageKind.INFER);
    }

    @ParameterizedTest
    @CsvSource({"predict.py {images}, {weights}", "predict.py --weights={weights}, {images}"})
    void prediction_must_say_where_weights_and_images_go(String template, String missing) {
        assertThatThrownBy(() -> ChainPlan.of(TrainInferConfig.read(DigitsConfigs.lite()), predicting(template)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("the prediction command '" + template + "' does not say where " + missing
                        + " goes\n  remedy: write it like predict.py --weights={weights} --image_dir={images}");
    }

    @Test
    void overrides_of_the_request_win() {
        ChainRequest request = new ChainRequest(
                "other",
                REPOSITORY,
                Mode.LITE_TRAIN_LITE_INFER,
                Path.of("/python"),
                RUN,
                Optional.of("predict.py {weights} {images}"),
                Optional.of("my/images"),
                List.of("--epochs=3", "-lr", "0.1"),
                Optional.of(Duration.ofSeconds(7)));
        ChainPlan plan = ChainPlan.of(TrainInferConfig.read(DigitsConfigs.lite()), request);

        assertThat(plan.model()).isEqualTo("other");
        assertThat(plan.train().command().argv()).endsWith("--batch_size=16", "--epochs=3", "-lr", "0.1");
        assertThat(plan.trainAgain().command().argv()).endsWith("--epochs=3", "-lr", "0.1");
        assertThat(plan.modeOptions()).containsExactlyInAnyOrder("--epochs", "--batch_size", "-lr");
        assertThat(plan.images()).isEqualTo(Path.of("/repo/my/images"));
        assertThat(plan.predict().orElseThrow().command().argv()).endsWith("my/images");
        assertThat(plan.infer().command().argv()).contains("--image_dir=my/images");
        assertThat(plan.stages()).extracting(PlannedStage::limit).containsOnly(Duration.ofSeconds(7));
    }

    @Test
    void mode_that_the_config_does_not_name_is_refused() {
        Path file = DigitsConfigs.lite();

        assertThatThrownBy(() -> ChainPlan.of(TrainInferConfig.read(file), inMode(Mode.LITE_TRAIN_WHOLE_INFER)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":7: '--epochs' has no value for the mode lite_train_whole_infer; upstream's script"
                        + " would run the repository's own default\n"
                        + "  remedy: add lite_train_whole_infer=VALUE to the line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0|0,1", "null", "1", "0|-10"})
    void config_for_the_gpu_only_is_refused(String devices) {
        assertRefused(
                3,
                "gpu_list:" + devices,
                "'gpu_list' names no CPU cell (-1) and this machine has no GPU that Paddle can use\n"
                        + "  remedy: add -1 to the list and False to the value of the line below");
    }

    @ParameterizedTest
    @CsvSource({"4, --use_gpu:True", "4, -o Global.device:gpu", "40, --use_gpu:True|true", "40, --device:gpu|xpu"})
    void option_that_only_knows_the_gpu_is_refused(int index, String line) {
        assertRefused(
                index,
                line,
                "'" + line.substring(0, line.indexOf(':'))
                        + "' lists no value for the CPU and this machine has no GPU that Paddle can use\n"
                        + "  remedy: add False, or cpu where the option names a device, to its values");
    }

    @Test
    void training_in_mixed_precision_only_is_refused() {
        assertRefused(
                5,
                "Global.auto_cast:amp",
                "'Global.auto_cast' asks for mixed precision only, but the base chain trains in full precision\n"
                        + "  remedy: add fp32 to the values, or write null");
    }

    @Test
    void config_without_plain_training_is_refused() {
        assertRefused(
                14,
                "trainer:pact_train",
                "'trainer' does not name norm_train\n  remedy: add norm_train to the trainers");
    }

    @ParameterizedTest
    @CsvSource({
        "10, train_model_name",
        "15, norm_train",
        "23, eval",
        "29, norm_export",
        "39, inference",
        "47, --image_dir"
    })
    void config_without_what_a_stage_needs_is_refused(int index, String key) {
        assertRefused(
                index,
                key + ":null",
                "'" + key + "' has no value, but the base chain needs it\n  remedy: give it a value");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 27, 28, 46})
    void config_that_names_no_option_for_a_folder_is_refused(int index) {
        assertRefused(
                index,
                "null:null",
                "'null' names no option, so the stage cannot be told where to write or read\n  remedy: name it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "0", "-1", "1.5", "", "99999"})
    void threads_that_are_no_number_are_refused(String threads) {
        assertRefused(
                42,
                "--cpu_threads:1|" + threads,
                "'--cpu_threads' lists '" + threads
                        + "', which is no number of threads\n  remedy: list numbers such as 1|2");
    }

    @ParameterizedTest
    @CsvSource({
        "10, train_model_name, /models/pretrained.pdparams",
        "10, train_model_name, ../../other/latest.pdparams",
        "35, inference_dir, /models/digits",
        "35, inference_dir, ../../../models"
    })
    void file_that_may_be_older_than_the_run_is_refused(int index, String key, String path) {
        assertRefused(
                index,
                key + ":" + path,
                "'" + key + "' names '" + path + "', which is not below the folder that the stage writes to\n"
                        + "  remedy: name it relative to that folder");
    }

    private ChainPlan plan(Object... lineAndText) {
        Path file = DigitsConfigs.altered(folder.resolve("config.txt"), lineAndText);
        return ChainPlan.of(TrainInferConfig.read(file), REQUEST);
    }

    private void assertRefused(int index, String line, String problem) {
        assertThatThrownBy(() -> plan(index, line))
                .isInstanceOf(ConfigException.class)
                .hasMessage(folder.resolve("config.txt") + ":" + (index + 1) + ": " + problem);
    }

    private static ChainRequest inMode(Mode mode) {
        return new ChainRequest(
                REQUEST.model(),
                REPOSITORY,
                mode,
                REQUEST.python(),
                RUN,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static ChainRequest predicting(String template) {
        return new ChainRequest(
                REQUEST.model(),
                REPOSITORY,
                REQUEST.mode(),
                REQUEST.python(),
                RUN,
                Optional.of(template),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
