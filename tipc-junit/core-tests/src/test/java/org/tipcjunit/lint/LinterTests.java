// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.tipcjunit.config.ConfigFile;

class LinterTests {

    static final List<String> SAMPLES = Samples.NAMES;

    private static List<Diagnosis> lint(ConfigFile config) {
        return new Linter().lint(LintRequest.of(config));
    }

    private static List<Diagnosis> lint(ConfigFile config, String mode) {
        return new Linter()
                .lint(new LintRequest(config, Optional.of(mode), Optional.empty(), Map.of(), Optional.empty()));
    }

    private static Diagnosis only(List<Diagnosis> diagnoses) {
        assertThat(diagnoses).hasSize(1);
        return diagnoses.get(0);
    }

    private static void assertDiagnosis(Diagnosis diagnosis, Severity severity, LintRule rule, int line) {
        assertThat(diagnosis.severity()).isEqualTo(severity);
        assertThat(diagnosis.rule()).isEqualTo(rule);
        assertThat(diagnosis.line()).isEqualTo(line);
        assertThat(diagnosis.upstream()).isNotBlank();
        assertThat(diagnosis.remedy()).isNotBlank();
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void finds_no_fault_in_a_good_config(String name) {
        assertThat(lint(Samples.config(Samples.lines(name))))
                .allMatch(diagnosis -> diagnosis.severity() == Severity.NOTE)
                .hasSizeLessThan(2);
    }

    @Test
    void tells_a_diagnosis_in_three_lines() {
        Diagnosis diagnosis = only(lint(Samples.common(14, "trainer:norm_train|pact_trian")));

        assertThat(diagnosis.text()).isEqualTo("""
                net.txt:15: error: the trainer 'pact_trian' is not the key of any of lines 16 to 21 [unknown-trainer]
                  upstream: norm_train runs in its place and is reported as pact_trian
                  remedy: write pact_train""");
    }

    // lines

    @Test
    void names_the_key_of_a_deleted_line() {
        List<String> lines = Samples.lines("common");
        lines.remove(16);

        Diagnosis diagnosis = lint(Samples.config(lines)).get(0);

        assertDiagnosis(diagnosis, Severity.ERROR, LintRule.MISPLACED_KEY, 17);
        assertThat(diagnosis.problem()).contains("'pact_train' is expected here and found nowhere");
        assertThat(diagnosis.remedy())
                .contains("insert the line pact_train:null")
                .contains("after line 16");
    }

    @Test
    void tells_between_which_lines_one_is_missing_that_has_no_key_of_its_own() {
        List<String> lines = Samples.lines("common");
        lines.remove(8);

        Diagnosis diagnosis = lint(Samples.config(lines)).stream()
                .filter(found -> found.rule() == LintRule.MISPLACED_KEY)
                .findFirst()
                .orElseThrow();

        assertDiagnosis(diagnosis, Severity.ERROR, LintRule.MISPLACED_KEY, 14);
        assertThat(diagnosis.problem())
                .contains("'trainer' stands 1 line too high")
                .contains("one line is missing after line 4")
                .contains("train_batch");
    }

    @Test
    void names_a_flag_where_the_option_for_the_models_folder_is_expected() {
        List<String> lines = Samples.lines("common");
        lines.subList(46, 49).clear();

        assertThat(lint(Samples.config(lines))).anySatisfy(found -> {
            assertDiagnosis(found, Severity.ERROR, LintRule.MISPLACED_KEY, 47);
            assertThat(found.problem())
                    .isEqualTo("'--benchmark:True' stands where the option for the model's folder is expected");
        });
    }

    @Test
    void names_a_doubled_line() {
        List<String> lines = Samples.lines("common");
        lines.add(10, lines.get(10));

        assertThat(only(lint(Samples.config(lines))).problem())
                .contains("one line is too many after line 4, line 12 repeats the line before it");
    }

    @Test
    void names_a_line_of_blanks_that_shifts_the_rest() {
        List<String> lines = Samples.lines("common");
        lines.add(22, "  ");

        assertThat(lint(Samples.config(lines)))
                .anyMatch(found -> found.rule() == LintRule.BLANK_LINE && found.line() == 23)
                .anyMatch(found -> found.rule() == LintRule.MISPLACED_KEY
                        && found.problem().contains("line 23 holds only blanks and counts as a line"));
    }

    @Test
    void names_exchanged_lines() {
        List<String> lines = Samples.lines("common");
        Collections.swap(lines, 29, 30);

        Diagnosis diagnosis = only(lint(Samples.config(lines)));

        assertDiagnosis(diagnosis, Severity.ERROR, LintRule.MISPLACED_KEY, 30);
        assertThat(diagnosis.problem()).isEqualTo("'norm_export' and 'quant_export' are exchanged (lines 30 and 31)");
    }

    @Test
    void takes_a_misspelt_key_on_its_line_for_a_trifle() {
        Diagnosis diagnosis = only(lint(Samples.common(23, "evel:tools/eval.py")));

        assertDiagnosis(diagnosis, Severity.WARNING, LintRule.MISSPELT_KEY, 24);
    }

    @Test
    void says_where_a_truncated_config_ends() {
        List<String> lines = Samples.lines("common").subList(0, 22);

        Diagnosis diagnosis = only(lint(Samples.config(lines)));

        assertDiagnosis(diagnosis, Severity.WARNING, LintRule.TRUNCATED, 22);
        assertThat(diagnosis.problem()).contains("before 'eval'");
    }

    @Test
    void says_that_a_file_is_empty() {
        assertDiagnosis(only(lint(ConfigFile.of(Path.of("net.txt"), "\n\n"))), Severity.ERROR, LintRule.TRUNCATED, 1);
    }

    @Test
    void does_not_guess_what_lines_mean_in_an_unknown_layout() {
        ConfigFile config = Samples.config(
                List.of("==", "model_name:net", "python:python", "gpu_list:0", "##", "norm_train:a.py", "eval:b.py"));

        assertDiagnosis(only(lint(config)), Severity.WARNING, LintRule.UNKNOWN_LAYOUT, 1);
    }

    @Test
    void looks_at_every_training_of_a_config_that_holds_several() {
        List<String> lines = Samples.lines("common").subList(0, 22);
        List<String> twice = new java.util.ArrayList<>(lines);
        twice.addAll(lines);
        twice.set(22 + 14, "trainer:norm_tain");

        Diagnosis diagnosis = only(lint(Samples.config(twice)));

        assertDiagnosis(diagnosis, Severity.ERROR, LintRule.UNKNOWN_TRAINER, 37);
    }

    // characters

    @Test
    void says_once_that_lines_end_in_carriage_returns() {
        List<String> lines =
                Samples.lines("common").stream().map(line -> line + "\r").toList();

        Diagnosis diagnosis = only(lint(Samples.config(lines)));

        assertDiagnosis(diagnosis, Severity.ERROR, LintRule.CRLF, 1);
        assertThat(diagnosis.problem()).startsWith(lines.size() + " of " + lines.size() + " lines");
    }

    @ParameterizedTest
    @CsvSource({
        "\uff1a, ERROR, FULL_WIDTH_CHARACTER",
        "\uff0c, ERROR, FULL_WIDTH_CHARACTER",
        "\u3000, WARNING, FULL_WIDTH_CHARACTER",
        "\u201c, WARNING, FULL_WIDTH_CHARACTER",
        "\u200b, ERROR, CONTROL_CHARACTER"
    })
    void names_characters_that_are_not_what_they_look_like(char character, Severity severity, LintRule rule) {
        Diagnosis diagnosis = lint(Samples.common(11, "train_infer_img_dir:a" + character + "b"))
                .get(0);

        assertDiagnosis(diagnosis, severity, rule, 12);
        assertThat(diagnosis.problem()).contains("column 22").contains(String.format("U+%04X", (int) character));
    }

    @Test
    void names_a_byte_order_mark() {
        List<String> lines = Samples.lines("common");
        lines.set(0, "\ufeff" + lines.get(0));

        assertDiagnosis(only(lint(Samples.config(lines))), Severity.WARNING, LintRule.BYTE_ORDER_MARK, 1);
    }

    // values

    @Test
    void says_that_null_with_blanks_is_not_null() {
        assertDiagnosis(only(lint(Samples.common(23, "eval:null "))), Severity.ERROR, LintRule.PADDED_NULL, 24);
    }

    @Test
    void says_where_a_value_is_cut() {
        Diagnosis diagnosis = only(lint(Samples.common(9, "pretrained:https://host/net.pdparams")));

        assertDiagnosis(diagnosis, Severity.WARNING, LintRule.VALUE_CUT_AT_COLON, 10);
        assertThat(diagnosis.upstream()).endsWith("'https'");
    }

    @Test
    void knows_scripts_that_do_not_cut_values() {
        ConfigFile config = Samples.common(9, "pretrained:https://host/net.pdparams");

        assertThat(new Linter()
                        .lint(new LintRequest(
                                config,
                                Optional.empty(),
                                Optional.of("PaddlePaddle/PaddleDetection"),
                                Map.of(),
                                Optional.empty())))
                .isEmpty();
    }

    @Test
    void says_that_a_line_without_colon_has_no_value() {
        assertDiagnosis(
                lint(Samples.common(39, "inference=tools/infer.py")).stream()
                        .filter(found -> found.rule() == LintRule.MISSING_COLON)
                        .findFirst()
                        .orElseThrow(),
                Severity.ERROR,
                LintRule.MISSING_COLON,
                40);
    }

    @Test
    void says_that_echo_swallows_a_value() {
        assertDiagnosis(only(lint(Samples.common(12, "null:-n"))), Severity.ERROR, LintRule.VALUE_LOST_IN_ECHO, 13);
    }

    @ParameterizedTest
    @CsvSource({
        "train.py --name 'shapes, UNCLOSED_QUOTE, ERROR",
        "train.py | tee log, PIPE_IN_COMMAND, ERROR",
        "train.py --data *.png, SHELL_TEXT, NOTE",
        "train.py --home $HOME, SHELL_TEXT, NOTE",
        "python train.py, DOUBLED_INTERPRETER, ERROR",
        "python3.7 train.py, DOUBLED_INTERPRETER, ERROR"
    })
    void says_what_the_shell_makes_of_a_command(String command, LintRule rule, Severity severity) {
        assertDiagnosis(only(lint(Samples.common(15, "norm_train:" + command))), severity, rule, 16);
    }

    @Test
    void leaves_quoted_text_alone() {
        assertThat(lint(Samples.common(15, "norm_train:train.py --glob '*.png' --cost '$5'")))
                .isEmpty();
    }

    @Test
    void says_that_nothing_is_not_null() {
        assertDiagnosis(only(lint(Samples.common(23, "eval:"))), Severity.WARNING, LintRule.EMPTY_COMMAND, 24);
    }

    @ParameterizedTest
    @CsvSource({
        "'model_name:', no name, WARNING",
        "model_name:two words, holds a blank, WARNING",
        "model_name:../net, leads out of, ERROR"
    })
    void says_what_a_bad_name_does(String line, String problem, Severity severity) {
        Diagnosis diagnosis = only(lint(Samples.common(1, line)));

        assertDiagnosis(diagnosis, severity, LintRule.MODEL_NAME, 2);
        assertThat(diagnosis.problem()).contains(problem);
    }

    // words

    @ParameterizedTest
    @CsvSource({"flase, False", "GPU, gpu", "ture, True"})
    void suggests_the_device_that_was_meant(String written, String meant) {
        Diagnosis diagnosis = only(lint(Samples.common(40, "--use_gpu:" + written)));

        assertDiagnosis(diagnosis, Severity.ERROR, LintRule.UNKNOWN_DEVICE, 41);
        assertThat(diagnosis.remedy()).isEqualTo("write " + meant);
    }

    @Test
    void knows_devices_that_need_another_script() {
        assertDiagnosis(only(lint(Samples.common(40, "--use_gpu:xpu"))), Severity.WARNING, LintRule.UNKNOWN_DEVICE, 41);
    }

    @Test
    void suggests_the_precision_that_was_meant() {
        assertThat(only(lint(Samples.common(45, "--precision:fp32|fp61"))).remedy())
                .isEqualTo("write fp16");
    }

    @Test
    void suggests_the_flag_that_was_meant() {
        assertThat(only(lint(Samples.common(38, "infer_quant:Fasle|True"))).remedy())
                .isEqualTo("write False");
    }

    @Test
    void names_a_trainer_without_command() {
        assertDiagnosis(
                only(lint(Samples.common(14, "trainer:norm_train|fpgm_train"))),
                Severity.WARNING,
                LintRule.TRAINER_WITHOUT_COMMAND,
                15);
    }

    @Test
    void says_that_nothing_would_be_trained() {
        assertThat(lint(Samples.common(14, "trainer:fpgm_train")))
                .anyMatch(found -> found.severity() == Severity.ERROR
                        && found.rule() == LintRule.TRAINER_WITHOUT_COMMAND
                        && found.upstream().contains("nothing is trained"));
    }

    // modes

    @Test
    void suggests_the_mode_that_was_meant() {
        Diagnosis diagnosis = lint(Samples.config(Samples.lines("common")), "lite_train_lite_infe")
                .get(0);

        assertDiagnosis(diagnosis, Severity.ERROR, LintRule.UNKNOWN_MODE, 1);
        assertThat(diagnosis.remedy()).isEqualTo("give lite_train_lite_infer");
    }

    @Test
    void names_a_misspelt_mode_of_a_list() {
        assertThat(lint(Samples.common(6, "epochs:lite_train_lite_infre=2|whole_train_whole_infer=9")))
                .anyMatch(found ->
                        found.rule() == LintRule.UNKNOWN_MODE && found.remedy().equals("write lite_train_lite_infer"))
                .anyMatch(found -> found.rule() == LintRule.MODE_WITHOUT_VALUE);
    }

    @Test
    void says_that_a_mode_has_no_epochs() {
        ConfigFile config = Samples.common(6, "epochs:lite_train_lite_infer=2");

        assertThat(lint(config)).isEmpty();
        assertDiagnosis(lint(config, "lite_train_whole_infer").get(0), Severity.ERROR, LintRule.MODE_WITHOUT_VALUE, 7);
        assertDiagnosis(lint(config, "whole_train_whole_infer").get(0), Severity.NOTE, LintRule.MODE_WITHOUT_VALUE, 7);
    }

    @Test
    void says_that_plain_epochs_are_no_epochs_where_scripts_are_known_to_look_for_modes() {
        List<String> lines = Samples.lines("tutorial");
        lines.set(5, "--epochs:2");
        lines.set(7, "--batch-size:8");

        assertThat(lint(Samples.config(lines)))
                .hasSize(2)
                .allMatch(found -> found.rule() == LintRule.PLAIN_VALUE && found.severity() == Severity.ERROR);
    }

    @Test
    void says_where_the_value_of_a_mode_is_cut() {
        assertThat(lint(Samples.common(6, "epochs:lite_train_lite_infer=-o a=2")))
                .anyMatch(found -> found.rule() == LintRule.VALUE_CUT_AT_EQUALS
                        && found.upstream().contains("'-o a'"));
    }

    // lists

    @Test
    void counts_devices_and_their_flags() {
        List<String> lines = Samples.lines("common");
        lines.set(3, "gpu_list:0|0,1|0,1,2");

        assertDiagnosis(only(lint(Samples.config(lines))), Severity.WARNING, LintRule.LIST_LENGTH, 5);
    }

    @Test
    void counts_models_their_exports_and_their_flags() {
        ConfigFile config = Samples.common(37, "infer_export:null");

        assertDiagnosis(only(lint(config)), Severity.WARNING, LintRule.LIST_LENGTH, 38);
        assertThat(lint(config, "whole_infer"))
                .anyMatch(found -> found.severity() == Severity.ERROR && found.rule() == LintRule.LIST_LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "'gpu_list:0,1,2,3,4,5,6,7,8', ERROR",
        "'gpu_list:192.168.0.1,192.168.0.2;0,1', WARNING",
        "'gpu_list:all', WARNING"
    })
    void says_what_scripts_make_of_a_list_of_gpus(String line, Severity severity) {
        List<String> lines = Samples.lines("common");
        lines.set(3, line);
        lines.set(4, "Global.use_gpu:True");

        assertDiagnosis(only(lint(Samples.config(lines))), severity, LintRule.GPU_LIST, 4);
    }

    // blocks

    @Test
    void says_that_an_empty_line_shifts_the_block_that_is_found_by_its_header() {
        List<String> lines = Samples.lines("common");
        lines.add(51, "");

        assertThat(lint(Samples.config(lines)))
                .extracting(Diagnosis::rule)
                .containsExactly(LintRule.EMPTY_LINE, LintRule.TO_STATIC_BLOCK);

        lines.set(14, "trainer:to_static_train");
        assertThat(lint(Samples.config(lines)))
                .anyMatch(found -> found.rule() == LintRule.TO_STATIC_BLOCK && found.severity() == Severity.ERROR);
    }

    @Test
    void says_that_nothing_defines_the_conversion() {
        List<String> lines = Samples.lines("common").subList(0, 51);
        lines.set(14, "trainer:to_static_train");

        assertDiagnosis(only(lint(Samples.config(lines))), Severity.ERROR, LintRule.TO_STATIC_BLOCK, 15);
    }

    @Test
    void says_that_brackets_of_benchmark_inputs_do_not_match() {
        List<String> lines = Samples.lines("common");
        lines.set(lines.size() - 1, "random_infer_input:[{float32,[3,64,64]}");

        assertDiagnosis(only(lint(Samples.config(lines))), Severity.WARNING, LintRule.BENCHMARK_BLOCK, lines.size());
    }

    // the repository

    @Test
    void names_files_that_do_not_exist() {
        Set<String> files = Set.of(
                "tools/train.py",
                "configs/shapes.yml",
                "slim/quant.py",
                "tools/eval.py",
                "slim/export.py",
                "deploy/tools/infer.py");

        List<Diagnosis> diagnoses = new Linter()
                .lint(new LintRequest(
                        Samples.config(Samples.lines("common")),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.of(files::contains)));

        Diagnosis diagnosis = only(diagnoses);
        assertDiagnosis(diagnosis, Severity.ERROR, LintRule.MISSING_FILE, 30);
        assertThat(diagnosis.problem()).contains("tools/export.py");
    }

    @Test
    void reads_lines_as_the_repository_s_own_script_does() {
        String script = """
                source test_tipc/common_func.sh
                FILENAME=$1
                dataline=$(awk 'NR==1, NR==51{print}'  $FILENAME)
                lines=(${dataline})
                model_name=$(func_parser_value "${lines[1]}")
                python=$(func_parser_value "${lines[2]}")
                gpu_list=$(func_parser_value "${lines[3]}")
                epoch_num=$(func_parser_value "${lines[6]}")
                trainer_list=$(func_parser_value "${lines[15]}")
                norm_trainer=$(func_parser_value "${lines[16]}")
                """;
        LintRequest request = new LintRequest(
                Samples.config(Samples.lines("common").subList(0, 51)),
                Optional.empty(),
                Optional.empty(),
                Map.of("test_train_inference_python.sh", script),
                Optional.empty());

        Diagnosis diagnosis = only(new Linter().lint(request));

        assertThat(diagnosis.problem()).contains("'trainer' stands 1 line too high");
        assertThat(diagnosis.upstream()).startsWith("test_train_inference_python.sh reads 'norm_train:");
    }

    @Test
    void says_that_an_empty_line_pushes_another_out_of_what_the_script_takes() {
        String script = """
                FILENAME=$1
                dataline=$(awk 'NR==1, NR==51{print}'  $FILENAME)
                lines=(${dataline})
                model_name=$(func_parser_value "${lines[1]}")
                infer_value1=$(func_parser_value "${lines[50]}")
                """;
        List<String> lines = Samples.lines("common");
        lines.add(26, "");
        LintRequest request = new LintRequest(
                Samples.config(lines),
                Optional.empty(),
                Optional.empty(),
                Map.of("test_train_inference_python.sh", script),
                Optional.empty());

        assertThat(new Linter().lint(request))
                .anyMatch(found -> found.rule() == LintRule.EMPTY_LINE
                        && found.severity() == Severity.WARNING
                        && found.upstream().contains("'null:null' on line 52 is not read"));
    }
}
