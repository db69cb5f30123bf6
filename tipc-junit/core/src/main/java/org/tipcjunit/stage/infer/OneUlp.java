// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/**
 * Moves numbers by one unit in the last place, up or down by chance.
 *
 * @param random the chance
 */
record OneUlp(Random random) {

    /** Move each number of a 32-bit floating-point tensor; others stay as they are. */
    TensorValue of(TensorValue tensor) {
        if (tensor.type() != DataType.FLOAT32) {
            return tensor;
        }
        int count = Math.toIntExact(tensor.elementCount());
        ByteBuffer moved = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            float value = (float) tensor.doubleAt(i);
            // Zero is exact, and its neighbours are no rounding of anything.
            moved.putFloat(
                    i * Float.BYTES,
                    value == 0 ? value : random.nextBoolean() ? Math.nextUp(value) : Math.nextDown(value));
        }
        return TensorValue.copyOf(tensor.name(), tensor.type(), tensor.shape(), moved);
    }
}
