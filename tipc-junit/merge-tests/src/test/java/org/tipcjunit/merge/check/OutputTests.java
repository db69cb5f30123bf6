// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.merge.output.GitHubOutput;
import org.tipcjunit.merge.output.JsonReport;
import org.tipcjunit.merge.output.ReportOutput;
import org.tipcjunit.merge.output.SarifOutput;
import org.tipcjunit.merge.output.TextOutput;
import org.tipcjunit.merge.rule.OfficialSuite;

/** What is printed of one broken rule in a file whose name is hostile, and of a change that adds no model. */
class OutputTests {

    private static final String NAME = "docs/a,b\n::error::模型.md";
    private static final MergeReport BROKEN =
            new Imitation(OfficialSuite.PADDLE_SEG, Map.of(), Map.of(NAME, "<<<<<<< HEAD\na\n>>>>>>> b\n")).report();

    private static String print(ReportOutput output) {
        return print(output, BROKEN);
    }

    private static String print(ReportOutput output, MergeReport report) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        output.write(report, out);
        out.flush();
        return text.toString();
    }

    @Test
    void text_says_what_where_who_demands_it_and_where_to_ask() {
        assertThat(print(new TextOutput(false)))
                .startsWith(
                        "PaddleSeg: 1 files changed since base; no model is added, so that rules for models do not apply\n")
                .contains("docs/a,b\\u000a::error::模型.md:1: error: the markers of an unfinished merge begin here"
                        + " [common-conflict-markers]\n  remedy: decide for one")
                .contains("demanded by: the suite's checks (.pre-commit-config.yaml")
                .contains("https://github.com/PaddlePaddle/PaddleSeg/issues")
                .contains("【工程落地赛】");
        assertThat(print(new TextOutput(true))).contains("没有新增模型", "错误", "指南 5.2", "标题中补充 【工程落地赛】");
    }

    @Test
    void what_is_wrong_is_said_in_the_language_of_the_sentence() {
        MergeReport report = new Imitation(OfficialSuite.PADDLE_SEG, Map.of(), Map.of("a.md", "a\tb\n")).report();

        assertThat(print(new TextOutput(false), report))
                .contains("would change this file: a tab [common-markdown-form]");
        assertThat(print(new TextOutput(true), report)).contains("会改动此文件：制表符 [common-markdown-form]");
    }

    @Test
    void an_annotation_of_github_is_one_line_whatever_a_file_is_called() {
        assertThat(print(new GitHubOutput(false)).lines())
                .singleElement()
                .asString()
                .startsWith(
                        "::error file=docs/a%2Cb%0A%3A%3Aerror%3A%3A模型.md,line=1,title=common-conflict-markers::the markers");
    }

    @Test
    void an_annotation_of_github_tells_no_terminal_what_to_do() {
        MergeReport report =
                new Imitation(OfficialSuite.PADDLE_SEG, Map.of(), Map.of("\u001b[31ma.md", "a\tb\n")).report();

        assertThat(print(new GitHubOutput(false), report))
                .contains("file=\\u001b[31ma.md,line=1")
                .doesNotContain("\u001b");
    }

    @Test
    void sarif_names_each_rule_and_the_place_of_each_result() throws IOException {
        JsonNode run = new ObjectMapper()
                .readTree(print(new SarifOutput(false)))
                .get("runs")
                .get(0);
        TreeSet<String> rules = new TreeSet<>();
        run.at("/tool/driver/rules").forEach(rule -> rules.add(rule.get("id").asText()));
        JsonNode result = run.at("/results/0");

        assertThat(rules).contains("common-conflict-markers", "seg-imported");
        assertThat(run.get("results")).hasSize(1);
        assertThat(rules).contains(result.get("ruleId").asText());
        assertThat(result.get("level").asText()).isEqualTo("error");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("docs/a%2Cb%0A%3A%3Aerror%3A%3A%E6%A8%A1%E5%9E%8B.md");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(1);
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sarif_meets_its_schema(boolean chinese) throws IOException {
        try (InputStream schema = OutputTests.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            assertThat(JsonSchemaFactory.getInstance(VersionFlag.V7)
                            .getSchema(schema)
                            .validate(print(new SarifOutput(chinese)), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void json_has_the_verdict_of_every_rule() throws IOException {
        JsonNode report = new ObjectMapper().readTree(print(new JsonReport(false)));

        assertThat(report.get("ready").asBoolean()).isFalse();
        assertThat(report.get("rules")).hasSize(BROKEN.verdicts().size());
        assertThat(report.get("rules")).anySatisfy(rule -> {
            assertThat(rule.get("id").asText()).isEqualTo("common-conflict-markers");
            assertThat(rule.get("verdict").asText()).isEqualTo("broken");
            assertThat(rule.at("/violations/0/path").asText()).isEqualTo(NAME);
        });
        assertThat(report.get("rules")).anySatisfy(rule -> {
            assertThat(rule.get("id").asText()).isEqualTo("seg-imported");
            assertThat(rule.get("verdict").asText()).isEqualTo("does-not-apply");
        });
    }
}
