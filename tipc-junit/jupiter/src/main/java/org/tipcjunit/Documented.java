// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.documentation.ReadmeJudge;

/**
 * Demands that the README holds usage, scripts, and the results of prediction and inference, and that its commands are
 * those that ran (clauses 4.1.3-3 and 4.1.3-4).
 *
 * @since 0.1
 * @deprecated its name is that of {@link java.lang.annotation.Documented}; write {@link ReadmeDocuments}
 */
@Deprecated(since = "0.1", forRemoval = true)
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(ReadmeJudge.class)
public @interface Documented {

    /**
     * The README, relative to the repository; when empty, the one that {@code tipc.readme} or {@code
     * certification.properties} names. When they name none, the clause is not run.
     */
    String readme() default "";
}
