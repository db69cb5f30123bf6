// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
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
}
