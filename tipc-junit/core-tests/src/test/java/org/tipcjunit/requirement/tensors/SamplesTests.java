// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.tensor.TensorValue;

class SamplesTests {

    @Test
    void batches_of_several_samples_are_cut() {
        Samples samples = Samples.of(
                List.of(List.of(floats("x", List.of(2L, 2L), 1, 2, 3, 4)), List.of(floats("x", List.of(1L, 2L), 5, 6))),
                List.of(List.of(floats("y", List.of(2L), 7, 8)), List.of(floats("y", List.of(1L), 9))));

        assertThat(samples.inputs())
                .containsExactly(
                        List.of(floats("x", List.of(1L, 2L), 1, 2)),
                        List.of(floats("x", List.of(1L, 2L), 3, 4)),
                        List.of(floats("x", List.of(1L, 2L), 5, 6)));
        assertThat(samples.outputs())
                .containsExactly(
                        List.of(floats("y", List.of(1L), 7)),
                        List.of(floats("y", List.of(1L), 8)),
                        List.of(floats("y", List.of(1L), 9)));
    }

    @Test
    void batches_whose_outputs_are_no_rows_stay_whole() {
        List<List<TensorValue>> inputs = List.of(List.of(floats("x", List.of(2L, 1L), 1, 2)));
        List<List<TensorValue>> outputs = List.of(List.of(floats("y", List.of(3L), 1, 2, 3)));

        assertThat(Samples.of(inputs, outputs)).isEqualTo(new Samples(inputs, outputs));
    }

    private static TensorValue floats(String name, List<Long> shape, float... values) {
        return TensorValue.ofFloats(name, shape, values);
    }
}
