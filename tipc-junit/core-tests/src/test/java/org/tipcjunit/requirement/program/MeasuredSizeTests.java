// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.MetricReached;

class MeasuredSizeTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.9"));
    private static final List<Long> SMALL = List.of(3L, 8L, 8L);
    private static final List<Long> LARGE = List.of(3L, 12L, 12L);

    @Test
    void a_classifier_that_is_exported_for_another_size_cannot_be_judged() {
        Finding finding = new MeasuredSize(List.of(LARGE), List.of(SMALL), Optional.of(SMALL)).in(PASSED);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("the evaluated images have another size than the exported program takes");
        assertThat(finding.observed()).isEqualTo("""
                images of the evaluation: 3 x 12 x 12
                images of the inference: 3 x 8 x 8
                images that the program takes: 3 x 8 x 8
                top1 = 0.95""");
        assertThat(finding.remedy())
                .isEqualTo(
                        "evaluate images of the size that is exported, or export the program for the size that is evaluated,"
                                + " so that the metric is that of what is deployed");
    }

    @Test
    void other_sizes_of_what_takes_several_are_told() {
        Finding finding = new MeasuredSize(List.of(LARGE), List.of(SMALL), Optional.empty()).in(PASSED);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.evidence())
                .contains(new TextEvidence(
                        "sizes of images",
                        "images of the evaluation: 3 x 12 x 12\nimages of the inference: 3 x 8 x 8"));
    }

    @Test
    void nothing_is_said_where_any_size_is_that_of_the_inference() {
        assertThat(new MeasuredSize(List.of(LARGE, SMALL), List.of(SMALL), Optional.of(SMALL)).in(PASSED))
                .isSameAs(PASSED);
        assertThat(new MeasuredSize(List.of(), List.of(SMALL), Optional.of(SMALL)).in(PASSED))
                .isSameAs(PASSED);
        assertThat(new MeasuredSize(List.of(LARGE), List.of(), Optional.of(SMALL)).in(PASSED))
                .isSameAs(PASSED);
    }

    @Test
    void a_finding_that_failed_only_tells_the_sizes() {
        Finding failed = PASSED.concluding(Verdict.FAIL, "it failed", "", "mend it");

        assertThat(new MeasuredSize(List.of(LARGE), List.of(SMALL), Optional.of(SMALL))
                        .in(failed)
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }
}
