// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

class PerturbationTests {

    @Test
    void swaps_the_first_and_last_channel_of_every_image() {
        TensorValue images =
                TensorValue.ofFloats("image", List.of(2L, 3L, 1L, 2L), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

        assertThat(Perturbation.CHANNELS_SWAPPED.apply(images))
                .contains(
                        TensorValue.ofFloats("image", List.of(2L, 3L, 1L, 2L), 5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8));
    }

    @Test
    void scales_by_255() {
        assertThat(Perturbation.SCALE.apply(TensorValue.ofFloats("x", List.of(3L), 255, -510, 0)))
                .contains(TensorValue.ofFloats("x", List.of(3L), 1, -2, 0));
    }

    @Test
    void shifts_the_mean_by_a_half() {
        assertThat(Perturbation.MEAN.apply(TensorValue.ofFloats("x", List.of(1L, 2L), 0.25f, -1)))
                .contains(TensorValue.ofFloats("x", List.of(1L, 2L), 0.75f, -0.5f));
    }

    @Test
    void swapped_channels_of_grey_images_are_the_same() {
        TensorValue grey = TensorValue.ofFloats("image", List.of(2L, 3L, 1L, 1L), 1, 1, 1, 2, 2, 2);
        TensorValue half = TensorValue.ofFloats("image", List.of(2L, 3L, 1L, 1L), 1, 2, 3, 2, 2, 2);

        assertThat(Perturbation.touched(grey, swapped(grey))).isZero();
        assertThat(Perturbation.touched(half, swapped(half))).isEqualTo(0.5);
        assertThat(Perturbation.touched(half, Perturbation.MEAN.apply(half).orElseThrow()))
                .isEqualTo(1);
    }

    private static TensorValue swapped(TensorValue images) {
        return Perturbation.CHANNELS_SWAPPED.apply(images).orElseThrow();
    }

    @Test
    void channels_are_swapped_only_where_there_are_three_of_them() {
        for (List<Long> shape : List.of(List.of(1L, 1L, 2L, 2L), List.of(1L, 2L, 2L, 3L), List.of(3L, 2L, 2L))) {
            float[] zeros = new float[shape.stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b)];
            Arrays.fill(zeros, 1);

            assertThat(Perturbation.CHANNELS_SWAPPED.apply(TensorValue.ofFloats("x", shape, zeros)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXCHANGED")
    void leaves_a_tensor_without_elements_as_it_is(Perturbation perturbation) {
        TensorValue none = TensorValue.ofFloats("x", List.of(0L, 3L, 2L, 2L));

        assertThat(perturbation.apply(none)).contains(none);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FLOAT32", "UINT8"})
    void has_no_meaning_for_other_types(DataType type) {
        TensorValue tensor =
                TensorValue.copyOf("ids", type, List.of(1L, 3L, 1L, 1L), ByteBuffer.allocate(3 * type.bytes()));

        for (Perturbation perturbation : Perturbation.values()) {
            assertThat(perturbation.apply(tensor)).isEmpty();
        }
    }

    @Test
    void exchanges_tokens_within_the_range_that_is_seen() {
        ByteBuffer ids = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        ids.putLong(7).putLong(2).putLong(3).flip();

        TensorValue exchanged = Perturbation.EXCHANGED
                .apply(TensorValue.copyOf("ids", DataType.INT64, List.of(1L, 3L), ids))
                .orElseThrow();

        assertThat(IntStream.range(0, 3).mapToObj(exchanged::doubleAt)).containsExactly(2.0, 7.0, 6.0);
    }

    @Test
    void swaps_the_channels_of_bytes_as_well() {
        TensorValue image = TensorValue.copyOf(
                "x", DataType.UINT8, List.of(1L, 3L, 1L, 1L), ByteBuffer.wrap(new byte[] {1, 2, (byte) 200}));

        TensorValue swapped = Perturbation.CHANNELS_SWAPPED.apply(image).orElseThrow();

        assertThat(IntStream.range(0, 3).mapToObj(swapped::doubleAt)).containsExactly(200.0, 2.0, 1.0);
    }
}
