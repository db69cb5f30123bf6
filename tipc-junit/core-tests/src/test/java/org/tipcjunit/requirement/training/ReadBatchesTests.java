// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.ReadBatches.Loader;

class ReadBatchesTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.9"));
    private static final Loader LEFT = new Loader(1, 6, false, 16, 0, 1, 0);

    @Test
    void a_loop_that_is_left_after_a_batch_evaluates_a_part() {
        Finding finding = new ReadBatches(List.of(LEFT), 16, false).in(PASSED);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the evaluation did not read all of its data");
        assertThat(finding.observed()).isEqualTo("1 of 6 batches taken of a data loader\ntop1 = 0.95");
        assertThat(finding.remedy())
                .isEqualTo("evaluate all batches: take a break, or a limit for trials, out of the loop");
    }

    @Test
    void one_loader_that_was_read_to_its_end_is_enough() {
        assertThat(new ReadBatches(List.of(LEFT, new Loader(3, 3, false, 48, 0, 1, 0)), 64, false).in(PASSED))
                .isSameAs(PASSED);
        assertThat(new ReadBatches(List.of(new Loader(3, 4, true, 48, 0, 1, 0)), 48, false).in(PASSED))
                .isSameAs(PASSED);
        assertThat(new ReadBatches(List.of(new Loader(3, 0, false, 48, 0, 1, 0)), 48, false).in(PASSED))
                .isSameAs(PASSED);
    }

    @Test
    void a_pass_in_which_no_network_ran_evaluates_nothing() {
        Loader counting = new Loader(6, 6, true, 90, 0, 1, 0);
        Loader left = new Loader(2, 6, false, 32, 0, 1, 2);

        assertThat(new ReadBatches(List.of(counting, left), 32, false)
                        .in(PASSED)
                        .observed())
                .isEqualTo("2 of 6 batches taken of a data loader\ntop1 = 0.95");
        assertThat(new ReadBatches(List.of(left, new Loader(6, 6, true, 90, 0, 1, 6)), 122, false).in(PASSED))
                .isSameAs(PASSED);
    }

    @Test
    void a_sampler_for_more_processes_than_evaluate_gives_a_part() {
        Loader quarter = new Loader(3, 3, true, 23, 0, 4, 3);

        Finding finding = new ReadBatches(List.of(quarter), 23, false).in(PASSED);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the evaluation read a part of its data");
        assertThat(finding.observed())
                .isEqualTo(
                        "a data loader gives one of 4 parts of the samples, by a sampler for as many processes; the evaluation"
                                + " read 1\ntop1 = 0.95");
        assertThat(new ReadBatches(List.of(quarter, quarter, quarter, quarter), 90, false).in(PASSED))
                .isSameAs(PASSED);
    }

    @Test
    void samples_that_no_batch_has_are_told() {
        Finding finding = new ReadBatches(List.of(new Loader(3, 3, true, 48, 12, 1, 0)), 48, false).in(PASSED);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.figures())
                .endsWith(Figure.share("samples that the evaluation's data loader leaves out (drop_last)", 12, 60, ""));
    }

    @Test
    void a_network_that_got_its_data_elsewhere_or_a_loss_of_a_part_is_not_told() {
        assertThat(new ReadBatches(List.of(LEFT), 90, false).in(PASSED)).isSameAs(PASSED);
        assertThat(new ReadBatches(List.of(LEFT), 16, true).in(PASSED)).isSameAs(PASSED);
        assertThat(new ReadBatches(List.of(), 48, false).in(PASSED)).isSameAs(PASSED);
    }
}
