// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.tipcjunit.plan.SampleConfig.lines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Suite;
import org.tipcjunit.plan.SampleConfig;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.NotRun;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

class TrainInferPlannerTests {

    private static final String OUTPUT = "./test_tipc/output/toy/lite_train_lite_infer";
    private static final String NORM = OUTPUT + "/norm_train_gpus_-1_autocast_null";

    @Test
    void plans_training_evaluation_export_and_inference_in_upstreams_order() {
        TipcPlan plan = SampleConfig.common().plan();

        assertThat(plan.model()).isEqualTo("toy");
        assertThat(plan.kind()).isEqualTo(ChainKind.TRAIN_INFER_PYTHON);
        assertThat(plan.suite()).isEqualTo(Suite.OCR);
        assertThat(lines(plan))
                .containsExactly(
                        "python3.7 tools/train.py -c toy.yml -o Global.use_gpu=False Global.save_model_dir=" + NORM
                                + " Global.epoch_num=5 Train.batch_size=2",
                        "python3.7 tools/eval.py -c toy.yml -o Global.pretrained_model=" + NORM
                                + "/latest Global.use_gpu=False",
                        "python3.7 tools/export.py -c toy.yml -o Global.checkpoints=" + NORM
                                + "/latest Global.save_inference_dir=" + NORM,
                        "python3.7 tools/infer.py --use_gpu=False --enable_mkldnn=True --cpu_threads=6 --model_dir="
                                + NORM + " --batch_num=1 --image_dir=./data/images --benchmark=True --precision=fp32");
        assertThat(plan.deviations()).isEmpty();
        assertThat(plan.notRun()).isEmpty();
        assertThat(plan.commands()).allSatisfy(command -> {
            assertThat(command.notRun()).isEmpty();
            assertThat(command.environment()).isEmpty();
            assertThat(command.directory()).isEqualTo(".");
            assertThat(command.combination()).isEqualTo(new Combination("norm_train", "-1", "null", 1));
        });
    }

