// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.tensor.TensorValue;

class BatchesTests {

    @Test
    void puts_samples_into_batches_of_another_size() {
        List<List<TensorValue>> calls = List.of(call(1, 2), call(3, 4), call(5, 6));

        List<List<TensorValue>> batches = Batches.of(calls, 2).orElseThrow();

        assertThat(batches).hasSize(2);
        assertThat(batches.get(0).get(0)).isEqualTo(TensorValue.ofFloats("x", List.of(2L, 2L), 1, 2, 3, 4));
        assertThat(batches.get(1).get(0)).isEqualTo(TensorValue.ofFloats("x", List.of(1L, 2L), 5, 6));
    }

    @Test
    void one_batch_takes_all_when_there_are_fewer() {
        assertThat(Batches.of(List.of(call(1, 2), call(3, 4)), 16).orElseThrow())
                .containsExactly(List.of(TensorValue.ofFloats("x", List.of(2L, 2L), 1, 2, 3, 4)));
    }

    @Test
    void samples_of_several_shapes_have_no_batches() {
        assertThat(Batches.of(List.of(call(1, 2), List.of(TensorValue.ofFloats("x", List.of(1L, 3L), 1, 2, 3))), 2))
                .isEmpty();
        assertThat(Batches.of(List.of(), 2)).isEmpty();
        assertThat(Batches.of(List.of(List.of(TensorValue.ofFloats("x", List.of(), 1))), 2))
                .isEmpty();
    }

    private static List<TensorValue> call(float a, float b) {
        return List.of(TensorValue.ofFloats("x", List.of(1L, 2L), a, b));
    }
}
