// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.MetricReached;
import org.tipcjunit.stage.infer.EvaluationReplay.Asked;
import org.tipcjunit.tensor.TensorValue;

class MeasuredProgramTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.9"));
    private static final TensorValue IMAGE = images(4, 0, 1);
    private static final TensorValue SAID = TensorValue.ofFloats("out", List.of(2L, 3L), 5, 1, 0, 1, 6, 2);
    private static final TensorValue OTHER = TensorValue.ofFloats("out", List.of(2L, 3L), 0, 5, 1, 6, 2, 1);

    @Test
    void a_network_that_says_something_else_than_the_program_says_nothing_of_it() {
        Finding finding = judge(call(IMAGE, OTHER));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary())
                .isEqualTo("the evaluated network computes something else than the exported program");
        assertThat(finding.observed())
                .isEqualTo(
                        "Net: the program says out FLOAT32[2, 3] up to 6, the network out FLOAT32[2, 3], and they differ by"
                                + " up to 5 and in the order of their elements\ntop1 = 0.95");
        assertThat(finding.remedy())
                .isEqualTo(
                        "evaluate the layer that is exported, with the same configuration and forward, so that the metric"
                                + " is that of what is deployed");
    }

    @Test
    void one_that_says_the_same_is_counted_and_told() {
        Finding finding = judge(call(IMAGE, SAID));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.figures())
                .contains(Figure.of("samples of the evaluation of which the exported program says the same", 2, ""));
        assertThat(finding.evidence())
                .contains(new TextEvidence("inputs of the evaluation through the exported program", "Net: the same"));
    }

    @Test
    void one_that_agrees_in_some_calls_has_a_state_or_was_given_more() {
        Finding finding = judge(call(IMAGE, OTHER), call(IMAGE, SAID));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_layer_within_a_wrapper_is_compared_where_the_wrapper_cannot_be() {
        MeasuredProgram.Call wrapper =
                new MeasuredProgram.Call("WithLoss", call(IMAGE, OTHER).asked(), Optional.of("it gives losses only"));

        assertThat(judge(wrapper, within(OTHER)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judge(wrapper, within(SAID)).figures())
                .contains(Figure.of("samples of the evaluation of which the exported program says the same", 2, ""));
    }

    @Test
    void a_layer_within_a_wrapper_does_not_answer_for_it() {
        assertThat(judge(call(IMAGE, OTHER), within(SAID)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judge(call(IMAGE, SAID), within(OTHER)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void what_cannot_be_compared_is_told_and_does_not_count() {
        MeasuredProgram.Call foreign = new MeasuredProgram.Call(
                "Teacher", call(IMAGE, OTHER).asked(), Optional.of("it holds 1 of 4 different tensors"));

        Finding finding = judge(foreign);

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(told(finding)).isEqualTo("Teacher: not compared: it holds 1 of 4 different tensors");
    }

    @Test
    void images_of_another_size_or_range_than_the_inference_has_do_not_count() {
        assertThat(told(new MeasuredProgram(List.of(call(IMAGE, OTHER)), List.of(List.of(images(6, 0, 1)))).in(PASSED)))
                .endsWith("not counted: the inference has no images of this size");
        assertThat(told(new MeasuredProgram(List.of(call(IMAGE, OTHER)), List.of(List.of(images(4, 0, 255))))
                        .in(PASSED)))
                .endsWith("not counted: the inference gives the program numbers of another range");
        assertThat(new MeasuredProgram(List.of(call(IMAGE, OTHER)), List.of(List.of(images(4, -0.2, 1.1))))
                        .in(PASSED)
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void images_of_another_size_count_where_the_program_takes_any() {
        assertThat(new MeasuredProgram(
                                List.of(call(IMAGE, OTHER)), List.of(List.of(images(6, 0, 1))), Set.of(IMAGE.name()))
                        .in(PASSED)
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_chain_that_has_not_exported_or_a_finding_that_failed_stays_as_it_is() {
        Finding failed = PASSED.concluding(Verdict.FAIL, "it failed", "", "mend it");

        assertThat(new MeasuredProgram(List.of(), List.of()).in(PASSED)).isSameAs(PASSED);
        assertThat(new MeasuredProgram(List.of(call(IMAGE, OTHER)), List.of()).in(failed))
                .isSameAs(failed);
    }

    private static Finding judge(MeasuredProgram.Call... calls) {
        return new MeasuredProgram(List.of(calls), List.of()).in(PASSED);
    }

    private static String told(Finding finding) {
        return finding.evidence().stream()
                .filter(TextEvidence.class::isInstance)
                .map(TextEvidence.class::cast)
                .reduce((first, last) -> last)
                .orElseThrow()
                .text();
    }

    private static MeasuredProgram.Call call(TensorValue input, TensorValue program) {
        return call(input, program, Optional.empty());
    }

    private static MeasuredProgram.Call within(TensorValue program) {
        return call(IMAGE, program, Optional.of(new Networks.Layer("Net", Map.of())));
    }

    private static MeasuredProgram.Call call(TensorValue input, TensorValue program, Optional<Networks.Layer> layer) {
        RecordedProcess process = new RecordedProcess(
                1,
                0,
                List.of("eval.py"),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new MeasuredProgram.Call(
                "Net",
                new Asked(process, 0, layer, List.of(input), List.of(SAID), List.of(program), Optional.empty(), false),
                Optional.empty());
    }

    /** Two pictures of one channel, rising from the lowest to the highest number. */
    private static TensorValue images(int extent, double low, double high) {
        float[] values = new float[2 * extent * extent];
        Arrays.setAll(
                new double[values.length], i -> values[i] = (float) (low + (high - low) * i / (values.length - 1)));
        return TensorValue.ofFloats("x", List.of(2L, 1L, (long) extent, (long) extent), values);
    }
}
