// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.tensor.TensorValue;

class InputDiagnosisTests {

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    @Test
    void texts_of_other_lengths_tell_other_words_from_missing_ones() {
        TensorValue text = TensorValue.ofFloats("ids", List.of(1L, 4L), 5, 6, 7, 4);

        assertThat(InputDiagnosis.of(text, TensorValue.ofFloats("ids", List.of(1L, 3L), 5, 1, 7)))
                .isEqualTo("looks otherwise prepared: 1 of the first 3 numbers differ, number 2 is 1 against 6; [1, 3]"
                        + " against [1, 4]");
        assertThat(InputDiagnosis.of(text, TensorValue.ofFloats("ids", List.of(1L, 2L), 5, 6)))
                .isEqualTo(
                        "looks cut off: the first 2 numbers are equal, and then only one side goes on; [1, 2] against"
                                + " [1, 4]");
    }

    @Test
    void recognises_another_mean() {
        assertThat(InputDiagnosis.of(image(1, 0, false), image(1, 0.5f, false)))
                .isEqualTo("looks like another mean: inferred = 1 x + 0.5");
    }

    @Test
    void recognises_another_std() {
        assertThat(InputDiagnosis.of(image(1, 0, false), image(2, 0.25f, false)))
                .isEqualTo("looks like another mean or std: inferred = 2 x + 0.25");
    }

    @Test
    void recognises_a_mean_of_its_own_for_each_channel() {
        TensorValue normalised = tensor((channel, pixel) -> (value(channel, pixel) - MEAN[channel]) / STD[channel]);

        assertThat(InputDiagnosis.of(image(1, 0, false), normalised))
                .isEqualTo("looks like another mean or std: inferred = 4.367 x - 2.118; 4.464 x - 2.036; 4.444 "
                        + "x - 1.804");
    }

    @Test
    void recognises_a_missing_factor_255() {
        assertThat(InputDiagnosis.of(image(1, 0, false), image(255, 0, false)))
                .isEqualTo("looks like a missing factor 255");
        assertThat(InputDiagnosis.of(image(255, 0, false), image(1, 0, false)))
                .isEqualTo("looks like a missing factor 255");
    }

    @Test
    void recognises_swapped_channels_also_after_normalisation() {
        TensorValue straight = tensor((channel, pixel) -> (value(channel, pixel) - MEAN[channel]) / STD[channel]);
        TensorValue swapped = tensor((channel, pixel) -> (value(2 - channel, pixel) - MEAN[channel]) / STD[channel]);

        assertThat(InputDiagnosis.of(straight, swapped)).isEqualTo("looks like channels swapped (RGB against BGR)");
        assertThat(InputDiagnosis.of(image(1, 0, false), image(1, 0, true)))
                .isEqualTo("looks like channels swapped (RGB against BGR)");
    }

    @Test
    void names_the_input_that_is_prepared_otherwise_or_in_another_place() {
        TensorValue factor = TensorValue.ofFloats("scale_factor", List.of(1L, 2L), 1.6f, 0.5f);
        TensorValue shape = TensorValue.ofFloats("im_shape", List.of(1L, 2L), 64, 32);

        assertThat(InputDiagnosis.of(
                        List.of(shape, factor), List.of(shape, TensorValue.ofFloats("b", List.of(1L, 2L), 1, 1)), 1))
                .isEqualTo("input scale_factor looks otherwise prepared: 2 of 2 numbers differ, the first is 1 against"
                        + " 1.6");
        assertThat(InputDiagnosis.of(
                        List.of(shape, factor),
                        List.of(shape, TensorValue.ofFloats("b", List.of(1L, 2L), 0.5f, 1.6f)),
                        1))
                .startsWith("input scale_factor looks like another order of the same numbers: 2 of 2 numbers differ");
        assertThat(InputDiagnosis.of(List.of(shape, factor), List.of(factor, shape), 0))
                .isEqualTo("input im_shape has the numbers of input scale_factor: another order of inputs");
        assertThat(InputDiagnosis.of(shape, TensorValue.ofFloats("b", List.of(1L, 3L), 64, 32, 0)))
                .isEqualTo("looks like another length or padding: [1, 3] against [1, 2]");
        assertThat(InputDiagnosis.preparation(factor, "a.py", "b.py"))
                .isEqualTo(
                        "prepare inputs by the same code in a.py and b.py (tokenizer, vocabulary, greatest length, padding, order of inputs,"
                                + " scale)");
    }

    @Test
    void recognises_another_layout_and_another_size() {
        TensorValue channelsLast = TensorValue.ofFloats("x", List.of(1L, 2L, 2L, 3L), new float[12]);
        TensorValue larger = TensorValue.ofFloats("x", List.of(1L, 3L, 3L, 3L), new float[27]);

        assertThat(InputDiagnosis.of(image(1, 0, false), channelsLast))
                .isEqualTo("looks like another layout (NCHW against NHWC)");
        assertThat(InputDiagnosis.of(image(1, 0, false), larger)).isEqualTo("looks like another size or crop");
    }

    @Test
    void admits_that_nothing_simple_explains_the_difference() {
        TensorValue squared = tensor((channel, pixel) -> value(channel, pixel) * value(channel, pixel));

        assertThat(InputDiagnosis.of(image(1, 0, false), squared))
                .isEqualTo("looks like other image decoding, resizing or cropping: no scale and offset explain the"
                        + " difference");
    }

    @Test
    void explains_inputs_without_channels() {
        TensorValue tokens = TensorValue.ofFloats("x", List.of(1L, 4L), 1, 2, 3, 5);
        TensorValue shifted = TensorValue.ofFloats("x", List.of(1L, 4L), 2, 3, 4, 6);

        assertThat(InputDiagnosis.of(tokens, shifted)).isEqualTo("looks like another mean: inferred = 1 x + 1");
    }

    private interface Pixels {
        float at(int channel, int pixel);
    }

    private static TensorValue image(float scale, float offset, boolean swapped) {
        return tensor((channel, pixel) -> scale * value(swapped ? 2 - channel : channel, pixel) + offset);
    }

    private static float value(int channel, int pixel) {
        return new float[][] {{0, 1, 2, 5}, {3, 1, 4, 1}, {7, 2, 0, 2}}[channel][pixel];
    }

    private static TensorValue tensor(Pixels pixels) {
        float[] values = new float[12];
        for (int channel = 0; channel < 3; channel++) {
            for (int pixel = 0; pixel < 4; pixel++) {
                values[channel * 4 + pixel] = pixels.at(channel, pixel);
            }
        }
        return TensorValue.ofFloats("x", List.of(1L, 3L, 2L, 2L), values);
    }
}
