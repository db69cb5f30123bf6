// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.serving.ServingLoadJudge;

/**
 * Demands that the model's service answers many requests at once, every one of them rightly, and lives on in bounded memory.
 *
 * <p>It is started for it alone and without a recorder, so that throughput and latencies are its own; the certificate states
 * them. See {@link org.tipcjunit.requirement.serving.ServingLoad}.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(ServingLoadJudge.class)
public @interface ServesUnderLoad {

    /** How many requests are under way at the same time; positive. */
    int concurrency() default 8;

    /** How many requests are sent; positive. */
    int requests() default 200;

    /** How long the slowest answers may take, in milliseconds, at the 99th percentile; NaN demands nothing. */
    double p99Milliseconds() default Double.NaN;

    /** By which share of itself the memory of the service's processes may grow, besides 64 MiB. */
    double memoryGrowth() default 0.5;
}
