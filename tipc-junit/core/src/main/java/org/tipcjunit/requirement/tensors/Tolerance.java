// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.Comparator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.requirement.tensors.Rounding.Movement;

/**
 * How far an element {@code a} may lie from its reference {@code b} in a tensor {@code y}:
 * {@code |a-b| <= absolute * max(1, max|y|) + relative * |b|}, or, where that is more, as far as rounding explains. NaN is never
 * allowed.
 *
 * <p>Rounding explains a multiple of what moving the inputs by one unit in the last place comes to, and at most a hundredth of
 * {@code max(1, max|y|)}, a tenth for bfloat16: {@code docs/decisions/0013-optimised-backends.md} has what the numbers were chosen from.
 *
 * @param absolute the part that is scaled by the tensor's largest magnitude; at least 0
 * @param relative the part that is scaled by the element; at least 0
 * @param outputs what the tensors mean
 * @param rounding what rounding comes to in the network that makes the tensors
 * @param precision the precision of the backend, {@code fp32} where it calculates as the reference does
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Tolerance(double absolute, double relative, Outputs outputs, Rounding rounding, String precision) {

    private static final String FULL = "fp32";
    private static final String BFLOAT16 = "bf16";

    /** How much more another order of calculation comes to than inputs that move by one unit in the last place. */
    private static final double ORDER = 64;

    private static final double MOST = 1e-2;

    /** The same for bfloat16, whose unit in the last place is 2^16 times as large, half of which rounding takes. */
    private static final double ORDER_BFLOAT16 = 8 * (1 << 15);

    private static final double MOST_BFLOAT16 = 0.1;

    public Tolerance {
        if (!(absolute >= 0 && relative >= 0)) {
            throw new IllegalArgumentException("a tolerance must not be negative: " + absolute + ", " + relative);
        }
    }

    /** Create the tolerance of scores. */
    public Tolerance(double absolute, double relative) {
        this(absolute, relative, Outputs.SCORES, Rounding.unknown(), FULL);
    }

    /** Get the same tolerance for tensors of another meaning. */
    public Tolerance of(Outputs meaning) {
        return new Tolerance(absolute, relative, meaning, rounding, precision);
    }

    /** Get the same tolerance for the outputs of a network. */
    public Tolerance of(Rounding ofNetwork) {
        return new Tolerance(absolute, relative, outputs, ofNetwork, precision);
    }

    /** Get the tolerance for one of the network's outputs. */
    Tolerance at(int output) {
        return of(rounding.at(output));
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
     * <p>For {@code bf16}, whose numbers have 8 significant bits, it is 0.02 of the tensor's largest magnitude; for {@code int8},
     * whose numbers have 256 values, 0.05; for {@code fp16}, whose numbers have 11 significant bits, 0.005. Everything else must
     * agree like optimised backends.
     */
    public static Tolerance ofPrecision(String precision) {
        return switch (precision) {
            case BFLOAT16 -> new Tolerance(0.02, 0, Outputs.SCORES, Rounding.unknown(), BFLOAT16);
            case "int8" -> new Tolerance(0.05, 0);
            case "fp16" -> new Tolerance(5e-3, 0);
            default -> ofOptimisedBackends();
        };
    }

    /** Get the tolerance in words, such as {@code |a-b| <= 0.05 * max(1, max|y|)}, with what rounding adds to it. */
    public String words() {
        return "|a-b| <= " + Quantity.of(absolute) + " * max(1, max|y|)"
                + (relative == 0 ? "" : " + " + Quantity.of(relative) + " * |b|")
                + rounding.outputs().stream()
                        .filter(output -> explained(output.most()) > absolute * Math.max(1, output.largest()))
                        .max(Comparator.comparing(Movement::most))
                        .map(output -> ", or " + Quantity.of(explained(output.most())) + " by rounding (inputs moved by one unit"
                                + " in the last place move outputs by " + Quantity.of(output.most()) + ")")
                        .orElse("");
    }

    public boolean allows(double actual, double reference, double largest) {
        // Equal infinities have no difference that could be measured.
        return actual == reference || Math.abs(actual - reference) <= allowance(reference, largest);
    }

    double allowance(double reference, double largest) {
        if (!Double.isFinite(largest)) {
            return 0;
        }
        double scale = Math.max(1, largest);
        return Math.max(
                absolute * scale + relative * Math.abs(reference),
                Math.min(explained(rounding.most()), (precision.equals(BFLOAT16) ? MOST_BFLOAT16 : MOST) * scale));
    }

    private double explained(double movement) {
        return movement * (precision.equals(BFLOAT16) ? ORDER_BFLOAT16 : ORDER);
    }
}
