// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.requirement.tensors.Rounding.Movement;
import org.tipcjunit.tensor.TensorValue;

class RoundingTests {

    private static final TensorValue PLAIN = floats(0.334f, 0.333f, 0.333f);

    @Test
    void is_how_far_outputs_move_at_most_over_all_batches_and_tries() {
        Rounding rounding = Rounding.of(
                List.of(List.of(floats(1, 2), floats(0.5f)), List.of(floats(-8, 2), floats(0.25f))),
                List.of(
                        List.of(List.of(floats(1, 2.5f), floats(0.5f)), List.of(floats(-8, 2), floats(0.25f))),
                        List.of(List.of(floats(1, 2), floats(0.5f)), List.of(floats(-9, 2), floats(0.25f)))));

        assertThat(rounding.outputs()).containsExactly(new Movement(1, 8), new Movement(0, 0.5));
    }

    @Test
    void outputs_of_another_form_and_infinite_ones_tell_nothing() {
        Rounding rounding = Rounding.of(
                List.of(List.of(floats(1, 2), floats(Float.POSITIVE_INFINITY, Float.NaN))),
                List.of(List.of(List.of(floats(1), floats(1, 2)))));

        assertThat(rounding.outputs()).containsExactly(new Movement(0, 2), new Movement(0, 0));
    }

    @Test
    void nothing_is_known_without_a_replay() {
        assertThat(Rounding.of(List.of(), List.of())).isEqualTo(Rounding.unknown());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 7.2e-5, false", // a network in which rounding shows nothing: the probabilities differ by more
        "2.5e-6, 7.2e-5, true", // one that enlarges rounding: by 28 times what an input's last place comes to
        "2.5e-6, 1.7e-4, false", // by 68 times that
        "2.5e-6, 3.7e-2, false", // by 15,000 times, as a weight tensor that is 1 % off makes it
        "1, 9e-3, true",
        "1, 1.1e-2, false", // never more than a hundredth
    })
    void a_tolerance_grows_with_what_rounding_comes_to(double moved, float difference, boolean within) {
        Tolerance tolerance = Tolerance.ofOptimisedBackends().of(new Rounding(List.of(new Movement(moved, 0.334))));

        assertThat(between(floats(0.334f, 0.333f - difference, 0.333f), tolerance)
                        .within())
                .isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.05, false", "2.5e-7, 0.05, true", "2.5e-7, 0.07, false", "1, 0.09, true", "1, 0.11, false"})
    void bfloat16_rounds_more(double moved, float difference, boolean within) {
        Tolerance tolerance = Tolerance.ofPrecision("bf16").of(new Rounding(List.of(new Movement(moved, 0.334))));

        assertThat(between(floats(0.334f, 0.333f - difference, 0.333f), tolerance)
                        .within())
                .isEqualTo(within);
    }

    @Test
    void each_output_has_its_own() {
        Tolerance tolerance =
                Tolerance.ofOptimisedBackends().of(new Rounding(List.of(new Movement(1e-4, 1), new Movement(0, 1))));

        assertThat(TensorDifference.between(
                                List.of(floats(1.001f), floats(1)), List.of(floats(1), floats(1)), tolerance)
                        .within())
                .isTrue();
        assertThat(TensorDifference.between(
                                List.of(floats(1), floats(1.001f)), List.of(floats(1), floats(1)), tolerance)
                        .within())
                .isFalse();
    }

    @Test
    void words_tell_of_it_only_where_it_is_more_than_the_tolerance_anyway() {
        Tolerance usual = Tolerance.ofOptimisedBackends();

        assertThat(usual.of(new Rounding(List.of(new Movement(1e-6, 20)))).words())
                .isEqualTo("|a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b|");
        assertThat(usual.of(new Rounding(List.of(new Movement(1e-6, 0.5)))).words())
                .isEqualTo(
                        "|a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b|, or 6.4e-5 by rounding (inputs moved by one unit in the"
                                + " last place move outputs by 1e-6)");
    }

    private static TensorDifference between(TensorValue actual, Tolerance tolerance) {
        return TensorDifference.between(List.of(actual), List.of(PLAIN), tolerance);
    }

    private static TensorValue floats(float... values) {
        return TensorValue.ofFloats("y", List.of(1L, (long) values.length), values);
    }
}
