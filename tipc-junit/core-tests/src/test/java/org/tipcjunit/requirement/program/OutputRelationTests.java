// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.requirement.program.OutputRelation.Kind;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

class OutputRelationTests {

    private static final List<Long> SHAPE = List.of(8L, 5L);
    private static final TensorValue SCORES = scores(1);

    @Test
    void the_same_numbers_agree_wherever_they_stand_and_however_they_are_rounded() {
        assertThat(kind(List.of(SCORES), SCORES)).isEqualTo(Kind.AGREES);
        assertThat(kind(List.of(scores(2), SCORES), SCORES)).isEqualTo(Kind.AGREES);
        assertThat(kind(List.of(SCORES), changed(i -> SCORES.doubleAt(i) * (1 + 0.004 * (i % 3)))))
                .isEqualTo(Kind.AGREES);
    }

    @Test
    void what_exports_add_agrees_and_is_named() {
        TensorValue probabilities = softmax();

        assertThat(OutputRelation.of(List.of(SCORES), List.of(probabilities)).told())
                .isEqualTo("the same, with softmax at its end");
        assertThat(kind(List.of(probabilities), probabilities)).isEqualTo(Kind.AGREES);
        assertThat(kind(List.of(SCORES), best())).isEqualTo(Kind.AGREES);
    }

    @Test
    void what_changes_no_ranking_is_left_open() {
        assertThat(kind(List.of(SCORES), changed(i -> SCORES.doubleAt(i) / 3 + 1)))
                .isEqualTo(Kind.OPEN);
        assertThat(kind(List.of(SCORES), changed(i -> Math.min(1, SCORES.doubleAt(i)))))
                .isEqualTo(Kind.OPEN);
        assertThat(kind(List.of(SCORES), changed(i -> 20 - SCORES.doubleAt(i)))).isEqualTo(Kind.OPEN);
    }

    @Test
    void what_is_added_to_one_class_only_ranks_otherwise() {
        assertThat(kind(List.of(SCORES), changed(i -> SCORES.doubleAt(i) + (i % 5 == 0 ? 9 : 0))))
                .isEqualTo(Kind.DIFFERS);
    }

    @Test
    void images_whose_channels_are_scaled_each_in_its_own_way_are_left_open() {
        TensorValue image = random(List.of(1L, 3L, 6L, 6L), 1);
        float[] scaled = new float[108];
        for (int i = 0; i < 108; i++) {
            scaled[i] = (float) (image.doubleAt(i) * (1 + i / 36) + 10 * (i / 36));
        }

        assertThat(kind(List.of(image), TensorValue.ofFloats("image", image.shape(), scaled)))
                .isEqualTo(Kind.OPEN);
    }

    @Test
    void losses_parts_and_other_shapes_are_left_open() {
        TensorValue loss = TensorValue.ofFloats("loss", List.of(1L), 0.3f);

        assertThat(kind(List.of(loss), SCORES)).isEqualTo(Kind.OPEN);
        assertThat(kind(List.of(), SCORES)).isEqualTo(Kind.OPEN);
        assertThat(kind(List.of(TensorValue.ofFloats("boxes", List.of(2L, 5L), new float[10])), SCORES))
                .isEqualTo(Kind.OPEN);
    }

    @Test
    void a_second_head_of_the_program_that_the_evaluation_left_out_is_left_open() {
        OutputRelation relation = OutputRelation.of(List.of(SCORES), List.of(SCORES, scores(2)));

        assertThat(relation.kind()).isEqualTo(Kind.OPEN);
        assertThat(relation.told())
                .startsWith("nothing that ranks otherwise corresponds: the program says scores FLOAT32[8, 5]");
    }

    @Test
    void other_numbers_in_another_order_differ() {
        TensorValue other = scores(2);
        OutputRelation relation = OutputRelation.of(List.of(SCORES), List.of(other));

        assertThat(relation.kind()).isEqualTo(Kind.DIFFERS);
        assertThat(relation.told())
                .startsWith("the program says scores FLOAT32[8, 5] up to ")
                .contains(", the network scores FLOAT32[8, 5], and they differ by up to ")
                .endsWith(" and in the order of their elements");
        assertThat(kind(List.of(SCORES, scores(3)), other)).isEqualTo(Kind.DIFFERS);
    }

