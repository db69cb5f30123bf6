// SPDX-License-Identifier: Apache-2.0
package org.example.latency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.tipcjunit.Requirement;

/** Demands that the exported model answers an image in time: a requirement that tipc-junit does not know. */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(LatencyBudgetJudge.class)
public @interface LatencyBudget {

    /** How long one image may take on the plain backend, in milliseconds, at the 99th percentile. */
    double p99Milliseconds();
}
