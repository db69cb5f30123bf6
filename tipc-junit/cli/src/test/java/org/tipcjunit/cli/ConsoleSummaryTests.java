// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.finding.Verdict;

class ConsoleSummaryTests {

    private final StringWriter out = new StringWriter();

    @Test
    void the_end_is_told_in_the_order_of_the_configs_whichever_ended_first() {
        ConsoleSummary summary = new ConsoleSummary(2, true, new PrintWriter(out), Language.ENGLISH);

        summary.of(1).failed("second.txt", new IllegalStateException("b"));
        summary.of(0).failed("first.txt", new IllegalStateException("a"));

        assertThat(summary.summary().lines().limit(2).map(line -> line.replaceAll(" .*", "")))
                .containsExactly("first.txt", "second.txt");
    }

    @Test
    void each_line_says_whose_it_is_where_several_are_worked_on_at_once() {
        judge(true);
        judge(false);

        assertThat(out.toString().lines())
                .containsExactly("[tipc] digits.txt: training: PASS", "[tipc] training: PASS");
    }

    @Test
    void says_after_each_config_of_many_how_long_the_rest_may_take_and_nothing_after_the_last() {
        ConsoleSummary summary = new ConsoleSummary(3, false, new PrintWriter(out), Language.ENGLISH);

        summary.of(0).done();
        summary.of(1).done();
        summary.of(2).done();

        assertThat(out.toString().lines())
                .containsExactly(
                        "[tipc] 1 of 3 configs are done, the others may take 0 s",
                        "[tipc] 2 of 3 configs are done, the others may take 0 s");
    }

    private void judge(boolean atOnce) {
        new ConsoleSummary(2, atOnce, new PrintWriter(out), Language.ENGLISH)
                .of(0)
                .judged(
                        "digits.txt",
                        "training",
                        new Outcome(Verdict.PASS, "", Optional.empty(), Optional.empty(), false));
    }
}
