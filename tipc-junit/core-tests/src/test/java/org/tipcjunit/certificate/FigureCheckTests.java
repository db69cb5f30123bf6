// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.FigureResult;
import org.tipcjunit.certificate.Certificate.FindingResult;
import org.tipcjunit.certificate.FigureCheck.Contradiction;
import org.tipcjunit.finding.Figure.Value;

class FigureCheckTests {

    private static final String DEMANDED =
            "the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p value                        | 0.5    |            | p value of at most 0.001               | p value = 0.5",
                "p value                        | 1.5    |            | p value from 0 to 1                    | p value = 1.5",
                "relative fall of the median    | 4.9    | %          | relative fall of the median of at least 5.0 | relative fall of the median = 4.9",
                "margin                         | -0.01  |            | margin of at least 0                   | margin = -0.01",
                "cells that ran                 | 5      | of 4       | cells that ran of at most 4            | cells that ran = 5",
                "outputs changed                | 17     | of 16 images | outputs changed of at most 16        | outputs changed = 17",
                "max abs difference (plain)     | -1     |            | max abs difference (plain) of at least 0 | max abs difference (plain) = -1",
                "max difference (plain)         | 3      | ULP        | max difference (plain) of 0 ULP        | max difference (plain) = 3",
                "size of the parameters         | -7     | bytes      | size of the parameters of at least 0   | size of the parameters = -7"
            })
    void finds_what_a_pass_cannot_have(String name, BigDecimal value, String unit, String expected, String observed) {
        assertThat(contradictions(new FigureResult(name, new Value.Numeric(value), unit == null ? "" : unit)))
                .contains(new Contradiction(expected, observed));
    }

    @ParameterizedTest
    @CsvSource({"p value, 2.24e-6", "relative fall of the median, 76.0 %", "cells, 4 of 4", "size, -", "format, .json"})
    void finds_nothing_in_what_passes_also_as_older_certificates_write_it(String name, String text) {
        assertThat(contradictions(new FigureResult(name, new Value.Text(text), "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-inf", "1e999999999"})
    void finds_what_is_no_number(String text) {
        assertThat(contradictions(new FigureResult("top1", new Value.Text(text), "")))
                .containsExactly(new Contradiction("finite top1", "top1 = " + text));
    }

    @Test
    void a_margin_lies_between_the_value_and_the_documented_one_in_percent_too() {
        assertThat(contradictions(
                        figure("top1", "0.9972"), figure("documented top1", "0.97"), figure("margin", "0.0272")))
                .isEmpty();
        assertThat(contradictions(figure("top1", "0.9972"), figure("documented top1", "97"), figure("margin", "2.72")))
                .isEmpty();
        assertThat(contradictions(figure("top1", "0.5"), figure("documented top1", "0.97"), figure("margin", "0.0272")))
                .containsExactly(new Contradiction(
                        "margin between the value and the documented 0.97", "top1 = 0.5, margin = 0.0272"));
    }

    @Test
    void inputs_may_differ_where_the_program_ran_on_those_of_the_prediction() {
        String replayed = "max difference (plain, on the inputs of predict.py)";

        assertThat(contradictions(
                        figure("max difference (inputs)", "265"),
                        figure("max difference (plain)", "3116"),
                        figure(replayed, "0")))
                .isEmpty();
        assertThat(contradictions(figure("max difference (inputs)", "265"), figure(replayed, "1")))
                .containsExactly(new Contradiction(replayed + " of 0 ULP", replayed + " = 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-1", "17"})
    void half_of_the_documented_results_agree_and_no_more_than_all(String agree) {
        assertThat(contradictions(
                        figure("documented results of inference", "16"),
                        figure("documented results of inference that agree", agree)))
                .containsExactly(new Contradiction(
                        "documented results of inference that agree, at least half of 16 and at most 16",
                        "documented results of inference that agree = " + agree));
    }

    /** The judge lets as many pass, so that the certificate that it wrote would not be sound. */
    @Test
    void a_pass_with_some_results_that_differ_is_as_it_was_judged() {
        assertThat(contradictions(
                        figure("documented results of inference", "16"),
                        figure("documented results of inference that agree", "15"),
                        figure("documented results of prediction", "8"),
                        figure("documented results of prediction that agree", "4")))
                .isEmpty();
    }

    @Test
    void values_that_another_seed_leaves_open_are_not_counted_against_a_pass() {
        assertThat(contradictions(
                        figure("documented results of prediction", "8"),
                        figure("documented results of prediction that agree", "0"),
                        figure("documented values of prediction that another seed leaves open", "8")))
                .isEmpty();
    }

    private static FigureResult figure(String name, String value) {
        return new FigureResult(name, new Value.Numeric(new BigDecimal(value)), "");
    }

    private static List<Contradiction> contradictions(FigureResult... figures) {
        return new FigureCheck(new FindingResult(
                        "@Required",
                        ClauseStatus.PASS,
                        "holds",
                        DEMANDED,
                        "equal bit for bit on the plain backend",
                        "",
                        List.of(figures),
                        List.of(),
                        ""))
                .contradictions();
    }
}
