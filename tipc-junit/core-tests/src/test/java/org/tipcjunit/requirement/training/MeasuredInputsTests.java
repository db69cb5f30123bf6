// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.Networks.Channel;
import org.tipcjunit.recording.Networks.Colours;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.tensor.TensorValue;

class MeasuredInputsTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.9"));
    private static final DoubleUnaryOperator HALVES = value -> (value / 255 - 0.5) / 0.5;
    private static final DoubleUnaryOperator IMAGENET = value -> (value / 255 - 0.485) / 0.229;

    private final Random random = new Random(7);

    @Test
    void images_that_are_scaled_in_two_ways_cannot_be_judged() {
        Finding finding = judge(images(4, HALVES, 0, 255), images(4, IMAGENET, 0, 255));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the prediction scales images otherwise than the evaluation");
        assertThat(finding.observed())
                .isEqualTo("Net gets in channel 1 of x from -1 to 1 in the evaluation, from -2.118 to 2.249 in the"
                        + " prediction: no one scaling of 8-bit colours gives both\ntop1 = 0.95");
    }

    @Test
    void an_inference_is_held_against_the_evaluation_where_no_command_predicts() {
        Colours evaluated = images(4, HALVES, 0, 255);

        assertThat(inferred(evaluated, HALVES).verdict()).isEqualTo(Verdict.PASS);
        Finding finding = inferred(evaluated, value -> value / 255);
        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the inference scales images otherwise than the evaluation");
        assertThat(finding.observed()).contains("from -1 to 1 in the evaluation, from 0 to 1 in the inference");
    }

    private static Finding inferred(Colours evaluated, DoubleUnaryOperator scale) {
        float[] values = new float[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) scale.applyAsDouble(i);
        }
        List<List<TensorValue>> runs =
                List.of(List.of(TensorValue.ofFloats("image", List.of(1L, 1L, 16L, 16L), values)));
        return new MeasuredInputs(List.of(evaluated), new InferredColours(runs).beside(List.of(evaluated)), "inference")
                .in(PASSED);
    }

    @Test
    void every_other_mean_deviation_and_scale_is_told() {
        List<DoubleUnaryOperator> ways = List.of(
                HALVES,
                IMAGENET,
                value -> value,
                value -> value / 255,
                value -> value - 123.675,
                value -> value / 127.5 - 1.002,
                value -> (value / 255 - 0.406) / 0.225);
        for (int one = 0; one < ways.size(); one++) {
            for (int other = 0; other < ways.size(); other++) {
                assertThat(judge(images(4, ways.get(one), 0, 255), images(1, ways.get(other), 0, 255))
                                .verdict())
                        .as("%d against %d", one, other)
                        .isEqualTo(one == other ? Verdict.PASS : Verdict.CANNOT_JUDGE);
            }
        }
    }

    @Test
    void other_images_of_the_same_scale_are_no_difference() {
        for (int i = 0; i < 500; i++) {
            int dark = random.nextInt(200);
            assertThat(judge(
                                    images(4, IMAGENET, 0, 255),
                                    images(1, value -> (float) (value - 123.675) / 58.395, dark, dark + 55))
                            .verdict())
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void a_wrapper_another_input_and_colours_of_one_image_on_each_side_say_nothing() {
        Colours one = images(1, HALVES, 0, 255);
        Colours other = images(1, IMAGENET, 0, 255);

        assertThat(judge(one, other).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(new Colours("Wrapper", "x", 4, one.channels()), new Colours("Net", "x", 4, other.channels()))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(new Colours("Net", "x", 4, one.channels()), new Colours("Net", "mask", 4, other.channels()))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void images_that_were_resized_after_they_were_scaled_are_told_by_a_factor_only() {
        Colours small = resized(-2, 2.2);
        assertThat(judge(small, resized(-1, 1)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(small, resized(-1.9, -1.5)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(small, resized(-520, 580)).observed())
                .startsWith("Net gets in channel 1 of x from -2 to 2.2 in the evaluation, from -520 to 580 in the"
                        + " prediction: one span is more than 32 times the other");
    }

    @Test
    void several_networks_or_ways_of_the_evaluation_may_each_be_the_one() {
        assertThat(new MeasuredInputs(
                                List.of(images(4, HALVES, 0, 255), images(4, IMAGENET, 0, 255)),
                                List.of(images(4, IMAGENET, 0, 255)))
                        .in(PASSED)
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(images(4, HALVES, 0, 255), new Colours("Net", "x", 0, List.of()))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void an_image_whose_channels_are_exchanged_cannot_be_judged() {
        Finding finding = judge(named("a b c", "r g b"), named("d e f", "b g r"));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("the prediction gives the network the channels of an image in another order than the"
                        + " evaluation");
        assertThat(finding.observed())
                .startsWith("Net gets in channels 1, 2, 3 of x what the evaluation gave it, of the same image, in"
                        + " channels 3, 2, 1\n");
    }

    @Test
    void other_images_and_images_in_both_orders_are_no_exchange() {
        assertThat(judge(named("a b c"), named("c d a")).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(named("r g b"), named("r g b")).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(named("r g b", "b g r"), named("b g r")).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(named(), named("b g r")).verdict()).isEqualTo(Verdict.PASS);
    }

    private static Colours named(String... images) {
        return new Colours(
                "Net",
                "x",
                images.length,
                List.of(),
                Stream.of(images).map(image -> List.of(image.split(" "))).toList());
    }

    private static Finding judge(Colours evaluated, Colours predicted) {
        return new MeasuredInputs(List.of(evaluated), List.of(predicted)).in(PASSED);
    }

    private Colours images(int samples, DoubleUnaryOperator scale, int darkest, int brightest) {
        List<Double> values = IntStream.rangeClosed(darkest, brightest)
                .filter(value -> value == darkest || value == brightest || random.nextInt(3) > 0)
                .mapToObj(value -> (double) (float) scale.applyAsDouble(value))
                .toList();
        return new Colours(
                "Net", "x", samples, List.of(new Channel(values, Collections.min(values), Collections.max(values))));
    }

    private static Colours resized(double low, double high) {
        return new Colours("Net", "x", 4, List.of(new Channel(List.of(), low, high)));
    }
}
