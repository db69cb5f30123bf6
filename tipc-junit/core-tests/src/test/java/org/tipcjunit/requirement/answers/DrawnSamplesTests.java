// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.training.MetricReached;

class DrawnSamplesTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.5"));

    @Test
    void images_that_are_drawn_anew_cannot_be_judged() {
        Finding finding = new DrawnSamples(Optional.of("Digits 90")).in(PASSED, new MetricName("top1"));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the evaluation draws its images at random");
        assertThat(finding.observed())
                .isEqualTo(
                        "sample 90 of Digits was not always the same image when the data set was asked for it several"
                                + " times\ntop1 = 0.95");
        assertThat(finding.remedy())
                .isEqualTo(
                        "prepare images for the evaluation without what is drawn at random, such as flips and crops for"
                                + " the training");
    }

    @Test
    void distances_of_what_is_drawn_and_data_that_stay_are_not_told() {
        assertThat(new DrawnSamples(Optional.of("Latents 0")).in(PASSED, new MetricName("FID")))
                .isSameAs(PASSED);
        assertThat(new DrawnSamples(Optional.empty()).in(PASSED, new MetricName("top1")))
                .isSameAs(PASSED);
    }
}
