// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

class OneUlpTests {

    @Test
    void each_number_goes_to_a_neighbour_and_zero_stays() {
        float[] values = new float[100];
        for (int i = 1; i < values.length; i++) {
            values[i] = i * 0.37f - 10;
        }

        TensorValue moved = new OneUlp(new Random(1)).of(TensorValue.ofFloats("x", List.of(100L), values));

        int up = 0;
        for (int i = 1; i < values.length; i++) {
            float value = (float) moved.doubleAt(i);
            assertThat(value).isIn(Math.nextUp(values[i]), Math.nextDown(values[i]));
            up += value > values[i] ? 1 : 0;
        }
        assertThat(up).isBetween(30, 70);
        assertThat(moved.doubleAt(0)).isZero();
    }

    @Test
    void whole_numbers_stay() {
        TensorValue ids = TensorValue.copyOf("ids", DataType.INT32, List.of(2L), ByteBuffer.allocate(8));

        assertThat(new OneUlp(new Random(1)).of(ids)).isSameAs(ids);
    }
}
