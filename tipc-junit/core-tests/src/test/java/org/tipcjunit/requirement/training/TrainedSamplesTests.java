// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;

class TrainedSamplesTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.9"));

    @Test
    void samples_of_the_training_among_those_evaluated_are_told_and_change_nothing() {
        Finding finding = new TrainedSamples(Set.of("a", "b", "c"), Set.of("c", "d", "a")).in(PASSED);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.figures())
                .contains(Figure.share(
                        "samples of the training that were evaluated, of those that were looked for", 2, 3, ""));
    }

    @Test
    void nothing_is_told_where_none_is_shared() {
        assertThat(new TrainedSamples(Set.of("a"), Set.of("b")).in(PASSED)).isSameAs(PASSED);
        assertThat(new TrainedSamples(Set.of(), Set.of()).in(PASSED)).isSameAs(PASSED);
    }
}
