// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

class TensorDifferenceTests {

    private static final Tolerance TOLERANCE = Tolerance.ofOptimisedBackends();

    @Test
    void finds_no_difference_between_equal_tensors() {
        TensorDifference difference = between(floats(1, 2), floats(1, 2));

        assertThat(difference.sameBits()).isTrue();
        assertThat(difference.within()).isTrue();
        assertThat(difference.describe()).isEqualTo("max abs 0, max rel 0, max 0 ULP");
    }

    @Test
    void counts_steps_between_floats_across_zero() {
        float smallest = Float.MIN_VALUE;

        assertThat(between(floats(smallest), floats(-smallest)).maxUlp()).isEqualTo(2);
        assertThat(between(floats(1), floats(Math.nextUp(1f))).maxUlp()).isEqualTo(1);
    }

    @Test
    void counts_steps_of_other_types() {
        assertThat(between(halves((short) 0x3c00), halves((short) 0x3c05)).maxUlp())
                .isEqualTo(5);
        assertThat(between(halves((short) 0x8001), halves((short) 0x0001)).maxUlp())
                .isEqualTo(2);
        assertThat(between(brains((short) 0x3f80), brains((short) 0x3f83)).maxUlp())
                .isEqualTo(3);
        assertThat(between(doubles(1), doubles(Math.nextUp(Math.nextUp(1.0)))).maxUlp())
                .isEqualTo(2);
        assertThat(between(doubles(Double.MAX_VALUE), doubles(-Double.MAX_VALUE))
                        .maxUlp())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void sees_the_sign_of_zero_only_in_the_bits() {
        TensorDifference difference = between(floats(0f), floats(-0f));

        assertThat(difference.sameBits()).isFalse();
        assertThat(difference.maxUlp()).isZero();
        assertThat(difference.within()).isTrue();
    }

    @Test
    void applies_the_tolerance_to_the_largest_magnitude_of_the_tensor() {
        assertThat(between(floats(0.0009f, 100), floats(0, 100)).within()).isTrue();
        assertThat(between(floats(0.0011f, 100), floats(0, 100)).within()).isFalse();
        assertThat(between(floats(0.000009f), floats(0)).within()).isTrue();
        assertThat(between(floats(0.000011f), floats(0)).within()).isFalse();
    }

    @Test
    void never_accepts_nan() {
        TensorDifference difference = between(floats(Float.NaN), floats(Float.NaN));

        assertThat(difference.sameBits()).isFalse();
        assertThat(difference.within()).isFalse();
        assertThat(difference.nan()).isTrue();
    }

    @Test
    void accepts_equal_infinities_only() {
        float infinity = Float.POSITIVE_INFINITY;

        assertThat(between(floats(infinity, 1), floats(infinity, 1)).within()).isTrue();
        assertThat(between(floats(infinity, 1), floats(1, 1)).within()).isFalse();
        assertThat(between(floats(infinity, 1.5f), floats(infinity, 1)).within())
                .isFalse();
    }

    @Test
    void demands_equal_integers() {
        assertThat(between(longs(5), longs(6)).within()).isFalse();
        assertThat(between(longs(1_000_000_000), longs(1_000_000_001)).within()).isFalse();
        assertThat(between(longs(5), longs(5)).within()).isTrue();
    }

    @Test
    void names_types_shapes_and_counts_that_cannot_be_compared() {
        assertThat(between(floats(1), floats(1, 2)).describe()).isEqualTo("float32[1] against float32[2]");
        assertThat(between(longs(1), floats(1)).describe()).isEqualTo("int64[1] against float32[1]");
        TensorDifference counts = TensorDifference.between(List.of(), List.of(floats(1)), TOLERANCE);
        assertThat(counts.describe()).isEqualTo("0 tensors against 1");
        assertThat(counts.within()).isFalse();
        assertThat(counts.sameBits()).isFalse();
    }

    @Test
    void judges_embeddings_by_their_direction() {
        TensorValue reference = TensorValue.ofFloats("y", List.of(2L, 2L), 1, 0, 0.6f, 0.8f);
        TensorValue turned = TensorValue.ofFloats("y", List.of(2L, 2L), 1, 0, 0.8f, 0.6f);
        TensorValue longer = TensorValue.ofFloats("y", List.of(2L, 2L), 2, 0, 1.2f, 1.6f);
        TensorValue nowhere = TensorValue.ofFloats("y", List.of(2L, 2L), 1, 0, 0, 0);
        Tolerance embeddings = TOLERANCE.of(Outputs.EMBEDDINGS);

        assertThat(TensorDifference.between(turned, reference, embeddings).changedDecisions())
                .isEqualTo(1);
        assertThat(TensorDifference.between(turned, reference, embeddings).describe())
                .endsWith("1 of 2 directions changed, smallest cosine 0.96");
        assertThat(TensorDifference.between(longer, reference, embeddings).changedDecisions())
                .as("a length is no direction")
                .isZero();
        assertThat(TensorDifference.between(longer, reference, embeddings).within())
                .as("but not within the tolerance")
                .isFalse();
        assertThat(TensorDifference.between(longer, reference, embeddings).describe())
                .endsWith(", equal directions of other lengths, as when one side alone normalises");
        assertThat(TensorDifference.between(nowhere, reference, embeddings).describe())
                .endsWith("1 of 2 directions changed, smallest cosine NaN");
        assertThat(TensorDifference.between(reference, reference, embeddings).smallestCosine())
                .isEqualTo(1);
    }

    @Test
    void tells_other_lengths_of_embeddings_from_other_directions() {
        TensorValue reference = TensorValue.ofFloats("y", List.of(3L, 2L), 1, 0, 0.6f, 0.8f, 0.28f, 0.96f);
        TensorValue oneLonger = TensorValue.ofFloats("y", List.of(3L, 2L), 1, 0, 0.6f, 0.8f, 0.84f, 2.88f);
        TensorValue alsoTurned = TensorValue.ofFloats("y", List.of(3L, 2L), 1, 0.0001f, 0.6f, 0.8f, 0.84f, 2.88f);
        TensorValue opposite = TensorValue.ofFloats("y", List.of(3L, 2L), 1, 0, 0.6f, 0.8f, -0.28f, -0.96f);

        assertThat(lengthsOnly(oneLonger, reference)).isTrue();
        assertThat(lengthsOnly(alsoTurned, reference)).isFalse();
        assertThat(lengthsOnly(opposite, reference)).isFalse();
        assertThat(between(oneLonger, reference).lengthsOnly()).as("of scores").isFalse();
        assertThat(lengthsOnly(reference, reference)).isTrue();
        assertThat(TensorDifference.between(reference, reference, TOLERANCE.of(Outputs.EMBEDDINGS))
                        .describe())
                .isEqualTo("max abs 0, max rel 0, max 0 ULP");
    }

    private static boolean lengthsOnly(TensorValue actual, TensorValue reference) {
        return TensorDifference.between(actual, reference, TOLERANCE.of(Outputs.EMBEDDINGS))
                .lengthsOnly();
    }

    @Test
    void a_tenth_of_the_tolerance_is_left_to_the_cosine_of_embeddings() {
        assertThat(TOLERANCE.of(Outputs.EMBEDDINGS).smallestCosine()).isEqualTo(1 - 1e-6);
        assertThat(Tolerance.ofPrecision("bf16").smallestCosine()).isEqualTo(0.998);
    }

    @Test
    void counts_changed_decisions_but_no_ties() {
        TensorValue reference = TensorValue.ofFloats("y", List.of(3L, 2L), 1, 2, 5, 5, 1, 2);
        TensorValue actual = TensorValue.ofFloats("y", List.of(3L, 2L), 2, 1, 5.00001f, 5, 1, 2);

        TensorDifference difference = between(actual, reference);

        assertThat(difference.decisionRows()).isEqualTo(3);
        assertThat(difference.changedDecisions()).isEqualTo(1);
        assertThat(difference.describe()).endsWith("1 of 3 decisions changed");
    }

    @Test
    void decides_each_pixel_of_a_segmentation() {
        TensorValue reference = TensorValue.ofFloats("y", List.of(1L, 2L, 1L, 3L), 1, 0, 0, 0, 1, 1);
        TensorValue actual = TensorValue.ofFloats("y", List.of(1L, 2L, 1L, 3L), 1, 1, 0, 0, 0, 1);

        assertThat(between(actual, reference).decisionRows()).isEqualTo(3);
        assertThat(between(actual, reference).changedDecisions()).isEqualTo(1);
    }

    @Test
    void looks_at_every_element_of_a_large_tensor() {
        float[] numbers = new float[3 * 9 * 700];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 700 == 3 ? -5 : i * 1e-5f;
        }
        List<Long> shape = List.of(3L, 9L, 70L, 10L);
        TensorValue reference = TensorValue.ofFloats("y", shape, numbers);
        assertThat(between(reference, TensorValue.ofFloats("y", shape, numbers)).decisionRows())
                .isEqualTo(3 * 700);

        // The last image's last pixel, whose best class was the last one.
        numbers[numbers.length - 1] = Math.nextUp(numbers[numbers.length - 1]);
        TensorDifference close = between(TensorValue.ofFloats("y", shape, numbers), reference);
        assertThat(close.maxUlp()).isEqualTo(1);
        assertThat(close.within()).isTrue();
        assertThat(close.changedDecisions()).isZero();

        numbers[numbers.length - 1 - 700] = 9;
        TensorDifference far = between(TensorValue.ofFloats("y", shape, numbers), reference);
        assertThat(far.maxAbs()).isBetween(8.8, 9.0);
        assertThat(far.within()).isFalse();
        assertThat(far.changedDecisions()).isEqualTo(1);

        numbers[numbers.length - 1 - 700] = Float.NaN;
        TensorDifference nan = between(TensorValue.ofFloats("y", shape, numbers), reference);
        assertThat(nan.nan()).isTrue();
        assertThat(nan.within()).isFalse();
        assertThat(between(reference, TensorValue.ofFloats("y", shape, numbers)).nan())
                .isTrue();
        TensorValue broken = TensorValue.ofFloats("y", shape, numbers);
        assertThat(between(broken, broken).nan()).isTrue();
    }

    @Test
    void decides_nothing_from_single_scores_and_integers() {
        assertThat(between(floats(1), floats(1)).decisionRows()).isZero();
        TensorValue single = TensorValue.ofFloats("y", List.of(2L, 1L), 1, 2);
        assertThat(between(single, single).decisionRows()).isZero();
    }

    private static TensorDifference between(TensorValue actual, TensorValue reference) {
        return TensorDifference.between(actual, reference, TOLERANCE);
    }

    private static TensorValue floats(float... values) {
        return TensorValue.ofFloats("y", List.of((long) values.length), values);
    }

    private static TensorValue doubles(double value) {
        return tensor(DataType.FLOAT64, buffer(8).putDouble(value));
    }

    private static TensorValue longs(long value) {
        return tensor(DataType.INT64, buffer(8).putLong(value));
    }

    private static TensorValue halves(short bits) {
        return tensor(DataType.FLOAT16, buffer(2).putShort(bits));
    }

    private static TensorValue brains(short bits) {
        return tensor(DataType.BFLOAT16, buffer(2).putShort(bits));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static TensorValue tensor(DataType type, ByteBuffer written) {
        return TensorValue.copyOf("y", type, List.of(1L), written.flip());
    }
}
