// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;

class GivenAnswersTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.9"));

    @Test
    void labels_that_the_outputs_depend_on_cannot_be_judged() {
        Finding finding = judge(List.of("image", "label"), Set.of("image"));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the evaluation gives the network what the prediction does not");
        assertThat(finding.observed())
                .isEqualTo("its outputs depend on label; the prediction gives image\ntop1 = 0.95");
    }

    @Test
    void inputs_that_nothing_depends_on_do_not_stand_for_labels() {
        assertThat(judge(List.of("data.gt_bbox", "data.image"), Set.of("data.image", "data.im_shape"))
                        .observed())
                .startsWith("its outputs depend on data.gt_bbox; the prediction gives data.im_shape, data.image");
    }

    @Test
    void as_many_inputs_as_predict_may_have_other_names() {
        assertThat(judge(
                                List.of("inputs.image", "inputs.scale_factor"),
                                Set.of("input_0.image", "input_0.scale_factor"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(List.of("ids", "types"), Set.of("ids", "types", "mask"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void nothing_is_said_where_the_prediction_is_not_known_or_the_metric_did_not_pass() {
        assertThat(new GivenAnswers(List.of("image", "label"), List.of())
                        .in(PASSED)
                        .verdict())
                .isEqualTo(Verdict.PASS);
        Finding failed = new MetricReached(MetricReached.Parameters.of("top1"))
                .judge(Artifacts.evaluation("top1: 0.5"), new BigDecimal("0.9"));
        assertThat(new GivenAnswers(List.of("image", "label"), List.of(Set.of("image"))).in(failed))
                .isEqualTo(failed);
    }

    private static Finding judge(List<String> needed, Set<String> given) {
        return new GivenAnswers(needed, List.of(given)).in(PASSED);
    }
}
