// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Quantity;

/**
 * How far an element {@code a} may lie from its reference {@code b} in a tensor {@code y}:
 * {@code |a-b| <= absolute * max(1, max|y|) + relative * |b|}. NaN is never allowed.
 *
 * @param absolute the part that is scaled by the tensor's largest magnitude; at least 0
 * @param relative the part that is scaled by the element; at least 0
 * @param outputs what the tensors mean
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Tolerance(double absolute, double relative, Outputs outputs) {

    public Tolerance {
        if (!(absolute >= 0 && relative >= 0)) {
            throw new IllegalArgumentException("a tolerance must not be negative: " + absolute + ", " + relative);
        }
    }

    /** Create the tolerance of scores. */
    public Tolerance(double absolute, double relative) {
        this(absolute, relative, Outputs.SCORES);
    }

    /** Get the same tolerance for tensors of another meaning. */
    public Tolerance of(Outputs meaning) {
        return new Tolerance(absolute, relative, meaning);
    }

    /** Get the smallest cosine similarity of two embeddings that count as one: a tenth of the absolute part is left to it. */
    double smallestCosine() {
        return 1 - absolute / 10;
    }

    /** Get the tolerance for optimised backends, 1e-5 and 1e-5. */
    public static Tolerance ofOptimisedBackends() {
        return new Tolerance(1e-5, 1e-5);
    }

    /**
     * Get the tolerance for a precision that a cell of the inference matrix asks for.
     *
     * <p>For {@code bf16}, whose numbers have 8 significant bits, it is 0.02 of the tensor's largest magnitude (measured: 0.004
     * for a ResNet18 with random weights and Paddle 2.6); for {@code int8}, whose numbers have 256 values, 0.05; for
     * {@code fp16}, whose numbers have 11 significant bits, 0.005. Everything else must agree like optimised backends.
     */
    public static Tolerance ofPrecision(String precision) {
        return switch (precision) {
            case "bf16" -> new Tolerance(0.02, 0);
            case "int8" -> new Tolerance(0.05, 0);
            case "fp16" -> new Tolerance(5e-3, 0);
            default -> ofOptimisedBackends();
        };
    }

    /** Get the tolerance in words, such as {@code |a-b| <= 0.05 * max(1, max|y|)}. */
    public String words() {
        return "|a-b| <= " + Quantity.of(absolute) + " * max(1, max|y|)"
                + (relative == 0 ? "" : " + " + Quantity.of(relative) + " * |b|");
    }

    public boolean allows(double actual, double reference, double largest) {
        // Equal infinities have no difference that could be measured.
        return actual == reference || Math.abs(actual - reference) <= allowance(reference, largest);
    }

    double allowance(double reference, double largest) {
        return Double.isFinite(largest) ? absolute * Math.max(1, largest) + relative * Math.abs(reference) : 0;
    }
}
