// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import org.tipcjunit.tensor.DataType;

/** Distances in representable numbers. */
final class Ulps {

    private Ulps() {}

    /** Get how many representable numbers lie from one to another; 0 for integers, the largest number for infinities. */
    static long between(DataType type, double a, double b) {
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Long.MAX_VALUE;
        }
        return switch (type) {
            case FLOAT32 -> Math.abs(ordered((float) a) - ordered((float) b));
            case BFLOAT16 -> Math.abs(ordered((float) a) - ordered((float) b)) >> 16;
            case FLOAT64 -> distance(ordered(a), ordered(b));
            case FLOAT16 -> Math.abs(orderedHalf(a) - orderedHalf(b));
            case INT64, INT32, UINT8, INT8, BOOL -> 0;
        };
    }

    private static long distance(long a, long b) {
        long difference = a - b;
        boolean overflow = ((a ^ b) & (a ^ difference)) < 0;
        return overflow ? Long.MAX_VALUE : Math.abs(difference);
    }

    /** Map floats to integers so that neighbours differ by 1; both zeros are 0. */
    private static long ordered(float value) {
        int bits = Float.floatToIntBits(value);
        return bits >= 0 ? bits : -(long) (bits & Integer.MAX_VALUE);
    }

    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits >= 0 ? bits : -(bits & Long.MAX_VALUE);
    }

    /** The same for numbers that are exact in half precision: 10 fraction bits, subnormals below 2^-14. */
    private static long orderedHalf(double value) {
        double magnitude = Math.abs(value);
        int exponent = Math.max(-14, magnitude == 0 ? -14 : Math.getExponent(magnitude));
        long steps = (long) (magnitude / Math.scalb(1.0, exponent - 10)) + (exponent + 14) * 1024L;
        return value < 0 ? -steps : steps;
    }
}
