// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.text.Readme;

class MetricReachedTests {

    private static final String TABLE = """
            # Digits

            | model | top1 | top5 |
            |---|---|---|
            | digits | 0.97 | 0.999 |
            | digits (lite) | 0.85 | 0.99 |
            """;

    @Test
    void passes_the_documented_value_itself() {
        Finding finding = judge(TABLE, "top1: 0.970000, top5: 1.000000");

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.expected()).isEqualTo("top1 >= 0.97, documented in README.md:5");
        assertThat(finding.figures())
                .containsExactly(
                        Figure.of("top1", new BigDecimal("0.970000"), "").as(Figure.Key.METRIC),
                        Figure.of("documented top1", 0.97, ""),
                        Figure.of("margin", new BigDecimal("0.000000"), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "With multi-scale top1: 0.85; the README documents a top1 of several scales",
                "EMA top1: 0.85; the README documents a top1 of averaged weights",
                "top1: 0.85 (flip); the README documents a top1 of flipped images",
                "Macro top1: 0.85; the README documents a top1 of the mean of classes",
                "The e2e top1: 0.85; the README documents a top1 of models one after the other",
                "| model | top1 [EMA] |\\n|---|---|\\n| digits | 0.85 |; the README documents a top1 of averaged weights",
                "| model | top1<sup>ms</sup> |\\n|---|---|\\n| digits | 0.85 |; the README documents a top1 of several scales",
                "With flip testing:\\n\\n| model | top1 |\\n|---|---|\\n| digits | 0.85 |"
                        + "; the README documents a top1 of flipped images",
            })
    void another_way_to_measure_is_another_metric(String readme, String summary) {
        Finding finding = judge(readme.replace("\\n", "\n"), "top1: 0.9000");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo(summary + ", of which the evaluation says nothing");
        assertThat(finding.observed()).contains("README.md:", "0.85", "the evaluation printed: top1: 0.9000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| model | top1 | top1 (EMA) | top1 (ms+flip) |\n|---|---|---|---|\n| digits | 0.85 | 0.99 | 0.999 |",
                "The small model reaches top1: 0.85 (multi-scale top1: 0.99)",
                "top1: 0.85, and with mirrored images EMA top1: 0.99",
                "Images are augmented by flips in training.\n\n| model | top1 |\n|---|---|\n| digits | 0.85 |",
                "| model | multi-scale training | top1 |\n|---|---|---|\n| digits | yes | 0.85 |",
                "Results with single-scale and multi-scale testing\n\n| model | top1 |\n|---|---|\n| digits | 0.85 |",
                "| model | top1 (%) | time (ms) |\n|---|---|---|\n| digits | 85 | 12 |",
            })
    void other_words_of_a_readme_change_no_metric(String readme) {
        assertThat(judge(readme.replace("\\n", "\n"), "top1: 90.00%").verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<table>\\n<tr><th>model</th><th>top1</th></tr>\\n<tr><td>digits</td><td>0.85</td></tr>\\n</table>",
                "<table><thead>\\n  <tr><th>Model<th>top1 (%)</tr></thead>\\n  <tr><td><b>digits</b></td><td align=\"center\">85</td></tr>"
                        + "\\n</table>",
                "| model | Top1 精度 |\\n|---|---|\\n| digits | 0.85 |",
                "| model | 验证集 top1 |\\n|---|---|\\n| digits | 0.85 |",
                "| model | 官方 top1 | 复现 top1 |\\n|---|---|---|\\n| digits | 0.99 | 0.85 |",
                "| model | top1/top5 |\\n|---|---|\\n| digits | 0.85/0.99 |",
                "| model | top5 / top1 (%) |\\n|---|---|\\n| digits | 99.1 / 85 |",
                "在验证集上 top1 达到 0.85。",
                "在验证集上，digits 的 top1 为 85%",
                "top1＝0.85",
            })
    void a_readme_documents_in_many_forms(String readme) {
        Finding finding = judge("# Digits\n\n" + readme.replace("\\n", "\n"), "top1: 0.9000");

        assertThat(finding.verdict()).as(finding.summary()).isEqualTo(Verdict.PASS);
        assertThat(finding.expected()).containsPattern("top1 >= (0\\.85|85%?),");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| model | 训练集 top1 |\\n|---|---|\\n| digits | 0.85 |",
                "| model | 论文 top1 |\\n|---|---|\\n| digits | 0.85 |",
                "| model | top1/top5 |\\n|---|---|\\n| digits | 0.85 |",
                "在训练集上 top1 达到 0.85。",
            })
    void what_is_another_metric_or_several_is_not_documented(String readme) {
        assertThat(judge("# Digits\n\n" + readme.replace("\\n", "\n"), "top1: 0.9000")
                        .verdict())
                .isNotEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluating with EMA weights", "loading output/model_ema.pdparams", "use_ema: True"})
    void an_evaluation_says_how_it_measured(String line) {
        assertThat(judge("EMA top1: 0.85", line, "top1: 0.9000").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void fails_one_step_below_the_documented_value() {
        Finding finding = judge(TABLE, "loading", "top1: 0.969999, top5: 0.99");

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-2] @MetricReaches failed for digits: top1 is 0.969999, below the documented 0.97
                          expected: top1 >= 0.97, documented in README.md:5
                          observed: top1 = 0.969999, in: top1: 0.969999, top5: 0.99
                          command:  python3 eval.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/evaluate/log.txt, last 2 lines:
                            | loading
                            | top1: 0.969999, top5: 0.99
                          remedy:   train longer or correct the model; document only what the training reaches on this data""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top1: 0.975",
                "top1=0.975",
                "top1 0.975",
                "top1 = 0.975",
                "top1：97.5%",
                "[EVAL] top1: 9.75e-1, top5: 1",
                "{'top1': 0.975, 'top5': 1.0}",
                "{\"top1\":0.975}",
                "acc/top1: 97.5 %",
                "val_top1: 0.5 top1: 0.975.",
                "top1: [0.975]"
            })
    void reads_the_forms_that_scripts_print(String line) {
        assertThat(judge(TABLE, line).figures().get(0).value().text()).isEqualTo("0.975");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Top1: 0.99", "top1_avg: 0.99", "val_top1: 0.99", "mytop1 0.99", "top1 is high", "top1: 0.99x"})
    void does_not_take_something_else_for_the_metric(String line) {
        assertThat(judge(TABLE, line).summary()).isEqualTo("the evaluation printed no top1");
    }

    @Test
    void cannot_judge_several_different_values() {
        assertThat(FailureMessage.of(judge(TABLE, "top1: 0.5", "loss: 0.1", "top1: 0.99")))
                .isEqualTo("""
                        [4.1.3-2] @MetricReaches cannot judge digits: the evaluation printed several values of top1
                          expected: top1 >= 0.97, documented in README.md:5
                          observed: line 1: top1: 0.5
                                    line 3: top1: 0.99
                          command:  python3 eval.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/evaluate/log.txt, last 3 lines:
                            | top1: 0.5
                            | loss: 0.1
                            | top1: 0.99
                          remedy:   print one value under this name, and running values with the batch before them, such as '[3/10] top1: 0.9'""");
    }

    @Test
    void names_what_was_printed_once_beside_several_values() {
        String summary = "10 times test on test data, Averate top1: 0.98, Variance: 0.001";

        assertThat(judge(TABLE, "top1: 0.97", "top1: 0.99", summary).remedy())
                .isEqualTo(
                        "print one value under this name, and running values with the batch before them, such as"
                                + " '[3/10] top1: 0.9'; or take 'Averate top1', which was printed once, for the metric, here and in the README");
        assertThat(judge(TABLE, "top1: 0.97", "top1: 0.99", summary, summary).remedy())
                .doesNotContain("or take");
    }

    @Test
    void fails_when_only_another_value_was_printed() {
        assertThat(FailureMessage.of(judge(TABLE, "best top1: 0.99"))).isEqualTo("""
                        [4.1.3-2] @MetricReaches failed for digits: the evaluation printed no top1
                          expected: top1 >= 0.97, documented in README.md:5
                          observed: 1 lines of output, none with top1 and a number, only others' values:
                                    line 1: best top1: 0.99
                          command:  python3 eval.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/evaluate/log.txt, last 1 line:
                            | best top1: 0.99
                          remedy:   print it, for example as 'top1: 0.9700', or name the metric as the script does (case matters); a logger prints only what its level lets through, which importing Paddle may set (logger.setLevel(logging.INFO) after it)""");
    }

    @Test
    void cannot_judge_a_name_with_words_of_unknown_meaning() {
        Finding finding = judge(TABLE, "flipped top1: 0.99");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the evaluation printed no plain top1, but 'flipped top1'");
        assertThat(finding.observed()).isEqualTo("line 1: flipped top1: 0.99");
    }

    @Test
    void cannot_judge_running_values_without_an_end() {
        Finding finding = judge(TABLE, "[0/30] top1: 0.99", "[10/30] top1: 0.98");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("the evaluation printed running values of top1 only, which end before its last batch");
    }

    @Test
    void reads_through_colours_and_bytes_that_are_no_text() {
        String line =
                "\u001b[32m[2022-01-01 00:00:00,000] [    INFO]\u001b[0m - [Eval] top1:\u0000 \u001b[1m0.9800\u001b[0m \ufffd";

        assertThat(judge(TABLE, line).summary()).isEqualTo("top1 is 0.9800, documented is 0.97");
    }

    @Test
    void fails_when_the_metric_was_not_printed() {
        assertThat(FailureMessage.of(judge(TABLE, "evaluated", "loss: 0.1"))).isEqualTo("""
                        [4.1.3-2] @MetricReaches failed for digits: the evaluation printed no top1
                          expected: top1 >= 0.97, documented in README.md:5
                          observed: 2 lines of output, none with top1 and a number
                          command:  python3 eval.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/evaluate/log.txt, last 2 lines:
                            | evaluated
                            | loss: 0.1
                          remedy:   print it, for example as 'top1: 0.9700', or name the metric as the script does (case matters); a logger prints only what its level lets through, which importing Paddle may set (logger.setLevel(logging.INFO) after it)""");
    }

    @ParameterizedTest
    @CsvSource({"top1: nan,nan", "top1: NaN,NaN", "top1: -inf,-inf", "top1=inf,inf"})
    void fails_a_metric_that_is_no_number(String line, String written) {
        Finding finding = judge(TABLE, "top1: 0.99", line);

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("top1 is not a finite number");
        assertThat(finding.observed()).isEqualTo("top1 is " + written + ", in: " + line);
    }

    @Test
    void fails_when_document_and_test_state_different_values() {
        MetricReached.Parameters parameters = new MetricReached.Parameters(
                "top1",
                Optional.empty(),
                Optional.of(new BigDecimal("0.98")),
                true,
                "DigitsCertificationTest.evaluation");

        Finding finding = judge(parameters, TABLE, "top1: 0.99");

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-2] @MetricReaches failed for digits: document and test drifted apart
                          expected: top1 reaches the value documented in README.md
                          observed: README.md:5 documents top1 0.97, DigitsCertificationTest.evaluation states 0.98
                          command:  python3 eval.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/evaluate/log.txt, last 1 line:
                            | top1: 0.99
                          remedy:   decide which is right, then state the same value in both places""");
    }

    @Test
    void takes_a_stated_value_that_is_written_otherwise() {
        MetricReached.Parameters parameters = new MetricReached.Parameters(
                "top1", Optional.empty(), Optional.of(new BigDecimal("0.9700")), true, "test");

        assertThat(judge(parameters, TABLE, "top1: 0.99").isPass()).isTrue();
    }

    @Test
    void chooses_another_row_when_told() {
        MetricReached.Parameters parameters =
                new MetricReached.Parameters("top1", Optional.of("digits (lite)"), Optional.empty(), true, "test");

        assertThat(judge(parameters, TABLE, "top1: 0.86").expected())
                .isEqualTo("top1 >= 0.85, documented in README.md:6");
    }

    @Test
    void takes_the_only_row_whatever_it_is_called() {
        String readme = "| network | top1 |\n|---|---|\n| MobileNet | 97.1% |\n";

        assertThat(judge(readme, "top1: 0.971").expected()).isEqualTo("top1 >= 97.1%, documented in README.md:3");
    }

    @Test
    void reads_a_value_from_text() {
        String readme = "# Digits\n\nOn held-out images the model reaches\n`top1`: **0.97**.\n";

        assertThat(judge(readme, "top1: 0.98").expected()).isEqualTo("top1 >= 0.97, documented in README.md:4");
    }

    @Test
    void does_not_read_code_blocks() {
        String readme = "# Digits\n\n```text\ntop1: 0.5\n```\n";

        assertThat(FailureMessage.of(judge(readme, "top1: 0.98"))).isEqualTo("""
                        [4.1.3-2] @MetricReaches failed for digits: the README documents no value of top1
                          expected: top1 reaches the value documented in README.md
                          observed: README.md has no table
                                    the evaluation printed: top1: 0.98
                          command:  python3 eval.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/evaluate/log.txt, last 1 line:
                            | top1: 0.98
                          remedy:   add a table with a column top1 and a row for digits, or a line 'top1: 0.98' outside code blocks""");
    }

    @Test
    void fails_when_no_row_is_for_the_model() {
        String readme = "| model | top1 |\n|---|---|\n| a | 0.9 |\n| b | 0.8 |\n";

        assertThat(FailureMessage.of(judge(readme, "top1: 0.98"))).isEqualTo("""
                        [4.1.3-2] @MetricReaches failed for digits: the README documents no value of top1
                          expected: top1 reaches the value documented in README.md
                          observed: README.md has cells of column top1 that are not for this model or no number:
                                    line 3: 0.9
                                    line 4: 0.8
                                    the evaluation printed: top1: 0.98
                          command:  python3 eval.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/evaluate/log.txt, last 1 line:
                            | top1: 0.98
                          remedy:   add a table with a column top1 and a row for digits, or a line 'top1: 0.98' outside code blocks""");
    }

    @Test
    void fails_when_the_cell_is_no_number() {
        String readme = "| model | top1 |\n|---|---|\n| digits | good |\n";

        Finding finding = judge(readme, "top1: 0.98");

        assertThat(finding.summary()).isEqualTo("the README documents no value of top1");
        assertThat(finding.observed()).endsWith("line 3: good\nthe evaluation printed: top1: 0.98");
    }

    @Test
    void says_as_well_that_what_is_not_documented_was_not_printed() {
        Finding finding = judge("# Digits\n", "testing ...");

        assertThat(finding.summary()).isEqualTo("the README documents no value of top1");
        assertThat(finding.observed())
                .isEqualTo("README.md has no table\n1 lines of output, none with top1 and a number");
        assertThat(finding.remedy()).isEqualTo("""
                add a table with a column top1 and a row for digits, or a line 'top1: 0.97' outside code blocks
                print it, for example as 'top1: 0.9700', or name the metric as the script does (case matters); \
                a logger prints only what its level lets through, which importing Paddle may set \
                (logger.setLevel(logging.INFO) after it)""");
    }

    @Test
    void a_value_that_is_coming_soon_is_not_run() {
        String readme = "| model | top1 |\n|---|---|\n| digits | `coming soon` |\n| other | 0.9 |\n";

        Finding finding = judge(readme, "top1: 0.98");

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(finding.summary()).isEqualTo("the README's top1 of digits is coming soon");
        assertThat(finding.observed()).isEqualTo("README.md:3 states no value yet");
    }

    @Test
    void fails_when_several_values_are_documented() {
        assertThat(FailureMessage.of(judge(TABLE + "\nThe model has top1: 0.96.\n", "top1: 0.98")))
                .isEqualTo("""
                        [4.1.3-2] @MetricReaches failed for digits: the README documents several values of top1
                          expected: top1 reaches the value documented in README.md
                          observed: README.md:5: 0.97
                                    README.md:8: 0.96
                          command:  python3 eval.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/evaluate/log.txt, last 1 line:
                            | top1: 0.98
                          remedy:   keep one value for digits; in a table with several rows, one cell of its row must say so""");
    }

    @Test
    void accepts_the_same_value_twice() {
        assertThat(judge(TABLE + "\nThe model has top1: 97 %.\n", "top1: 0.98").isPass())
                .isTrue();
    }

    @Test
    void fails_when_the_readme_is_missing() {
        MetricReached requirement = new MetricReached(MetricReached.Parameters.of("top1"));
        Readme missing = Readme.read(Path.of("no/such/README.md"));

        Finding finding = requirement.judge(Artifacts.evaluation("top1: 1.0"), missing);

        assertThat(FailureMessage.of(finding)).isEqualTo("""
                        [4.1.3-2] @MetricReaches failed for digits: the README cannot be read
                          expected: top1 reaches the value documented in no/such/README.md
                          observed: no/such/README.md: there is no such file
                          command:  python3 eval.py (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/evaluate/log.txt, last 1 line:
                            | top1: 1.0
                          remedy:   give the README's path in documentedIn, relative to the project""");
    }

    @Test
    void judges_a_metric_of_which_less_is_better() {
        MetricReached requirement = new MetricReached(
                new MetricReached.Parameters("error", Optional.empty(), Optional.empty(), false, "test"));

        assertThat(requirement
                        .judge(Artifacts.evaluation("error: 0.03"), new BigDecimal("0.03"))
                        .isPass())
                .isTrue();
        Finding worse = requirement.judge(Artifacts.evaluation("error: 0.031"), new BigDecimal("0.03"));
        assertThat(worse.summary()).isEqualTo("error is 0.031, above the documented 0.03");
        assertThat(worse.expected()).isEqualTo("error <= 0.03, stated by the test");
    }

    @ParameterizedTest
    @CsvSource({"0.85, 81.25", "81.25, 0.85", "85, 0.9", "100, 1.0", "0.85, 1.5"})
    void cannot_judge_a_percentage_beside_a_fraction_where_no_sign_says_which_is_which(
            String documented, String printed) {
        Finding finding = judge(top1(documented), "top1: " + printed);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("top1 is " + printed + ", documented is " + documented
                        + ": which of them is a percentage and which a fraction is not said");
        assertThat(finding.remedy())
                .isEqualTo(
                        "write both as fractions (0.85), or both as percentages, with a percent sign beside the number"
                                + " (85%) or in the column's heading (top1 (%))");
    }

    @ParameterizedTest
    @CsvSource({
        "85.14%, 0.8514, PASS",
        "85.14%, 0.8513, FAIL",
        "0.8514, 85.14%, PASS",
        "0.8514, 85.13%, FAIL",
        "85%, 81.25, FAIL",
        "81%, 81.25, PASS",
        "85.14, 85.14, PASS",
        "85.14, 85.13, FAIL",
        "85.14%, 85.14%, PASS",
        "0.85, 0, FAIL",
        "85, 0, FAIL",
        "0.85, 1, PASS"
    })
    void compares_on_the_scale_that_signs_say(String documented, String printed, Verdict verdict) {
        assertThat(judge(top1(documented), "top1: " + printed).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "rmse, 1.05, 0.98, PASS",
        "loss, 40, 0.98, PASS",
        "mae, 0.9, 1.1, FAIL",
        "drift, 1.05, 0.98, PASS",
        "drift, 98, 0.98, CANNOT_JUDGE",
        "WER, 5.2, 0.05, CANNOT_JUDGE"
    })
    void measures_without_a_bound_may_lie_on_both_sides_of_one(
            String metric, String documented, String printed, Verdict verdict) {
        MetricReached.Parameters parameters =
                new MetricReached.Parameters(metric, Optional.empty(), Optional.empty(), false, "test");

        assertThat(judge(parameters, top1(documented).replace("top1", metric), metric + ": " + printed)
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void cannot_judge_a_comma_that_may_separate_thousands_or_decimals() {
        Finding finding = judge(top1("97,512"), "top1: 97.6");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("top1 is 97.6, documented is 97,512: a comma may separate thousands or decimals");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| model | Top-1 (%) |\n|---|---|\n| digits | **97.2** |\n",
                "| model | top1 (%) |\n|---|---|\n| digits | 97.2 |\n",
                "| model | top1 | top5 |\n|---|---|---|\n| digits[^1] | 97.2%<sup>1</sup> | 99% |\n\n[^1]: trained with 12 epochs\n",
                "| model | top1<sup>*</sup> |\n|---|---|\n| **digits** | 0.972 † |\n",
                "| model | Top1 Acc(%) |\n|---|---|\n| [digits](digits.md) | 97,2 |\n",
                "| 模型 | Acc@1 (%) |\n|---|---|\n| digits | ~97.2 |\n",
                "| model | top1 | Top-1 (%) |\n|---|---|---|\n| digits | 0.972 | 97.1 |\n",
                "The digits model has top1: 97.2 %; the reference top1: 99 %, the best top1: 98 %.\n"
            })
    void reads_the_forms_that_readmes_have(String readme) {
        assertThat(judge(readme, "top1: 0.972").verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(readme, "top1: 0.9719").verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void warns_of_a_documented_value_that_every_model_reaches() {
        Finding finding = judge(top1("0"), "top1: 0.1");

        assertThat(finding.isPass()).isTrue();
        assertThat(finding.figures())
                .contains(Figure.text("warning", "the documented top1 is 0, which every model reaches"));
        assertThat(finding.observed()).endsWith("\nwarning: the documented top1 is 0, which every model reaches");
    }

    @Test
    void cannot_judge_a_share_below_the_documented_one_where_lower_was_declared_to_be_better() {
        MetricReached.Parameters parameters =
                new MetricReached.Parameters("acc1", Optional.empty(), Optional.empty(), false, "test");

        Finding finding = judge(parameters, top1("1.0").replace("top1", "acc1"), "acc1: 0.5");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("acc1 is smaller than documented, and its name says that more is better");
        assertThat(finding.remedy())
                .isEqualTo(
                        "do not declare that a lower value is the better one (lower-is-better), or name it by what it measures");
    }

    @Test
    void warns_of_a_lower_accuracy_that_is_to_be_the_better_one() {
        MetricReached.Parameters parameters =
                new MetricReached.Parameters("top1", Optional.empty(), Optional.empty(), false, "test");

        assertThat(judge(parameters, top1("0.9"), "top1: 0.1").figures())
                .contains(Figure.text(
                        "warning",
                        "a lower top1 is declared to be the better one, though its name is that of a measure of which more is"
                                + " better"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WER", "CER", "FID", "loss", "RMSE", "EER", "eval_loss", "top1 error"})
    void cannot_judge_an_error_above_the_documented_one_where_no_direction_was_declared(String metric) {
        String readme = top1("0.2").replace("top1", metric);
        Finding finding = judge(MetricReached.Parameters.of(metric), readme, metric + ": 0.9");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo(metric + " is larger than documented, and its name says that less is better");
        assertThat(judge(MetricReached.Parameters.of(metric), readme, metric + ": 0.1")
                        .remedy())
                .startsWith(
                        "declare that a lower value is the better one (--lower-is-better, or lower-is-better=true); else ");
    }

    @Test
    void escapes_the_name_of_the_metric() {
        String readme = "| model | mAP(0.5) |\n|---|---|\n| digits | 0.4 |\n";

        assertThat(judge(MetricReached.Parameters.of("mAP(0.5)"), readme, "mAP(0.5): 0.41")
                        .isPass())
                .isTrue();
    }

    @Test
    void reports_an_evaluation_that_failed() {
        Evaluation failed = new Evaluation(Artifacts.stage(
                StageKind.EVALUATE, List.of("python3", "eval.py"), new Termination.Exited(2), List.of(), "top1: 1.0"));

        assertThat(new MetricReached(MetricReached.Parameters.of("top1"))
                        .judge(failed, BigDecimal.ZERO)
                        .summary())
                .isEqualTo("the evaluate stage did not end well: exit status 2");
    }

    private static Finding judge(String readme, String... output) {
        return judge(MetricReached.Parameters.of("top1"), readme, output);
    }

    private static Finding judge(MetricReached.Parameters parameters, String readme, String... output) {
        return new MetricReached(parameters)
                .judge(Artifacts.evaluation(output), Readme.of(Path.of("README.md"), readme));
    }

    private static String top1(String documented) {
        return "| model | top1 |\n|---|---|\n| digits | " + documented + " |\n";
    }
}
