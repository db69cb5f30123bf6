// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.MetricReached;
import org.tipcjunit.stage.noise.NoisyEvaluation.Outcome;
import org.tipcjunit.stage.noise.PartlyNoisyEvaluation;
import org.tipcjunit.tensor.TensorValue;

class MeasuredHeadsTests {

    private static final Evaluation EVALUATION = Artifacts.evaluation("mIoU: 0.95");
    private static final TensorValue MAIN = scores("output[0]", 1, 9, 4, 7, 2, 6);
    private static final TensorValue EARLY = scores("output[1]", 9, 6, 2, 1, 3, 8);
    private static final Outcome SAME = printed("mIoU: 0.950");
    private static final Outcome OTHER = printed("mIoU: 0.2");

    private final List<PartlyNoisyEvaluation> asked = new ArrayList<>();

    @Test
    void a_metric_of_another_head_than_the_exported_one_cannot_be_judged() {
        Finding finding = judge(Set.of(), List.of("output[1]"), SAME, SAME, SAME, SAME);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the printed mIoU is not that of the output that is deployed");
        assertThat(finding.observed())
                .isEqualTo("mIoU = 0.95 with random numbers in the place of all outputs of SegNet but output[0]\n"
                        + "deployed is output[1]\n"
                        + "mIoU = 0.95");
        assertThat(finding.remedy())
                .isEqualTo(
                        "evaluate the output that is exported and that the inference reads, or export the one that is"
                                + " evaluated");
        assertThat(asked)
                .containsExactly(
                        new PartlyNoisyEvaluation(1, List.of("SegNet output[0]")),
                        new PartlyNoisyEvaluation(2, List.of("SegNet output[0]")),
                        new PartlyNoisyEvaluation(3, List.of("SegNet output[0]")),
                        new PartlyNoisyEvaluation(4, List.of("SegNet output[0]")));
    }

    @Test
    void of_two_exported_heads_the_one_that_is_read_counts() {
        List<String> both = List.of("output[0]", "output[1]");

        assertThat(judge(Set.of(1), both, SAME, SAME, SAME, SAME).verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(judge(Set.of(0), both, OTHER).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(Set.of(), both).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(Set.of(0, 1), both).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_metric_of_the_mean_of_two_heads_of_which_one_is_exported_cannot_be_judged() {
        Finding finding = judge(Set.of(), List.of("output[0]"), OTHER, printed("mIoU: 0.7"));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.observed())
                .isEqualTo("mIoU = 0.7 with random numbers in the place of output[1] of SegNet\n"
                        + "deployed is output[0]\n"
                        + "mIoU = 0.95");
        assertThat(asked)
                .containsExactly(
                        new PartlyNoisyEvaluation(1, List.of("SegNet output[1]")),
                        new PartlyNoisyEvaluation(1, List.of("SegNet output[0]")));
    }

    @Test
    void a_metric_of_the_exported_head_passes() {
        assertThat(judge(Set.of(), List.of("output[0]"), OTHER, SAME).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_lucky_metric_is_asked_again() {
        assertThat(judge(Set.of(), List.of("output[0]"), SAME, OTHER, SAME).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void what_cannot_be_tried_says_nothing() {
        Outcome untried = new Outcome(Optional.of("no room"), List.of(), 0);

        assertThat(judge(Set.of(), List.of("output[0]"), untried, untried).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(
                                Set.of(),
                                List.of("output[0]"),
                                new Outcome(Optional.empty(), List.of("mIoU: 0.95"), 0),
                                printed("Traceback"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void outputs_of_another_shape_losses_and_what_follows_from_the_deployed_one_are_no_heads() {
        assertThat(judge(heads(MAIN, scores("features", 1, 2, 3, 4)), Set.of(), List.of("output[0]"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(heads(MAIN, TensorValue.ofFloats("loss", List.of(2L), 3, 4)), Set.of(), List.of("output[0]"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(heads(MAIN, scores("cooler", 3, 21, 9, 15, 5, 13)), Set.of(), List.of("output[0]"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_wrapper_around_a_network_that_says_another_output_than_is_read_cannot_be_judged() {
        Finding finding = wrapped(Set.of(0), Set.of(1));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the printed mIoU is not that of the output that is deployed");
        assertThat(finding.observed())
                .isEqualTo("the evaluated network says what the program says as its output 0\n"
                        + "deployed is output 1 of the program\n"
                        + "mIoU = 0.95");
        assertThat(wrapped(Set.of(0), Set.of(0)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(wrapped(Set.of(0), Set.of()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(wrapped(Set.of(), Set.of(1)).verdict()).isEqualTo(Verdict.PASS);
    }

    private static Finding wrapped(Set<Integer> said, Set<Integer> read) {
        MetricReached reached = new MetricReached(MetricReached.Parameters.of("mIoU"));
        return new MeasuredHeads(Optional.empty(), said, read)
                .in(
                        reached.judge(EVALUATION, new BigDecimal("0.5")),
                        reached.headReading(EVALUATION),
                        EVALUATION,
                        run -> SAME);
    }

    private Finding judge(Set<Integer> read, List<String> sources, Outcome... outcomes) {
        return judge(heads(MAIN, EARLY), read, sources, outcomes);
    }

    private Finding judge(List<TensorValue> said, Set<Integer> read, List<String> sources, Outcome... outcomes) {
        asked.clear();
        Iterator<Outcome> next = Arrays.asList(outcomes).iterator();
        MetricReached reached = new MetricReached(MetricReached.Parameters.of("mIoU"));
        MeasuredHeads.Heads heads = new MeasuredHeads.Heads(
                "SegNet", List.of(said), sources.stream().map(Set::of).toList(), true);
        return new MeasuredHeads(Optional.of(heads), Set.of(), read)
                .in(
                        reached.judge(EVALUATION, new BigDecimal("0.5")),
                        reached.headReading(EVALUATION),
                        EVALUATION,
                        run -> {
                            asked.add(run);
                            return next.next();
                        });
    }

    private static List<TensorValue> heads(TensorValue... said) {
        return Stream.of(said).toList();
    }

    private static Outcome printed(String line) {
        return new Outcome(Optional.empty(), List.of(line), 9);
    }

    /** Scores of two samples. */
    private static TensorValue scores(String name, float... values) {
        return TensorValue.ofFloats(name, List.of(2L, values.length / 2L), values);
    }
}
