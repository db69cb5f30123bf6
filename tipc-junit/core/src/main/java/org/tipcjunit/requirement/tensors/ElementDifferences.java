// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/** Gathers how the elements of one tensor differ from those of another of its type and shape; used once. */
final class ElementDifferences {

    private static final double CLEARLY = 1 - 1e-12;

    private final TensorValue actual;
    private final TensorValue reference;
    private final Tolerance tolerance;
    private final double largest;
    private final boolean exact;

    /** What each element may differ by, whatever its own magnitude. */
    private final double least;

    private boolean nan;
    private boolean within;
    private double maxAbs;
    private double maxRel;
    private long maxUlp;

    private ElementDifferences(
            TensorValue actual, TensorValue reference, Magnitude ofReference, Tolerance tolerance) {
        this.actual = actual;
        this.reference = reference;
        this.tolerance = tolerance;
        this.largest = ofReference.largest();
        this.exact = !reference.type().isFloatingPoint();
        this.least = tolerance.allowance(0, largest);
        this.nan = ofReference.nan();
        this.within = !nan;
    }

    static ElementDifferences between(
            TensorValue actual, TensorValue reference, Magnitude ofReference, Tolerance tolerance) {
        ElementDifferences all = new ElementDifferences(actual, reference, ofReference, tolerance);
        if (reference.type() == DataType.FLOAT32) {
            all.ofFloats();
        } else {
            all.ofNumbers();
        }
        return all;
    }

    boolean nan() {
        return nan;
    }

    boolean within() {
        return within;
    }

    double maxAbs() {
        return maxAbs;
    }

    double maxRel() {
        return maxRel;
    }

    long maxUlp() {
        return maxUlp;
    }

    /** In pieces, as arrays are looked at faster than buffers, and equal pieces, which most are, at once. */
    private void ofFloats() {
        FloatBuffer ours = actual.buffer().asFloatBuffer();
        FloatBuffer theirs = reference.buffer().asFloatBuffer();
        float[] some = new float[Magnitude.PIECE];
        float[] others = new float[Magnitude.PIECE];
        while (ours.hasRemaining()) {
            int count = Math.min(Magnitude.PIECE, ours.remaining());
            ours.get(some, 0, count);
            theirs.get(others, 0, count);
            if (Arrays.mismatch(some, 0, count, others, 0, count) >= 0) {
                for (int i = 0; i < count; i++) {
                    if (some[i] != others[i]) {
                        add(some[i], others[i]);
                    }
                }
            }
        }
    }

    private void ofNumbers() {
        int count = Math.toIntExact(actual.elementCount());
        for (int i = 0; i < count; i++) {
            double ours = actual.doubleAt(i);
            double theirs = reference.doubleAt(i);
            if (ours != theirs) {
                add(ours, theirs);
            }
        }
    }

    private void add(double ours, double theirs) {
        if (Double.isNaN(ours) || Double.isNaN(theirs)) {
            nan = true;
            within = false;
            return;
        }
        double difference = Math.abs(ours - theirs);
        maxAbs = Math.max(maxAbs, difference);
        double magnitude = Math.max(Math.abs(ours), Math.abs(theirs));
        // Divisions are slow, and few elements differ by more than those before them.
        if (!(difference < maxRel * magnitude * CLEARLY)) {
            maxRel = Math.max(maxRel, difference / magnitude);
        }
        maxUlp = Math.max(maxUlp, Ulps.between(reference.type(), ours, theirs));
        within &= !exact && (difference <= least || tolerance.allows(ours, theirs, largest));
    }
}
