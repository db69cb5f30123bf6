// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.CertificateSummary;
import org.tipcjunit.certificate.CertificateSummary.Clause;
import org.tipcjunit.certificate.CertificateSummary.Line;
import org.tipcjunit.certificate.page.Language;
import picocli.CommandLine.Help.Ansi;

class SummaryTextTests {

    private static final CertificateSummary SUMMARY = new CertificateSummary(
            false,
            "digits: Not certified",
            List.of("4.1.3-3 FAIL: the inputs of predict.py and infer.py differ"),
            List.of(new Line("You may rely on", "nothing here: the model is not certified.")),
            List.of(
                    new Clause("4.1.3-3", ClauseStatus.FAIL, "FAIL", "the inputs of predict.py and infer.py differ"),
                    new Clause("4.2.3-1l", ClauseStatus.NOT_RUN, "NOT RUN", "the service was not asked")));

    @Test
    void in_a_terminal_no_line_is_wider_and_further_lines_stand_below_the_text() {
        assertThat(lines(SUMMARY, Language.ENGLISH, OptionalInt.of(48), Ansi.OFF))
                .containsExactly(
                        "digits: Not certified",
                        "  4.1.3-3 FAIL: the inputs of predict.py and",
                        "    infer.py differ",
                        "  You may rely on: nothing here: the model is",
                        "    not certified.",
                        "  4.1.3-3   FAIL     the inputs of predict.py",
                        "                     and infer.py differ",
                        "  4.2.3-1l  NOT RUN  the service was not asked");
    }

    @Test
    void another_program_gets_whole_lines() {
        assertThat(lines(SUMMARY, Language.ENGLISH, OptionalInt.empty(), Ansi.OFF))
                .contains(
                        "  You may rely on: nothing here: the model is not certified.",
                        "  4.1.3-3   FAIL     the inputs of predict.py and infer.py differ");
    }

    @Test
    void colours_take_no_room() {
        List<String> plain = lines(SUMMARY, Language.ENGLISH, OptionalInt.of(48), Ansi.OFF);

        assertThat(lines(SUMMARY, Language.ENGLISH, OptionalInt.of(48), Ansi.ON))
                .isNotEqualTo(plain)
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(plain);
    }

    @Test
    void chinese_letters_are_as_wide_as_two_and_no_line_begins_with_a_mark() {
        CertificateSummary summary = new CertificateSummary(
                false,
                "digits: 认证未通过",
                List.of(),
                List.of(new Line("可信范围", "在这台机器和这些版本上，该提交能够训练、达到其文档所写的指标，且所有部署产物与训练结果一致。")),
                List.of());

        List<String> lines = lines(summary, Language.CHINESE, OptionalInt.of(40), Ansi.OFF);

        assertThat(lines)
                .hasSizeGreaterThan(3)
                .allMatch(line -> WrappedText.width(line) <= 40)
                .noneMatch(line -> line.matches("\\s*[，。、：；）].*"));
        assertThat(String.join("", lines).replace(" ", ""))
                .isEqualTo("digits:认证未通过可信范围：在这台机器和这些版本上，该提交能够训练、达到其文档所写的指标，且所有部署产物与训练结果一致。");
    }

    @Test
    void a_word_that_is_longer_than_a_line_stays_whole() {
        String path = "a".repeat(60);
        CertificateSummary summary =
                new CertificateSummary(false, "digits", List.of("no file " + path), List.of(), List.of());

        assertThat(lines(summary, Language.ENGLISH, OptionalInt.of(40), Ansi.OFF))
                .containsExactly("digits", "  no file", "    " + path);
    }

    @Test
    void a_number_stays_with_its_unit_and_a_name_whole() {
        assertThat(new WrappedText(12).lines("下降了约为 76.7 %（.pdmodel）", 0))
                .containsExactly("下降了约为", "76.7 %", "（.pdmodel）");
    }

    private static List<String> lines(
            CertificateSummary summary, Language language, OptionalInt columns, Ansi colours) {
        return new SummaryText(summary, language, columns, colours).lines();
    }
}
