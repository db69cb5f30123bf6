// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Quantity;
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
        Magnitude magnitude = Magnitude.of(reference);
        boolean sameBits = actual.sameBits(reference);
        if (sameBits && !magnitude.nan() && tolerance.outputs() != Outputs.EMBEDDINGS) {
            return new TensorDifference("", true, true, false, 0, 0, 0, Decisions.rows(reference), 0, 1, false);
        }
        boolean exact = !reference.type().isFloatingPoint();
        ElementDifferences elements = ElementDifferences.between(actual, reference, magnitude, tolerance);
        double largest = magnitude.largest();
        Decisions decisions = tolerance.outputs() == Outputs.EMBEDDINGS
                ? Decisions.ofEmbeddings(actual, reference, tolerance.smallestCosine())
                : Decisions.of(actual, reference, exact || elements.nan() ? 0 : 2 * tolerance.allowance(largest, largest));
        return new TensorDifference(
                "",
                sameBits && !elements.nan(),
                elements.within(),
                elements.nan(),
                elements.maxAbs(),
                elements.maxRel(),
                elements.maxUlp(),
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
}
