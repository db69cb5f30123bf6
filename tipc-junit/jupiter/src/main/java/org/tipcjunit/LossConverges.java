// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.training.LossConvergenceJudge;

/**
 * Demands that training runs and that its loss converges over the first iterations (clause 4.1.3-1).
 *
 * <p>The losses are those that the recorder saw in {@code Tensor.backward}, so no log format matters. The curve must be
 * finite everywhere and must fall; see {@link org.tipcjunit.requirement.training.LossConvergence} for how that is decided, and with
 * which error rates. Fewer iterations than demanded cannot be judged, which fails the test.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(LossConvergenceJudge.class)
public @interface LossConverges {

    /** How many iterations are looked at, counted from the first one. */
    int iterations() default 100;

    /** How many iterations at the start are left out of the decision, for learning rates that warm up. */
    int warmUp() default 0;

    /** The greatest probability with which a curve that does not fall passes. */
    double significance() default 1e-3;

    /** By how much the median of the late iterations must lie below that of the early ones, as a fraction. */
    double minimumFall() default 0.05;

    /** The loss at or below which a flat curve counts as converged, for fine-tuning; NaN when none does. */
    double plateau() default Double.NaN;
}
