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
    private static final Loader LEFT = new Loader(1, 6, false, 16, 0);

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
        assertThat(new ReadBatches(List.of(LEFT, new Loader(3, 3, false, 48, 0)), 64, false).in(PASSED))
                .isSameAs(PASSED);
        assertThat(new ReadBatches(List.of(new Loader(3, 4, true, 48, 0)), 48, false).in(PASSED))
                .isSameAs(PASSED);
        assertThat(new ReadBatches(List.of(new Loader(3, 0, false, 48, 0)), 48, false).in(PASSED))
                .isSameAs(PASSED);
    }

    @Test
    void samples_that_no_batch_has_are_told() {
        Finding finding = new ReadBatches(List.of(new Loader(3, 3, true, 48, 12)), 48, false).in(PASSED);

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
