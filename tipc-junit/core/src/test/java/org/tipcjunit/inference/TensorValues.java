// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/** Inputs for the tests' models. */
public final class TensorValues {

    private TensorValues() {}

    /** Images for the model {@code conv}, all different. */
    public static TensorValue images(int count) {
        float[] pixels = new float[count * 3 * 16 * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 7919L % 1000 / 1000f - 0.3f;
        }
        return TensorValue.ofFloats("image", List.of((long) count, 3L, 16L, 16L), pixels);
    }

    /** Two rows of small whole numbers. */
    public static TensorValue rows(String name, DataType type) {
        return rows(name, type, 2);
    }

    /** Two rows of small whole numbers, {@code columns} in each. */
    public static TensorValue rows(String name, DataType type, int columns) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * columns * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 2 * columns; i++) {
            int value = (i * 5 + 3) % 7;
            switch (type) {
                case FLOAT32 -> bytes.putFloat(value + 0.5f);
                case FLOAT64 -> bytes.putDouble(value + 0.1);
                case FLOAT16 -> bytes.putShort((short) (0x3c00 + value));
                case BFLOAT16 -> bytes.putShort((short) (0x3f80 + value));
                case INT64 -> bytes.putLong(value - 3 + (1L << 40));
                case INT32 -> bytes.putInt(value - 3);
                case UINT8 -> bytes.put((byte) (value + 200));
                case INT8 -> bytes.put((byte) (value - 3));
                case BOOL -> bytes.put((byte) (value % 2));
            }
        }
        return TensorValue.copyOf(name, type, List.of(2L, (long) columns), bytes.flip());
    }

    /** The inputs of the model {@code carry}: one of each type but bfloat16. */
    public static List<TensorValue> everyType() {
        return List.of(
                rows("f32", DataType.FLOAT32),
                rows("f64", DataType.FLOAT64),
                rows("f16", DataType.FLOAT16),
                rows("i64", DataType.INT64),
                rows("i32", DataType.INT32),
                rows("u8", DataType.UINT8),
                rows("i8", DataType.INT8),
                rows("truth", DataType.BOOL));
    }

    /** The inputs of the model {@code many}. */
    public static List<TensorValue> severalInputs() {
        ByteBuffer offsets = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        offsets.putLong(10).putLong(20).flip();
        return List.of(
                rows("left", DataType.FLOAT32, 4),
                rows("right", DataType.FLOAT32, 4),
                TensorValue.copyOf("offset", DataType.INT64, List.of(2L), offsets));
    }
}
