// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.nio.IntBuffer;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/**
 * How large the elements of a tensor are.
 *
 * @param largest the largest magnitude; NaN where there is one
 * @param nan whether an element is NaN
 */
record Magnitude(double largest, boolean nan) {

    /** So many elements of two tensors stay in a processor's innermost cache. */
    static final int PIECE = 2048;

    private static final int INFINITE = 0x7f800000;

    static Magnitude of(TensorValue tensor) {
        return tensor.type() == DataType.FLOAT32 ? ofFloats(tensor) : ofNumbers(tensor);
    }

    /** Without their sign bits, floats are ordered like integers, with NaN above all: a loop that processors do many elements at once of. */
    private static Magnitude ofFloats(TensorValue tensor) {
        IntBuffer elements = tensor.buffer().asIntBuffer();
        int[] piece = new int[PIECE];
        int most = 0;
        while (elements.hasRemaining()) {
            int count = Math.min(PIECE, elements.remaining());
            elements.get(piece, 0, count);
            for (int i = 0; i < count; i++) {
                most = Math.max(most, piece[i] & Integer.MAX_VALUE);
            }
        }
        boolean nan = most > INFINITE;
        return new Magnitude(nan ? Double.NaN : Float.intBitsToFloat(most), nan);
    }

    private static Magnitude ofNumbers(TensorValue tensor) {
        int count = Math.toIntExact(tensor.elementCount());
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(tensor.doubleAt(i)));
        }
        return new Magnitude(largest, Double.isNaN(largest));
    }
}
