// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.tensor.TensorValue;

class KnownFunctionTests {

    private static final TensorValue SCORES = TensorValue.ofFloats("scores", List.of(1L, 3L), 1, 3, 2);

    @Test
    void the_share_of_the_best_class_is_the_max_of_softmax() {
        assertThat(between(SCORES, TensorValue.ofFloats("best", List.of(1L), 0.66524094f)))
                .contains(KnownFunction.MAX_OF_SOFTMAX);
        assertThat(between(SCORES, TensorValue.ofFloats("best", List.of(1L), 0.09003057f)))
                .isEmpty();
    }

    @Test
    void what_is_the_same_whatever_the_scores_are_comes_from_none() {
        assertThat(between(SCORES, TensorValue.ofFloats("ones", List.of(1L, 3L), 1, 1, 1)))
                .isEmpty();
        assertThat(between(SCORES, TensorValue.ofFloats("zeros", List.of(1L, 3L), 0, 0, 0)))
                .isEmpty();
        assertThat(between(
                        TensorValue.ofFloats("one", List.of(1L, 1L), 7), TensorValue.ofFloats("one", List.of(1L), 1)))
                .isEmpty();
    }

    @Test
    void a_softmax_over_the_classes_is_one() {
        assertThat(between(
                        SCORES, TensorValue.ofFloats("shares", List.of(1L, 3L), 0.09003057f, 0.66524094f, 0.24472847f)))
                .contains(KnownFunction.SOFTMAX);
    }

    private static Optional<KnownFunction> between(TensorValue source, TensorValue result) {
        return KnownFunction.between(source, result, new Tolerance(1e-5, 1e-5));
    }
}
