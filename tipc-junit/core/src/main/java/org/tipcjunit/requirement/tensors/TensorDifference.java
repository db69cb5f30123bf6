// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/**
 * How tensors differ from their reference, over all elements of all tensors.
 *
 * @param incomparable why they cannot be compared element by element; empty when they can
 * @param sameBits whether every bit is the same
 * @param within whether every element is allowed by the tolerance
 * @param nan whether either side holds NaN
 * @param maxAbs the largest absolute difference
 * @param maxRel the largest difference relative to the larger magnitude
 * @param maxUlp the largest distance in representable numbers; 0 for integers
 * @param decisionRows how many rows state a decision
 * @param changedDecisions how many of them decide otherwise, not counting ties within the tolerance
 * @param smallestCosine the smallest cosine similarity of embeddings, 1 for other outputs
 * @param lengthsOnly whether embeddings differ in nothing but their lengths
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TensorDifference(
        String incomparable,
        boolean sameBits,
        boolean within,
        boolean nan,
        double maxAbs,
        double maxRel,
        long maxUlp,
        int decisionRows,
        int changedDecisions,
        double smallestCosine,
        boolean lengthsOnly) {

    private static final TensorDifference NONE = new TensorDifference("", true, true, false, 0, 0, 0, 0, 0, 1, true);

    public static TensorDifference between(List<TensorValue> actual, List<TensorValue> reference, Tolerance tolerance) {
        if (actual.size() != reference.size()) {
            return incomparable(Quantity.count(actual.size(), "tensor") + " against " + reference.size());
        }
        TensorDifference all = NONE;
        for (int i = 0; i < actual.size(); i++) {
            all = all.and(between(actual.get(i), reference.get(i), tolerance.at(i)));
        }
        return all;
    }

    public static TensorDifference between(TensorValue actual, TensorValue reference, Tolerance tolerance) {
        if (actual.type() != reference.type() || !actual.shape().equals(reference.shape())) {
            return incomparable(described(actual) + " against " + described(reference));
        }
        int count = Math.toIntExact(actual.elementCount());
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(reference.doubleAt(i)));
        }
        boolean exact = !reference.type().isFloatingPoint();
        boolean within = true;
        boolean nan = false;
        double maxAbs = 0;
        double maxRel = 0;
        long maxUlp = 0;
        for (int i = 0; i < count; i++) {
            double a = actual.doubleAt(i);
            double b = reference.doubleAt(i);
            if (Double.isNaN(a) || Double.isNaN(b)) {
                nan = true;
                within = false;
                continue;
            }
            if (a == b) {
                continue;
            }
            double difference = Math.abs(a - b);
            maxAbs = Math.max(maxAbs, difference);
            maxRel = Math.max(maxRel, difference / Math.max(Math.abs(a), Math.abs(b)));
            maxUlp = Math.max(maxUlp, ulps(reference.type(), a, b));
            within &= !exact && tolerance.allows(a, b, largest);
        }
        Decisions decisions = tolerance.outputs() == Outputs.EMBEDDINGS
                ? Decisions.ofEmbeddings(actual, reference, tolerance.smallestCosine())
                : Decisions.of(actual, reference, exact || nan ? 0 : 2 * tolerance.allowance(largest, largest));
        return new TensorDifference(
                "",
                actual.sameBits(reference) && !nan,
                within,
                nan,
                maxAbs,
                maxRel,
                maxUlp,
                decisions.rows(),
                decisions.changed(),
                decisions.smallestCosine(),
                decisions.lengthsOnly());
    }

    boolean comparable() {
        return incomparable.isEmpty();
    }

    public TensorDifference and(TensorDifference other) {
        return new TensorDifference(
                incomparable.isEmpty() ? other.incomparable : incomparable,
                sameBits && other.sameBits,
                within && other.within,
                nan || other.nan,
                Math.max(maxAbs, other.maxAbs),
                Math.max(maxRel, other.maxRel),
                Math.max(maxUlp, other.maxUlp),
                decisionRows + other.decisionRows,
                changedDecisions + other.changedDecisions,
                Math.min(smallestCosine, other.smallestCosine),
                lengthsOnly && other.lengthsOnly);
    }

    public static TensorDifference none() {
        return NONE;
    }

    /** Describe the difference in a few words, such as {@code max abs 1.2e-7, max rel 3e-7, max 4 ULP}. */
    public String describe() {
        if (!comparable()) {
            return incomparable;
        }
        return "max abs " + Quantity.of(maxAbs) + ", max rel " + Quantity.of(maxRel) + ", max " + maxUlp + " ULP"
                + (nan ? ", NaN present" : "")
                + (lengthsOnly && !within
                        ? ", equal directions of other lengths, as when one side alone normalises"
                        : "")
                + (changedDecisions > 0
                        ? ", " + changedDecisions + " of " + decisionRows
                                + (smallestCosine == 1
                                        ? " decisions changed"
                                        : " directions changed, smallest cosine " + Quantity.of(smallestCosine))
                        : "");
    }

    static String described(TensorValue tensor) {
        return tensor.type().name().toLowerCase(Locale.ROOT) + tensor.shape();
    }

    private static TensorDifference incomparable(String why) {
        return new TensorDifference(
                why,
                false,
                false,
                false,
                Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                Long.MAX_VALUE,
                0,
                0,
                1,
                false);
    }

    private static long ulps(DataType type, double a, double b) {
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
