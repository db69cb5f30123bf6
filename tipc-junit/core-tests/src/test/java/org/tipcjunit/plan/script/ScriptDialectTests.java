// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tipcjunit.plan.SampleConfig.lines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.SampleConfig;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

class ScriptDialectTests {

    private static final String SCRIPT = script();

    private static String script() {
        try (InputStream resource = ScriptDialectTests.class.getResourceAsStream("toy_train_inference.sh")) {
            assertThat(resource).isNotNull();
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> checkout(String script) {
        return Map.of(
                "test_train_inference_python.sh",
                script,
                "common_func.sh",
                "function func_parser_params(){ MODE=$2; }");
    }

    @Test
    void composes_commands_as_the_checkouts_own_script_does() {
        TipcPlan plan = SampleConfig.common()
                .from("nobody/knows-this")
                .with(5, "precision:fp16")
                .with(43, "--batch_num:1|2")
                .plan(checkout(SCRIPT));

        String save = "./test_tipc/results/toy/norm_train_-1";
        assertThat(lines(plan))
                .containsExactly(
                        "python3.7 -u tools/train.py -c toy.yml -o Global.epoch_num=5 Global.save_model_dir=" + save
                                + "/weights --half Global.use_gpu=False",
                        "python3.7 tools/eval.py -c toy.yml -o Global.pretrained_model=" + save
                                + "/weights/latest --quiet",
                        "python3.7 tools/export.py -c toy.yml -o Global.checkpoints=" + save
                                + "/weights/latest Global.save_inference_dir=" + save + "/model",
                        "python3.7 tools/infer.py --image_dir=./images --model_dir=" + save
                                + "/model --quiet --batch_num=1 --use_gpu=False",
                        "python3.7 tools/infer.py --image_dir=./images --model_dir=" + save
                                + "/model --quiet --batch_num=2 --use_gpu=False");
        assertThat(plan.deviations()).isEmpty();
    }

    @Test
    void says_that_it_guesses_when_the_script_of_an_unknown_repository_cannot_be_read() {
        TipcPlan plan = SampleConfig.common()
                .from("nobody/knows-this")
                .plan(checkout("model=$(func_parser_value \"${lines[1]}\")\nsomething else\n"));

        assertThat(plan.notRun()).singleElement().satisfies(notRun -> assertThat(notRun.reason())
                .isEqualTo("the script is not written in a form that is known; planned as the scripts of the suite ocr"
                        + " compose them"));
    }

    @Test
    void launches_and_shows_devices_as_the_script_does() {
        TipcPlan plan = SampleConfig.common()
                .with(3, "gpu_list:0|0,1")
                .with(14, "trainer:pact_train")
                .plan(checkout(SCRIPT));

        assertThat(lines(plan, Step.TRAIN))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("python3.7 -u slim/quant.py"), line -> assertThat(line)
                                .startsWith("python3.7 -m paddle.distributed.launch --devices=0,1 slim/quant.py"));
        assertThat(plan.commands().subList(0, 3))
                .extracting(command -> command.environment().get("CUDA_VISIBLE_DEVICES"))
                .containsExactly("0", "0", "0");
    }

    @Test
    void infers_models_of_the_config_as_the_script_does() {
        TipcPlan plan = SampleConfig.common()
                .in("whole_infer")
                .with(36, "infer_model:./inference/a/best")
                .with(37, "infer_export:tools/export.py")
                .plan(checkout(SCRIPT));

        assertThat(lines(plan))
                .containsExactly(
                        "python3.7 tools/export.py Global.checkpoints=./inference/a/best",
                        "python3.7 tools/infer.py --image_dir=./images --model_dir=./inference/a --quiet --batch_num=1"
                                + " --use_gpu=False");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(pwd)",
                "${PWD}",
                "`pwd`",
                "$(cd $(dirname $0);cd ..; pwd)",
                "$(cd \"$(dirname \"${BASH_SOURCE[0]}\")/..\" && pwd)",
                "$(dirname $(dirname $0))",
                "$(readlink -f $(dirname $0)/../)"
            })
    void follows_the_place_that_a_script_computes_into_another_folder(String computed) {
        String script = SCRIPT.replace(
                        "LOG_PATH=\"./test_tipc/results/${model_name}\"",
                        "ROOT=" + computed + "\nLOG_PATH=\"${ROOT}/results/${model_name}\"")
                .replace("func_inference \"${python}\"", "cd deploy\nfunc_inference \"${python}\"");

        PlannedCommand infer = SampleConfig.common().plan(checkout(script)).commands().stream()
                .filter(command -> command.step() == Step.INFER)
                .findFirst()
                .orElseThrow();

        assertThat(infer.directory()).isEqualTo("./deploy");
        assertThat(infer.argv()).contains("--model_dir=./results/toy/norm_train_-1/model");
        assertThat(infer.argvBelow(Path.of("/copy")))
                .contains("--model_dir=/copy/results/toy/norm_train_-1/model", "--image_dir=./images");
        assertThat(infer.placeBelow(Path.of("/copy"), infer.model().orElseThrow()))
                .isEqualTo(Path.of("/copy/results/toy/norm_train_-1/model"));
    }

