// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.faults.FixtureCopy;

class PlanCommandTests {

    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";

    @TempDir
    Path folder;

    private FixtureCopy repository;

    @BeforeEach
    void copy() {
        repository = FixtureCopy.into(folder.resolve("repository"));
    }

    private TipcRun plan(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("plan", "--repository", repository.root().toString()));
        arguments.addAll(List.of(more));
        return TipcRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void prints_one_config_as_one_json_object() throws Exception {
        TipcRun run = plan("--config", CONFIG, "--format", "json");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("model").asText()).isEqualTo("digits");
        assertThat(json.get("mode").asText()).isEqualTo("lite_train_lite_infer");
        JsonNode train = json.get("commands").get(0);
        assertThat(train.get("stage").asText()).isEqualTo("train");
        assertThat(train.get("argv").get(1).asText()).isEqualTo("fixtures/digits/train.py");
        assertThat(train.get("cwd").asText()).isEqualTo(".");
        assertThat(train.get("env").isObject()).isTrue();
        assertThat(train.get("notRun").isNull()).isTrue();
        assertThat(train.get("lines").get(0).asInt()).isPositive();
        assertThat(json.get("deviations").isArray()).isTrue();
        assertThat(json.get("notRun").isArray()).isTrue();
        assertThat(json.get("overrides").isArray()).isTrue();
    }

    @Test
    void prints_commands_in_another_folder_as_a_shell_can_run_them() {
        TipcRun run = TipcRun.of(
                "plan",
                "--repository",
                FixtureCopy.projectRoot().resolve("fixtures/world/clas").toString(),
                "--config",
                "test_tipc/configs/LittleNet/LittleNet_x0_5_train_infer_python.txt",
                "--device",
                "cpu");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("(cd ./deploy && ")
                .contains("-o Global.inference_model_dir=\"$OLDPWD\"/test_tipc/output/LittleNet_x0_5/");
    }

    @Test
    void prints_several_configs_as_an_array() throws Exception {
        TipcRun run = plan("--config", "test_tipc/configs/*/*train_infer_python.txt", "--format", "json");

        assertThat(run.status()).isZero();
        assertThat(new ObjectMapper().readTree(run.out()))
                .extracting(plan -> plan.get("config").asText())
                .containsExactly(CONFIG, "test_tipc/configs/digits/whole_train_infer_python.txt");
    }

    @Test
    void prints_commands_that_a_shell_takes() {
        TipcRun run = plan("--config", CONFIG);

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("test_tipc/configs/digits/train_infer_python.txt: digits, train_infer_python")
                .contains("python3 fixtures/digits/train.py --config=fixtures/digits/configs/digits.yaml")
                .contains("--epochs=12");
    }

    @Test
    void needs_no_mode_where_the_config_has_one_only() throws IOException {
        repository.plant(CONFIG, "lite_train_lite_infer=12|", "");
        repository.plant(CONFIG, "lite_train_lite_infer=16|", "");
        Path onnx = repository.root().resolve("test_tipc/configs/digits/model_paddle2onnx_python.txt");
        Files.writeString(onnx, """
                ==paddle2onnx==
                model_name:digits
                python:python3
                2onnx: paddle2onnx
                --model_dir:./inference/digits/
                --model_filename:model.pdmodel
                --params_filename:model.pdiparams
                --save_file:./inference/digits/model.onnx
                --opset_version:10
                --enable_onnx_checker:True
                inference: python/predict_cls.py -c configs/digits.yaml
                Global.use_onnx:True
                Global.inference_model_dir:./models/digits
                Global.use_gpu:False
                """);

        assertThat(plan("--config", CONFIG).out()).contains("whole_train_whole_infer", "--epochs=10");
        assertThat(plan("--config", "test_tipc/configs/digits/model_paddle2onnx_python.txt")
                        .out())
                .contains("paddle2onnx_infer", "paddle2onnx --model_dir=./inference/digits/");
    }

    @Test
    void chain_that_is_not_certified_yet_is_told_so_in_every_mode() throws IOException {
        Files.writeString(
                repository.root().resolve("test_tipc/configs/digits/model_paddle2onnx_python.txt"),
                "model_name:digits\n");
        for (String mode : List.of("lite_train_lite_infer", "paddle2onnx_infer")) {
            TipcRun run = TipcRun.of(
                    "certify",
                    "--repository",
                    repository.root().toString(),
                    "--config",
                    "test_tipc/configs/digits/model_paddle2onnx_python.txt",
                    "--output",
                    folder.resolve("results").toString(),
                    "--mode",
                    mode);

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out()).contains("it asks for conversion to ONNX (paddle2onnx), which is not certified yet");
        }
    }

    @Test
    void plans_the_mode_that_is_asked_for() {
        assertThat(plan("--config", CONFIG, "--mode", "whole_train_whole_infer").out())
                .contains("--epochs=10")
                .doesNotContain("--epochs=12");
    }

    @Test
    void refuses_a_glob_that_matches_nothing() {
        TipcRun run = plan("--config", "test_tipc/configs/*/no_such.txt");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("no file in " + repository.root() + " matches test_tipc/configs/*/no_such.txt", "remedy: ");
    }

    @Test
    void asks_for_a_config() {
        TipcRun run = plan();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("Name a config with --config FILE-OR-GLOB");
    }

    @Test
    void tells_what_is_wrong_with_one_config_and_plans_the_others() throws IOException {
        Files.write(
                repository.root().resolve("test_tipc/configs/digits/broken_train_infer_python.txt"), new byte[] {-1});

        TipcRun run = plan("--config", "test_tipc/configs/*/*train_infer_python.txt");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("broken_train_infer_python.txt:1: ", "no UTF-8 text", "remedy: ")
                .doesNotContain("Exception", "\tat ");
        assertThat(run.out()).contains(CONFIG + ": digits");
    }

    @Test
    void tells_when_lines_do_not_mean_what_they_show() {
        repository.plant(CONFIG, "trainer:norm_train\n", "");

        assertThat(plan("--config", CONFIG).err()).contains("train_infer_python.txt:15: error: ", "remedy: ");
    }

    @Test
    void refuses_an_unknown_mode() {
        TipcRun run = plan("--config", CONFIG, "--mode", "lite_train");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("lite_train", "lite_train_lite_infer");
    }
}
