// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.cli.zoo.SlurmJob;
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

    @Test
    void says_where_a_job_was_lost_if_it_had_come_to_a_machine() {
        ConsoleSummary summary = new ConsoleSummary(2, true, new PrintWriter(out), Language.ENGLISH);
        SlurmJob job = new SlurmJob(1, "digits.txt", List.of(), false, List.of(), List.of());

        summary.lost(job, "n2", "exit status 1");
        summary.lost(job, "", "exit status 1");

        assertThat(out.toString().lines())
                .containsExactly(
                        "[tipc] job 1 was lost on n2, exit status 1; digits.txt is certified again",
                        "[tipc] job 1 was lost before a machine had it, exit status 1; digits.txt is certified again");
    }

    @Test
    void says_what_a_signal_ended_and_that_nothing_of_it_is_certified() {
        Path log = Path.of("runs", "train", "stage.log");
        ConsoleSummary summary = new ConsoleSummary(2, false, new PrintWriter(new StringWriter()), Language.ENGLISH);

        summary.stopped(List.of(log), false, new PrintWriter(out));
        summary.of(0).failed("first.txt", new IllegalStateException("a"));
        summary.stopped(List.of(), true, new PrintWriter(out));

        assertThat(out.toString().lines().filter(line -> !line.isEmpty()))
                .containsExactly(
                        "[tipc] stopped by Ctrl-C or another signal: nothing was certified",
                        "[tipc] the stage that ran was ended with all its processes; its log: " + log,
                        "[tipc] nothing of it runs on. The same call begins anew; with --reuse stages, a call keeps what stages"
                                + " that ended leave",
                        "[tipc] stopped by Ctrl-C or another signal: 1 of 2 certifications had ended, 0 of them certified; no"
                                + " other model is",
                        "[tipc] nothing of it runs on. The same call takes the stages that had ended, and runs the others");
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
