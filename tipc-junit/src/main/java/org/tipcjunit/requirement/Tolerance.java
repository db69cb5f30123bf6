// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How far an element {@code a} may lie from its reference {@code b} in a tensor {@code y}:
 * {@code |a-b| <= absolute * max(1, max|y|) + relative * |b|}. NaN is never allowed.
 *
 * @param absolute the part that is scaled by the tensor's largest magnitude; at least 0
 * @param relative the part that is scaled by the element; at least 0
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Tolerance(double absolute, double relative) {

    public Tolerance {
        if (!(absolute >= 0 && relative >= 0)) {
            throw new IllegalArgumentException("a tolerance must not be negative: " + absolute + ", " + relative);
        }
    }

    /** Get the tolerance for optimised backends, 1e-5 and 1e-5. */
    public static Tolerance ofOptimisedBackends() {
        return new Tolerance(1e-5, 1e-5);
    }

    boolean allows(double actual, double reference, double largest) {
        // Equal infinities have no difference that could be measured.
        return actual == reference || Math.abs(actual - reference) <= allowance(reference, largest);
    }

    double allowance(double reference, double largest) {
        return Double.isFinite(largest) ? absolute * Math.max(1, largest) + relative * Math.abs(reference) : 0;
    }
}