    @Test
    void names_files_logs_and_the_lines_that_a_command_was_made_from() {
        TipcPlan plan = SampleConfig.common().plan();

        PlannedCommand train = plan.commands().get(0);
        assertThat(train.lines()).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 13, 15, 16);
        assertThat(train.outputs()).containsExactly(NORM);
        PlannedCommand export = plan.commands().get(2);
        assertThat(export.inputs()).containsExactly(NORM + "/latest");
        assertThat(export.outputs()).containsExactly(NORM);
        PlannedCommand infer = plan.commands().get(3);
        assertThat(infer.inputs()).containsExactly(NORM, "./data/images");
        assertThat(infer.cell())
                .containsExactly(
                        Map.entry("device", "cpu"),
                        Map.entry("mkldnn", "True"),
                        Map.entry("threads", "6"),
                        Map.entry("batch_size", "1"),
                        Map.entry("precision", "fp32"));
        assertThat(infer.log())
                .contains(OUTPUT + "/python_infer_cpu_gpus_-1_usemkldnn_True_threads_6_precision_fp32_batchsize_1.log");
    }

    @Test
    void says_that_no_shell_expands_a_pattern_of_weights_behind_an_option() {
        TipcPlan plan = SampleConfig.common()
                .with(10, "train_model_name:toy*/*checkpoint.pdparams")
                .plan();

        assertThat(plan.deviations())
                .extracting(Deviation::kind, Deviation::detail)
                .containsExactly(
                        tuple(
                                DeviationKind.PATTERN_LEFT_AS_IT_IS,
                                "test_tipc/configs/toy/train_infer_python.txt:11: Global.pretrained_model=" + NORM
                                        + "/toy*/*checkpoint.pdparams"),
                        tuple(
                                DeviationKind.PATTERN_LEFT_AS_IT_IS,
                                "test_tipc/configs/toy/train_infer_python.txt:11: Global.checkpoints=" + NORM
                                        + "/toy*/*checkpoint.pdparams"));
    }

    @Test
    void spans_the_matrix_and_says_which_cells_cannot_run_or_are_left_out() {
        TipcPlan plan = SampleConfig.common()
                .with(40, "--use_gpu:True|False")
                .with(41, "--enable_mkldnn:True|False")
                .with(44, "--use_tensorrt:False|True")
                .with(45, "--precision:fp32|fp16")
                .plan();

        List<PlannedCommand> cells = plan.commands().stream()
                .filter(command -> command.step() == Step.INFER)
                .toList();
        assertThat(cells)
                .extracting(command -> command.cell().get("device") + " "
                        + command.cell().getOrDefault("mkldnn", command.cell().get("trt")) + " "
                        + command.cell().get("precision"))
                .containsExactly(
                        "gpu False fp32",
                        "gpu True fp32",
                        "gpu True fp16",
                        "cpu True fp32",
                        "cpu True fp16",
                        "cpu False fp32");
        assertThat(cells.subList(0, 3))
                .allSatisfy(command -> assertThat(command.notRun()).contains("needs a GPU that Paddle can use"));
        assertThat(cells.subList(3, 6))
                .allSatisfy(command -> assertThat(command.notRun()).isEmpty());
        assertThat(plan.notRun())
                .extracting(NotRun::line, NotRun::reason)
                .contains(
                        tuple(41, "upstream's scripts leave it out: no-trt-reduced"),
                        tuple(41, "upstream's scripts leave it out: mkldnn-off-fp16"));
    }

    @Test
    void several_cards_and_machines_are_launched_and_wait_for_a_machine_that_has_them() {
        TipcPlan plan = SampleConfig.common()
                .with(3, "gpu_list:0|0,1|192.168.0.1,192.168.0.2;0,1")
                .with(4, "Global.use_gpu:True|True|True")
                .plan();

        assertThat(lines(plan, Step.TRAIN))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("python3.7 tools/train.py"),
                        line -> assertThat(line)
                                .startsWith("python3.7 -m paddle.distributed.launch --gpus=0,1 tools/train.py"),
                        line -> assertThat(line)
                                .startsWith(
                                        "python3.7 -m paddle.distributed.launch --ips=192.168.0.1,192.168.0.2 --gpus=0,1"));
        assertThat(plan.commands())
                .allSatisfy(command -> assertThat(command.notRun()).isPresent());
        assertThat(plan.commands())
                .filteredOn(command -> command.step() == Step.TRAIN)
                .extracting(command -> command.notRun().orElseThrow(), command -> command.combination()
                        .nodes())
                .containsExactly(
                        tuple("needs a GPU that Paddle can use", 1),
                        tuple("needs a GPU that Paddle can use", 1),
                        tuple("needs several machines", 2));
    }

    @Test
    void shows_devices_when_upstream_does() {
        TipcPlan plan = SampleConfig.common()
                .with(3, "gpu_list:0,1")
                .with(4, "Global.use_gpu:True")
                .plan();

        assertThat(plan.commands())
                .extracting(command -> command.environment().get("CUDA_VISIBLE_DEVICES"))
                .containsExactly(null, "0", "0", "0");
    }

    @Test
    void two_machines_that_upstream_takes_for_one_are_a_named_deviation() {
        TipcPlan plan = SampleConfig.common()
                .from("littletomatodonkey/AlexNet-Prod")
                .with(3, "gpu_list:192.168.0.1,192.168.0.2;0,1")
                .plan();

        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.MACHINES_MISREAD);
            assertThat(deviation.detail()).startsWith(SampleConfig.PATH + ":4: ");
            assertThat(deviation.planned())
                    .singleElement()
                    .extracting(SampleConfig::line)
                    .asString()
                    .contains("--ips=192.168.0.1,192.168.0.2 --gpus=0,1");
            assertThat(deviation.upstream())
                    .singleElement()
                    .extracting(SampleConfig::line)
                    .asString()
                    .contains("launch --gpus=0,1")
                    .doesNotContain("--ips");
        });
    }

    @Test
    void quantising_training_has_its_own_commands_and_cells() {
        TipcPlan plan = SampleConfig.common()
                .with(14, "trainer:norm_train|pact_train")
                .with(45, "--precision:fp32|int8")
                .plan();

        assertThat(lines(plan, Step.TRAIN).get(1)).startsWith("python3.7 slim/quant.py -c toy.yml -o");
        assertThat(lines(plan, Step.EXPORT).get(1)).startsWith("python3.7 slim/export.py -c toy.yml -o");
        assertThat(plan.commands())
                .filteredOn(command -> command.step() == Step.INFER)
                .extracting(command ->
                        command.combination().trainer() + " " + command.cell().get("precision"))
                .containsExactly("norm_train fp32", "norm_train int8", "pact_train int8");
    }

    @Test
    void quantised_models_with_tensorrt_in_int8_are_planned_where_upstream_leaves_them_out() {
        TipcPlan plan = SampleConfig.common()
                .from("littletomatodonkey/AlexNet-Prod")
                .with(14, "trainer:pact_train")
                .with(40, "--use_gpu:True")
                .with(44, "--use_tensorrt:True")
                .with(45, "--precision:int8")
                .plan();

        assertThat(lines(plan, Step.INFER)).singleElement().asString().contains("--use_tensorrt=True --precision=int8");
        assertThat(plan.deviations())
                .filteredOn(deviation -> deviation.kind() == DeviationKind.QUANTIZED_INT8_NOT_SKIPPED)
                .singleElement()
                .satisfies(deviation -> {
                    assertThat(deviation.planned()).hasSize(1);
                    assertThat(deviation.upstream()).isEmpty();
                });
    }

    @Test
    void quantising_training_continues_from_the_plain_trainings_weights() {
        TipcPlan plan = SampleConfig.common()
                .from("PaddlePaddle/PaddleSeg")
                .with(14, "trainer:norm_train|pact_train")
                .plan();

        assertThat(lines(plan, Step.TRAIN).get(1))
                .contains(" Global.pretrained_model=" + NORM + "/iter_5/model.pdparams ");
    }

    @Test
    void weights_that_a_broken_test_loses_are_planned_and_named() {
        TipcPlan plan = SampleConfig.common()
                .from("deepinsight/insightface")
                .with(14, "trainer:norm_train|pact_train")
                .plan();

        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.NORM_WEIGHTS_NOT_LOADED);
            assertThat(deviation.planned())
                    .singleElement()
                    .extracting(SampleConfig::line)
                    .asString()
                    .contains("Global.pretrained_model=");
            assertThat(deviation.upstream())
                    .singleElement()
                    .extracting(SampleConfig::line)
                    .asString()
                    .doesNotContain("Global.pretrained_model=");
        });
    }

    @Test
    void epochs_that_upstream_ignores_are_followed() {
        TipcPlan plan = SampleConfig.common().from("PaddlePaddle/PaddleClas").plan();

        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.EPOCHS_IGNORED);
            assertThat(deviation.detail()).isEqualTo(SampleConfig.PATH + ":7: 5 epochs asked for");
            assertThat(deviation.planned()).singleElement().satisfies(command -> assertThat(command.argv())
                    .contains("Global.epoch_num=5"));
            assertThat(deviation.upstream()).singleElement().satisfies(command -> assertThat(command.argv())
                    .contains("Global.epoch_num=2"));
        });
    }

    @Test
    void a_single_value_for_all_modes_is_passed() {
        TipcPlan plan = SampleConfig.common().with(6, "Global.epoch_num:3").plan();

        assertThat(lines(plan, Step.TRAIN).get(0)).contains(" Global.epoch_num=3 ");
        assertThat(plan.deviations()).extracting(Deviation::kind).containsExactly(DeviationKind.PLAIN_VALUE_DROPPED);
        assertThat(SampleConfig.line(plan.deviations().get(0).upstream().get(0)))
                .doesNotContain("epoch_num");
    }

    @Test
    void a_mode_that_a_list_does_not_name_has_no_value() {
        TipcPlan plan = SampleConfig.common().in("lite_train_whole_infer").plan();

        assertThat(lines(plan, Step.TRAIN).get(0)).doesNotContain("epoch_num").doesNotContain("batch_size");
        assertThat(plan.deviations()).isEmpty();
    }

    @Test
    void cards_that_upstream_does_not_train_on_are_launched() {
        TipcPlan plan = SampleConfig.common()
                .from("PaddlePaddle/PaddleRec")
                .with(3, "gpu_list:0,1")
                .plan();

        assertThat(lines(plan, Step.TRAIN)).singleElement().asString().contains("launch --devices=0,1 tools/train.py");
        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.CARDS_TRAIN_NOTHING);
            assertThat(deviation.upstream()).isEmpty();
        });
    }

    @Test
    void trained_weights_are_exported_where_upstream_forgets_them() {
        TipcPlan plan = SampleConfig.common()
                .from("PaddlePaddle/PaddleClas")
                .with(1, "model_name:GeneralRecognition_toy")
                .with(6, "Global.epoch_num:null")
                .plan();

        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.EXPORT_WITHOUT_WEIGHTS);
            assertThat(SampleConfig.line(deviation.planned().get(0))).contains("/RecModel/latest");
            assertThat(SampleConfig.line(deviation.upstream().get(0))).doesNotContain("Global.checkpoints");
        });
    }

    @Test
    void an_option_for_static_training_is_found_behind_empty_lines() {
        SampleConfig config = SampleConfig.common()
                .with(14, "trainer:to_static_train")
                .withInserted(51, "===========================to_static_train_benchmark_params==========")
                .withInserted(52, "to_static_train:Global.to_static=true");

        assertThat(config.plan().deviations()).isEmpty();
        assertThat(lines(config.plan(), Step.TRAIN).get(0)).contains("-o Global.to_static=true ");

        TipcPlan shifted = config.withInserted(13, "").plan();
        assertThat(lines(shifted, Step.TRAIN).get(0)).contains("-o Global.to_static=true ");
        assertThat(shifted.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.STATIC_OPTION_SHIFTED);
            assertThat(SampleConfig.line(deviation.upstream().get(0))).doesNotContain("to_static=true");
        });
    }

    @Test
    void null_as_training_or_export_is_left_out() {
        TipcPlan plan = SampleConfig.common()
                .with(14, "trainer:norm_train|distill_train")
                .with(23, "eval:null")
                .with(29, "norm_export:null")
                .plan();

        assertThat(plan.commands()).extracting(PlannedCommand::step).containsExactly(Step.TRAIN);
    }

    @Test
    void a_truncated_config_ends_where_its_lines_end() {
        assertThat(SampleConfig.common().truncated(22).plan().commands())
                .extracting(PlannedCommand::step)
                .containsExactly(Step.TRAIN);
        assertThat(SampleConfig.common().truncated(26).plan().commands())
                .extracting(PlannedCommand::step)
                .containsExactly(Step.TRAIN, Step.EVAL);
    }

    @Test
    void carriage_returns_are_no_part_of_the_values() {
        SampleConfig unix = SampleConfig.common();
        SampleConfig windows = new SampleConfig(
                unix.lines().stream().map(line -> line + "\r").toList(), unix.repository(), unix.mode(), unix.device());

        assertThat(lines(windows.plan())).isEqualTo(lines(unix.plan()));
        assertThat(windows.plan().deviations())
                .extracting(Deviation::kind)
                .containsExactly(DeviationKind.CARRIAGE_RETURNS);
    }

    @ParameterizedTest
    @CsvSource({"16, 23, eval", "13, 14, trainer"})
    void a_config_with_a_missing_line_plans_nothing_and_names_the_line(int missing, int line, String key) {
        TipcPlan plan = SampleConfig.common().without(missing).plan();

        assertThat(plan.commands()).isEmpty();
        assertThat(plan.notRun()).singleElement().satisfies(notRun -> {
            assertThat(notRun.line()).isEqualTo(line);
            assertThat(notRun.reason()).contains("'" + key + "' is not where the layout has it");
        });
        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.CONFIG_MISALIGNED);
            assertThat(deviation.detail()).startsWith(SampleConfig.PATH + ":" + line + ": ");
        });
    }

    @Test
    void lists_that_multiply_beyond_what_can_be_run_are_refused() {
        SampleConfig config = SampleConfig.common().with(42, "--cpu_threads:" + "1|".repeat(100) + "1");

        assertThatThrownBy(config::plan)
                .isInstanceOf(ConfigException.class)
                .hasMessage(SampleConfig.PATH
                        + ":43: the lists of this config multiply to 101 combinations; the longest one, in this"
                        + " line, has 101 entries\n  remedy: list at most 100 values in a line, or split the config");
    }

    @Test
    void mixed_precision_on_the_cpu_is_planned_but_cannot_be_judged() {
        TipcPlan plan =
                SampleConfig.common().with(5, "Global.auto_cast:fp32|amp").plan();

        assertThat(plan.commands())
                .filteredOn(command -> command.combination().autocast().equals("amp"))
                .isNotEmpty()
                .allSatisfy(
                        command -> assertThat(command.notRun())
                                .contains(
                                        "mixed precision has no effect on the CPU, so that a training there shows nothing of it"));
        assertThat(plan.commands())
                .filteredOn(command -> command.combination().autocast().equals("fp32"))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command.notRun()).isEmpty());
    }

    @Test
    void a_trainer_without_command_is_refused() {
        SampleConfig config = SampleConfig.common().with(14, "trainer:pact_trian");

        assertThatThrownBy(config::plan)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(SampleConfig.PATH + ":15: there is no command for the trainer 'pact_trian'")
                .hasMessageContaining("upstream's script would train norm_train under that name")
                .hasMessageContaining("remedy: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lite_train_lite_infe", "whole_infer_", "server_infer", ""})
    void a_mode_that_does_not_exist_is_refused(String mode) {
        SampleConfig config = SampleConfig.common().in(mode);

        assertThatThrownBy(config::plan)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no mode '" + mode + "'; upstream's script would train")
                .hasMessageContaining("lite_train_lite_infer, ");
    }

    @Test
    void an_empty_config_is_refused() {
        SampleConfig config = SampleConfig.common().truncated(0);

        assertThatThrownBy(config::plan)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the config is empty");
    }

    @Test
    void an_open_quote_is_refused_with_its_place() {
        SampleConfig config = SampleConfig.common().with(15, "norm_train:train.py --name='toy");

        assertThatThrownBy(config::plan)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(SampleConfig.PATH + ":")
                .hasMessageContaining("unclosed '");
    }

    @Test
    void maps_a_config_for_gpus_to_the_cpu_and_lists_what_that_changes() {
        TipcPlan plan = SampleConfig.common()
                .with(3, "gpu_list:0|0,1")
                .with(4, "Global.use_gpu:True|True")
                .with(15, "norm_train:tools/train.py --device gpu -o")
                .with(40, "--use_gpu:True|False")
                .onCpu()
                .plan();

        assertThat(plan.commands()).isNotEmpty().allSatisfy(command -> assertThat(command.notRun())
                .isEmpty());
        assertThat(lines(plan, Step.TRAIN))
                .singleElement()
                .asString()
                .contains("--device cpu")
                .contains("Global.use_gpu=False");
        assertThat(lines(plan, Step.INFER)).allSatisfy(line -> assertThat(line).contains("--use_gpu=False"));
        assertThat(plan.overrides())
                .extracting(Change::line)
                .containsExactly(
                        "tipc.device=cpu: line 4: gpu_list:0|0,1 -> gpu_list:-1",
                        "tipc.device=cpu: line 5: Global.use_gpu:True|True -> Global.use_gpu:False",
                        "tipc.device=cpu: line 16: norm_train:tools/train.py --device gpu -o -> norm_train:tools/train.py"
                                + " --device cpu -o",
                        "tipc.device=cpu: line 30: norm_export:tools/export.py -c toy.yml -o -> norm_export:tools/export.py"
                                + " -c toy.yml -o Global.use_gpu=False",
                        "tipc.device=cpu: line 31: quant_export:slim/export.py -c toy.yml -o -> quant_export:slim/export.py"
                                + " -c toy.yml -o Global.use_gpu=False",
                        "tipc.device=cpu: line 32: fpgm_export:slim/export_pruned.py -c toy.yml -o ->"
                                + " fpgm_export:slim/export_pruned.py -c toy.yml -o Global.use_gpu=False",
                        "tipc.device=cpu: line 41: --use_gpu:True|False -> --use_gpu:False");
        assertThat(lines(plan, Step.EXPORT))
                .singleElement()
                .asString()
                .contains("export.py -c toy.yml -o Global.use_gpu=False Global.");
    }

    @Test
    void an_export_is_told_of_the_cpu_only_in_the_form_in_which_it_overrides_settings() {
        SampleConfig ofGpus = SampleConfig.common().with(3, "gpu_list:0");

        assertThat(lines(
                        ofGpus.with(4, "-o Global.device:gpu")
                                .with(28, "-o weights:")
                                .onCpu()
                                .plan(),
                        Step.EXPORT))
                .singleElement()
                .asString()
                .contains(" -o Global.device=cpu ");
        assertThat(lines(ofGpus.with(4, "--device:gpu").onCpu().plan(), Step.EXPORT))
                .singleElement()
                .asString()
                .doesNotContain("device");
        assertThat(lines(
                        ofGpus.with(4, "use_gpu:True")
                                .with(29, "norm_export:tools/export.py --size=224")
                                .onCpu()
                                .plan(),
                        Step.EXPORT))
                .singleElement()
                .asString()
                .doesNotContain("use_gpu");
    }

    @Test
    void a_config_for_the_cpu_is_not_changed_by_the_device_override() {
        assertThat(SampleConfig.common().onCpu().plan().overrides()).isEmpty();
    }

    @Test
    void infers_the_models_that_a_config_brings() {
        TipcPlan plan = SampleConfig.common()
                .in("whole_infer")
                .with(36, "infer_model:./inference/a/|./inference/b/best")
                .with(37, "infer_export:null|tools/export.py -o")
                .with(38, "infer_quant:False|False")
                .plan();

        assertThat(lines(plan))
                .containsExactly(
                        "python3.7 tools/infer.py --use_gpu=False --enable_mkldnn=True --cpu_threads=6"
                                + " --model_dir=./inference/a/ --batch_num=1 --image_dir=./images --benchmark=True"
                                + " --precision=fp32",
                        "python3.7 tools/export.py -o Global.checkpoints=./inference/b/best"
                                + " Global.save_inference_dir=./inference/b/best",
                        "python3.7 tools/infer.py --use_gpu=False --enable_mkldnn=True --cpu_threads=6"
                                + " --model_dir=./inference/b/best --batch_num=1 --image_dir=./images --benchmark=True"
                                + " --precision=fp32");
        assertThat(plan.deviations()).isEmpty();
    }

    @Test
    void the_mode_for_offline_quantised_models_does_not_train() {
        TipcPlan plan = SampleConfig.common()
                .in("klquant_whole_infer")
                .with(45, "--precision:int8")
                .plan();

        assertThat(plan.commands()).extracting(PlannedCommand::step).containsExactly(Step.INFER);
        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.KLQUANT_TRAINS);
            assertThat(deviation.upstream()).extracting(PlannedCommand::step).contains(Step.TRAIN);
        });
    }

    @Test
    void a_word_for_whether_to_export_is_no_script_where_the_suite_brings_an_exported_model() {
        TipcPlan plan = SampleConfig.common()
                .from("PaddlePaddle/PaddleClas")
                .in("whole_infer")
                .with(33, "null:null")
                .with(36, "infer_model:../inference/")
                .with(37, "infer_export:True")
                .plan();

        assertThat(plan.commands()).extracting(PlannedCommand::step).containsOnly(Step.INFER);
        assertThat(plan.commands().get(0).argv()).contains("--model_dir=../inference/");
    }

    @Test
    void plans_the_short_form() {
        TipcPlan plan = SampleConfig.tutorial().plan();

        String log = OUTPUT + "/norm_train_gpus_-1_autocast_False_nodes_1.log";
        assertThat(plan.suite()).isEqualTo(Suite.TUTORIAL);
        assertThat(lines(plan))
                .containsExactly(
                        "python3 train.py --lr=0.1 --output-dir=" + log + " --epochs=1 --batch-size=4",
                        "python3 eval.py --pretrained=" + log + "/latest.pdparams",
                        "python3 export.py --size=224 --pretrained=" + log + "/latest.pdparams --save-inference-dir="
                                + log,
                        "python3 deploy/infer.py --use-gpu=False --model-dir=" + log
                                + " --batch-size=1 --benchmark=False",
                        "python3 deploy/infer.py --use-gpu=False --model-dir=" + log
                                + " --batch-size=2 --benchmark=False");
    }

    @Test
    void a_command_in_another_folder_finds_the_output_of_the_chain() {
        TipcPlan plan = SampleConfig.common().from("PaddlePaddle/PaddleClas").plan();

        PlannedCommand infer = plan.commands().get(plan.commands().size() - 1);
        assertThat(infer.directory()).isEqualTo("./deploy");
        assertThat(infer.argv()).anyMatch(word -> word.startsWith("--model_dir=./test_tipc/output/toy/"));
        assertThat(infer.argvBelow(Path.of("/home/user/repository")))
                .anyMatch(word -> word.startsWith("--model_dir=/home/user/repository/test_tipc/output/toy/"));
        assertThat(infer.placeBelow(
                        Path.of("/home/user/repository"), infer.model().orElseThrow()))
                .startsWithRaw(Path.of("/home/user/repository/test_tipc/output/toy"));
        assertThat(infer.placeBelow(Path.of("/home/user/repository"), "../images"))
                .isEqualTo(Path.of("/home/user/repository/images"));
    }

    @Test
    void a_script_that_cannot_run_is_planned_as_the_config_asks() {
        TipcPlan plan = SampleConfig.tutorial().from("Victory8858/DAL-Paddle").plan();

        assertThat(plan.commands()).isNotEmpty();
        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.SCRIPT_BROKEN);
            assertThat(deviation.planned()).isEqualTo(plan.commands());
            assertThat(deviation.upstream()).isEmpty();
        });
    }

    @Test
    void packages_of_the_environment_stay_as_they_are() {
        TipcPlan plan = SampleConfig.tutorial()
                .from("PaddlePaddle/PARL")
                .with(1, "model_name:DQN")
                .plan();

        assertThat(plan.commands()).noneMatch(command -> command.argv().contains("pip"));
        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.PACKAGES_CHANGED);
            assertThat(deviation.upstream())
                    .extracting(SampleConfig::line)
                    .contains("python3 -m pip uninstall pygame -y");
        });
    }
}
