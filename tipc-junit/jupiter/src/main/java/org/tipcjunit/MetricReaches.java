// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.training.MetricJudge;

/**
 * Demands that the evaluated metric reaches what the README documents (clause 4.1.3-2).
 *
 * <p>The documented value is read from the README, so that document and test cannot drift apart.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(MetricJudge.class)
public @interface MetricReaches {

    /**
     * The metric's name as the evaluation prints it and as the README's table or text calls it; when empty, the one that
     * {@code tipc.metric} or {@code certification.properties} names. When they name none, the clause is not run.
     */
    String metric() default "";

    /** The README, relative to the repository; when empty, as for {@link #metric()}. */
    String documentedIn() default "";

    /** The row of the README's table, by its first cell; when empty, the model's name where a table has several rows. */
    String row() default "";

    /** The value that the README must document; NaN leaves it to the README. */
    double value() default Double.NaN;

    /** Whether a greater value is a better one. */
    boolean higherIsBetter() default true;
}
