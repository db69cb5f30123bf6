// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.cli.status.SpokenLines;
import org.tipcjunit.faults.FixtureCopy;

class LintCommandTests {

    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";

    @TempDir
    Path folder;

    private FixtureCopy repository;

    @BeforeEach
    void copy() {
        repository = FixtureCopy.into(folder.resolve("repository"));
    }

    private TipcRun lint(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("lint", "--repository", repository.root().toString()));
        arguments.addAll(List.of(more));
        return TipcRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void its_lines_are_said_in_chinese_and_what_they_quote_stays() {
        StringWriter said = new StringWriter();
        PrintWriter lines = SpokenLines.to(new PrintWriter(said), Language.CHINESE);

        lines.println("a.txt:3: warning: the command of 'norm_train' names tools/none.py, which does not exist [file]\n"
                + "  upstream: the command fails when it runs; the script goes on and ends with status 0\n"
                + "  remedy: correct the path, relative to the parent of test_tipc");
        lines.println("2 configs: 1 error, 0 warnings, 3 notes");
        lines.println("nothing of ours: status");

        assertThat(said.toString().lines())
                .containsExactly(
                        "a.txt:3: 警告：'norm_train' 的命令指明的 tools/none.py 不存在 [file]",
                        "  上游脚本：命令运行时失败；脚本继续，并以状态 0 结束",
                        "  解决办法：改正路径（相对于 test_tipc 的上级目录）",
                        "2 个配置：1 个错误，0 个警告，3 个提示",
                        "nothing of ours: status");
    }

    @Test
    void finds_no_error_in_sound_configs() {
        TipcRun run = lint("--config", CONFIG, "--severity", "error");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("1 config: 0 errors, 0 warnings, 0 notes");
    }

    @Test
    void looks_at_every_config_unless_told_which() {
        assertThat(lint().out()).contains("3 configs: 0 errors");
    }

    @Test
    void explains_an_error_with_place_and_remedy() {
        repository.plant(CONFIG, "trainer:norm_train\n", "");

        TipcRun run = lint("--config", CONFIG);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains(repository.root().resolve(CONFIG) + ":15: error: ")
                .contains("upstream: ", "remedy: ")
                .contains("1 config: 1 error, ");
    }

    @Test
    void prints_json() throws Exception {
        repository.plant(CONFIG, "trainer:norm_train\n", "");

        TipcRun run = lint("--config", CONFIG, "--format", "json");

        assertThat(run.status()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("configs").asInt()).isEqualTo(1);
        JsonNode error = json.get("diagnoses").get(0);
        assertThat(error.get("line").asInt()).isEqualTo(15);
        assertThat(error.get("severity").asText()).isEqualTo("error");
        assertThat(error.get("rule").asText()).isEqualTo("misplaced-key");
        assertThat(error.get("remedy").asText()).isNotBlank();
    }

    @Test
    void names_files_that_commands_need_and_the_checkout_lacks() {
        repository.plant(CONFIG, "eval:fixtures/digits/eval.py", "eval:fixtures/digits/evaluate.py");

        TipcRun run = lint("--config", CONFIG);

        assertThat(run.out()).contains("fixtures/digits/evaluate.py", "[missing-file]");
    }

    @Test
    void refuses_a_repository_without_configs() {
        TipcRun run = TipcRun.of(
                "lint", "--repository", folder.resolve("repository/fixtures").toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no file in ").contains(" matches **/test_tipc/configs/**/*.txt");
    }

    @Test
    void what_certify_refuses_as_a_whole_is_an_error_although_no_single_line_is_wrong() throws IOException {
        Path own = repository.root().resolve(CONFIG);
        Files.writeString(own, """
                ===========================train_params===========================
                model_name:net
                python:python3
                gpu_list:-1
                use_gpu:False
                ##
                norm_train:train.py --epoch=4
                ##
                ===========================eval_params===========================
                eval:null
                null:null
                ===========================infer_params===========================
                infer_export:export.py --to=static
                inference:infer.py --from=static
                """);
        Files.writeString(
                own.resolveSibling("../../test_train_inference_python.sh").normalize(), """
                source test_tipc/common_func.sh
                IFS=$'\\n'
                lines=($(awk 'NR==1, NR==32{print}' $1))
                model_name=$(func_parser_value "${lines[1]}")
                python=$(func_parser_value "${lines[2]}")
                gpu_list=$(func_parser_value "${lines[3]}")
                trainer_py=$(func_parser_value "${lines[6]}")
                export_py=$(func_parser_value "${lines[12]}")
                inference_py=$(func_parser_value "${lines[13]}")
                eval "${python} ${trainer_py}"
                eval "${python} ${export_py}"
                eval "${python} ${inference_py}"
                """);

        TipcRun run = lint("--config", CONFIG);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains(":7: error: nothing of it can be certified: the chain: ", "[unplanned]");
    }
}
