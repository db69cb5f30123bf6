// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.requirement.text.Readme;

class ScriptCommandTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python train.py --epochs=2 -o a=1 b=2",
                "$ python3.9 ./train.py --epochs 2 -o a=1 b=2   # trains",
                "CUDA_VISIBLE_DEVICES=0,1 python -m paddle.distributed.launch --gpus 0,1 train.py --epochs '2' -o a=1 \"b=2\" | tee log",
                "cd x && python train.py --epochs \\\n   2 \\\n -o a=1 b=2 > log.txt",
                "python train.py --epochs=2 -o a=1 -o b=2"
            })
    void reads_the_forms_in_which_a_command_is_written(String text) {
        ScriptCommand command = only(text);

        assertThat(command.script()).endsWith("train.py");
        assertThat(command.options())
                .isEqualTo(Map.of("--epochs", List.of("2"), "-o a", List.of("1"), "-o b", List.of("2")));
        assertThat(command.positional()).isEmpty();
    }

    @Test
    void of_an_option_that_is_given_again_the_last_counts() {
        ScriptCommand ran = only("python train.py --device gpu --sizes 3 5 --device=cpu -o a=1 -o a=2");

        assertThat(only("python train.py --device cpu --sizes 3 5 -o a=2").differences(ran, Set.of()))
                .isEmpty();
        assertThat(only("python train.py --device gpu --sizes 5 -o a=1").differences(ran, Set.of()))
                .containsExactly(
                        "documents --device gpu, the run had cpu",
                        "documents --sizes 5, the run had 3 5",
                        "documents -o a 1, the run had 2");
    }

    @Test
    void weights_of_another_name_are_told_and_no_difference() {
        ScriptCommand ran = only("python eval.py --weights=test_tipc/output/a/norm_train/latest.pdparams");

        assertThat(only("python eval.py --weights output/latest.pdparams").otherWeights(ran))
                .isEmpty();
        ScriptCommand released = only("python eval.py --weights https://example.org/released.pdparams");
        assertThat(released.differences(ran, Set.of())).isEmpty();
        assertThat(released.otherWeights(ran))
                .containsExactly(
                        "names https://example.org/released.pdparams for --weights, the run had"
                                + " test_tipc/output/a/norm_train/latest.pdparams; whether they are the same weights is not told");
    }

    @Test
    void a_config_that_an_export_made_lies_where_the_reader_had_it_made() {
        ScriptCommand ran = only("python deploy/infer.py --config=./test_tipc/output/acorn/norm_train//deploy.yaml");

        assertThat(only("python deploy/infer.py --config ./inference/deploy.yaml")
                        .differences(ran, Set.of()))
                .isEmpty();
        assertThat(only("python deploy/infer.py --config ./inference/other.yaml")
                        .differences(ran, Set.of()))
                .hasSize(1);
        assertThat(only("python deploy/infer.py --config b/acorn.yaml")
                        .differences(only("python deploy/infer.py --config a/acorn.yaml"), Set.of()))
                .hasSize(1);
    }

    @Test
    void compares_what_is_overridden_by_its_key() {
        ScriptCommand ran = only("python tools/train.py -c a.yml -o Global.output_dir=/run/out Global.epochs=2");

        assertThat(only("python tools/train.py -c a.yml -o Global.epochs=2 -o Global.output_dir=./output")
                        .differences(ran, Set.of()))
                .isEmpty();
        assertThat(only("python tools/train.py -c a.yml -o Global.save_dir=./output Global.epochs=3")
                        .differences(ran, Set.of()))
                .containsExactly(
                        "documents -o Global.epochs 3, the run had 2",
                        "lacks -o Global.output_dir, which the run had",
                        "documents -o Global.save_dir, which the run did not have");
    }

    @Test
    void what_a_suites_script_adds_without_effect_need_not_be_documented() {
        ScriptCommand documented = only("python tools/train.py -c a.yml -o Global.epochs=2");

        assertThat(documented.differences(
                        only("python tools/train.py -c a.yml -o Global.epochs=2 -o AMP.use_amp=False"
                                + " -o Global.print_mem_info=True"),
                        Set.of()))
                .isEmpty();
        assertThat(documented.differences(
                        only("python tools/train.py -c a.yml -o Global.epochs=2 -o AMP.use_amp=True"), Set.of()))
                .containsExactly("lacks -o AMP.use_amp, which the run had");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python3 web_service.py --config=config.yml &",
                "python3 web_service.py --config=config.yml &>log.txt &",
                "nohup python3 web_service.py --config=config.yml > log.txt 2>&1 &",
                "python3 web_service.py --config=config.yml 1>log.txt 2>error.txt"
            })
    void leaves_out_what_sends_a_service_into_the_background(String text) {
        ScriptCommand command = only(text);

        assertThat(command.script()).isEqualTo("web_service.py");
        assertThat(command.options()).isEqualTo(Map.of("--config", List.of("config.yml")));
        assertThat(command.positional()).isEmpty();
    }

    @Test
    void reads_a_module_that_is_run_by_its_name() {
        ScriptCommand documented = only("python3 -m paddle_serving_client.convert --dirname ./inference/ \\\n"
                + "    --model_filename inference.pdmodel");
        ScriptCommand ran = ScriptCommand.ran(List.of(
                        "/venv/bin/python",
                        "-m",
                        "paddle_serving_client.convert",
                        "--dirname=/run/inference/",
                        "--model_filename=inference.pdmodel"))
                .orElseThrow();

        assertThat(documented.script()).isEqualTo("paddle_serving_client.convert");
        assertThat(documented.sameScript(ran)).isTrue();
        assertThat(documented.differences(ran, Set.of())).isEmpty();
    }

    @Test
    void another_module_is_another_script() {
        assertThat(only("python3 -m pip install x").sameScript(only("python3 -m paddle_serving_client.convert")))
                .isFalse();
    }

    @Test
    void finds_every_command_with_its_line() {
        Readme readme = Readme.of(Path.of("README.md"), "```sh\npip install x\npython a.py\n\npython b.py\n```\n");

        assertThat(ScriptCommand.in(readme.codeBlocks().get(0)))
                .extracting(ScriptCommand::line, ScriptCommand::script)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3, "a.py"), org.assertj.core.groups.Tuple.tuple(5, "b.py"));
    }

    @Test
    void finds_no_command_in_a_block_of_something_else() {
        Readme readme = Readme.of(Path.of("README.md"), "```text\npython a.py\n```\n");

        assertThat(ScriptCommand.in(readme.codeBlocks().get(0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--output_dir=output, --output_dir=/run/train",
        "--weights out/w.pdparams, --weights=/run/w.pdparams",
        "-c configs/a.yaml, -c /repo/configs/a.yaml",
        "--lr -0.1, --lr=-0.1",
        "--x=1 --y=2, --y=2 --x=1",
        "images, /repo/images"
    })
    void takes_paths_for_equal_and_the_order_for_free(String documented, String ran) {
        assertThat(differences(documented, ran)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--use_gpu=True, --use_gpu=False, 'documents --use_gpu True, the run had False'",
        "--precision=bf16, --precision=fp32, 'documents --precision bf16, the run had fp32'",
        "--output_dir=True, --output_dir=/run/train, 'documents --output_dir True, the run had /run/train'",
        "-c configs/a.yaml, -c configs/b.yaml, 'documents -c configs/a.yaml, the run had configs/b.yaml'",
        "--config=configs/a.yaml, --config=b/a.yaml, 'documents --config configs/a.yaml, the run had b/a.yaml'",
        "--a=1, --b=1, 'documents --a, which the run did not have; lacks --b, which the run had'",
        "1 --a, 2 --a, 'documents the arguments [1], the run had [2]'"
    })
    void names_what_differs(String documented, String ran, String differences) {
        assertThat(String.join("; ", differences(documented, ran))).isEqualTo(differences);
    }

    @Test
    void ignores_free_options() {
        ScriptCommand documented = only("python a.py --epochs=1");
        ScriptCommand ran = only("python a.py --batch_size=4");

        assertThat(documented.differences(ran, Set.of("--epochs", "--batch_size")))
                .isEmpty();
    }

    @Test
    void either_word_of_an_override_may_be_the_free_one() {
        ScriptCommand documented = only("python a.py -o Global.epochs=1 -o Global.device=gpu");
        ScriptCommand ran = only("python a.py -o Global.epochs=9 -o Global.device=cpu");

        assertThat(documented.differences(ran, Set.of("Global.epochs"))).hasSize(1);
        assertThat(documented.differences(ran, Set.of("Global.epochs", "Global.device")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Run successfully with command - python a.py --x=1 --y=2!",
                "\u001b[33m Run successfully with command - python3.7 a.py --x=1 --y=2!  \u001b[0m",
                "[33m Run failed with command - python a.py --x=1 --y=2 > out.log 2>&1 ! [0m"
            })
    void what_upstream_s_scripts_report_of_a_command_is_no_part_of_it(String line) {
        assertThat(only(line).differences(only("python a.py --x=1 --y=2"), Set.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "train.py, tools/train.py, true",
        "./train.py, train.py, true",
        "a/train.py, b/train.py, false",
        "train.py, xtrain.py, false"
    })
    void knows_a_script_by_the_end_of_its_path(String one, String other, boolean same) {
        assertThat(only("python " + one).sameScript(only("python " + other))).isEqualTo(same);
    }

    private static List<String> differences(String documented, String ran) {
        return only("python a.py " + documented).differences(only("python a.py " + ran), Set.of());
    }

    private static ScriptCommand only(String text) {
        Readme readme = Readme.of(Path.of("README.md"), "```bash\n" + text + "\n```\n");
        List<ScriptCommand> commands = ScriptCommand.in(readme.codeBlocks().get(0));
        assertThat(commands).hasSize(1);
        return commands.get(0);
    }
}