    @Test
    void other_classes_differ_and_other_counts_do_not() {
        List<Long> maps = List.of(1L, 4L, 10L, 10L);
        TensorValue scores = random(maps, 1);
        TensorValue classes = classes(List.of(1L, 10L, 10L), i -> i % 4);
        TensorValue counts = classes(List.of(1L), i -> 3);

        assertThat(OutputRelation.of(List.of(scores), List.of(classes)).told())
                .startsWith("the program says classes INT64[1, 10, 10], the network scores FLOAT32[1, 4, 10, 10]: ")
                .endsWith(" of 100 decisions differ");
        assertThat(kind(List.of(classes(List.of(1L), i -> 2)), counts)).isEqualTo(Kind.OPEN);
    }

    @Test
    void classes_that_the_network_says_are_held_against_scores_of_the_program() {
        TensorValue scores = random(List.of(20L, 3L), 1);
        TensorValue same = classes(List.of(20L), i -> best(scores, i));

        assertThat(OutputRelation.of(List.of(same), List.of(scores)).told())
                .isEqualTo("the same, with argmax at the end of the network");
        assertThat(OutputRelation.of(
                        List.of(classes(List.of(20L), i -> (best(scores, i) + (i % 5 == 0 ? 1 : 0)) % 3)),
                        List.of(scores)))
                .satisfies(relation -> {
                    assertThat(relation.kind()).isEqualTo(Kind.DIFFERS);
                    assertThat(relation.told())
                            .isEqualTo("the program says scores FLOAT32[20, 3], the network classes INT64[20]: 4 of 20"
                                    + " decisions differ");
                });
        // Counts are the class by chance, and few samples may be.
        assertThat(kind(List.of(classes(List.of(20L), i -> (best(scores, i) + 1 + i % 2) % 3)), scores))
                .isEqualTo(Kind.OPEN);
        assertThat(kind(List.of(classes(List.of(1L), i -> 0)), random(List.of(1L, 3L), 1)))
                .isEqualTo(Kind.OPEN);
    }

    private static int best(TensorValue scores, int row) {
        return IntStream.range(0, 3)
                .boxed()
                .max(Comparator.comparingDouble(k -> scores.doubleAt(3 * row + k)))
                .orElseThrow();
    }

    private static Kind kind(List<TensorValue> said, TensorValue program) {
        return OutputRelation.of(said, List.of(program)).kind();
    }

    private static TensorValue scores(int seed) {
        return random(SHAPE, seed);
    }

    private static TensorValue random(List<Long> shape, int seed) {
        Random random = new Random(seed);
        int count = Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (4 * random.nextGaussian());
        }
        return TensorValue.ofFloats("scores", shape, values);
    }

    private static TensorValue changed(IntToDoubleFunction function) {
        float[] values = new float[Math.toIntExact(SCORES.elementCount())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.applyAsDouble(i);
        }
        return TensorValue.ofFloats("scores", SHAPE, values);
    }

    private static TensorValue softmax() {
        return changed(i -> {
            double sum = 0;
            for (int k = i / 5 * 5; k < i / 5 * 5 + 5; k++) {
                sum += Math.exp(SCORES.doubleAt(k));
            }
            return Math.exp(SCORES.doubleAt(i)) / sum;
        });
    }

    private static TensorValue best() {
        return classes(List.of(8L), row -> {
            int best = 0;
            for (int k = 1; k < 5; k++) {
                best = SCORES.doubleAt(row * 5 + k) > SCORES.doubleAt(row * 5 + best) ? k : best;
            }
            return best;
        });
    }

    private static TensorValue classes(List<Long> shape, IntToDoubleFunction function) {
        int count = Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
        ByteBuffer bytes = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putLong((long) function.applyAsDouble(i));
        }
        return TensorValue.copyOf("classes", DataType.INT64, shape, bytes.flip());
    }
}
