// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.WeightSet;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;

class MeasuredWeightsTests {

    private static final Map<String, String> RAW = Map.of("head.weight", "r1", "head.bias", "r2");
    private static final Map<String, String> AVERAGE = Map.of("head.weight", "a1", "head.bias", "a2");
    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.9"));

    @Test
    void an_average_that_is_evaluated_says_nothing_of_the_raw_weights_that_predict() {
        Finding finding = judge(List.of(AVERAGE), List.of(RAW));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the evaluation ran other weights than the prediction");
        assertThat(finding.observed())
                .isEqualTo("'ema/head.bias' saved to latest.pdparams was evaluated, and 'model/head.bias' saved to"
                        + " latest.pdparams predicted; and so with 1 more\ntop1 = 0.95");
        assertThat(finding.remedy())
                .isEqualTo("evaluate, predict with and export the same of the weights that the training saved");
    }

    @Test
    void the_same_weights_may_stand_under_another_prefix_or_beside_others() {
        assertThat(judge(List.of(RAW), List.of(RAW)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(List.of(RAW), List.of(Map.of("net.head.weight", "r1", "net.head.bias", "r2")))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(List.of(RAW, AVERAGE), List.of(RAW)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(List.of(RAW), List.of(RAW, AVERAGE)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void parts_that_only_one_of_them_has_are_no_difference() {
        assertThat(judge(List.of(RAW), List.of(Map.of("head.weight", "r1", "folded.weight", "zz")))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(List.of(Map.of("head.weight", "r1")), List.of(Map.of("head.bias", "r2")))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void nothing_is_said_before_both_have_run() {
        assertThat(judge(List.of(), List.of(RAW)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(List.of(RAW), List.of()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(new MeasuredWeights(Optional.empty(), List.of(RAW), List.of(AVERAGE))
                        .in(PASSED)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static Finding judge(List<Map<String, String>> evaluated, List<Map<String, String>> deployed) {
        TrainedNetwork trained = new TrainedNetwork(
                List.of("Net"),
                Map.of("0/head.weight", "i1", "0/head.bias", "i2"),
                Set.of(),
                List.of(new WeightSet(
                        "saved to latest.pdparams",
                        Map.of(
                                "model/head.weight", "r1",
                                "model/head.bias", "r2",
                                "ema/head.weight", "a1",
                                "ema/head.bias", "a2"))),
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TrainedNetwork.Start.unseen(),
                OptionalDouble.of(0.01),
                false,
                false,
                List.of());
        return new MeasuredWeights(Optional.of(trained), evaluated, deployed).in(PASSED);
    }
}