    @Test
    void a_script_with_windows_line_ends_does_not_run_but_is_read() {
        TipcPlan plan = SampleConfig.common().plan(checkout(SCRIPT.replace("\n", "\r\n")));

        assertThat(lines(plan)).isEqualTo(lines(SampleConfig.common().plan(checkout(SCRIPT))));
        assertThat(plan.deviations()).extracting(Deviation::kind).containsExactly(DeviationKind.SCRIPT_BROKEN);
    }

    @Test
    void a_script_without_commands_leaves_the_plan_to_what_the_repository_and_the_config_tell() {
        assertThat(lines(SampleConfig.common().plan(checkout("exec tipc certify \"$@\"\n"))))
                .isEqualTo(lines(SampleConfig.common().plan()));
    }

    @Test
    void a_few_plain_commands_are_a_script_too() {
        String script = """
                model_name=$(func_parser_value "${lines[1]}")
                python=$(func_parser_value "${lines[2]}")
                trainer_py=$(func_parser_value "${lines[15]}")
                inference_py=$(func_parser_value "${lines[39]}")
                run_train=${trainer_py}
                cmd="${python} ${run_train}"
                eval $cmd
                cmd="${python} ${inference_py}"
                eval $cmd
                """;

        assertThat(lines(SampleConfig.common().plan(checkout(script))))
                .containsExactly("python3.7 tools/train.py -c toy.yml -o", "python3.7 tools/infer.py");
    }

    @Test
    void a_script_that_runs_its_own_commands_is_planned_as_the_config_asks() {
        String script = SCRIPT.replace(
                "cmd=\"${python} -u ${run_train} ${set_epoch} ${set_save_model} ${set_amp_config} ${set_use_gpu} ${set_pretrain}\"",
                "cmd=\"python always_the_same.py --gpu 0\"");
        assertThat(script).contains("always_the_same");

        TipcPlan plan = SampleConfig.common().plan(checkout(script));

        assertThat(lines(plan, Step.TRAIN)).singleElement().asString().contains("tools/train.py -c toy.yml");
        assertThat(plan.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.kind()).isEqualTo(DeviationKind.CONFIG_IGNORED);
            assertThat(deviation.upstream())
                    .extracting(SampleConfig::line)
                    .containsExactly("python always_the_same.py --gpu 0");
        });
    }

    @Test
    void a_damaged_script_yields_a_plan_or_a_refusal() {
        List<String> lines = SCRIPT.lines().toList();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            List<String> damaged = new ArrayList<>(lines);
            damaged.remove(i);
            try {
                SampleConfig.common().plan(checkout(String.join("\n", damaged)));
            } catch (ConfigException e) {
                refused.add(lines.get(i));
            }
        }
        assertThat(refused).hasSizeLessThan(10);
    }
}
