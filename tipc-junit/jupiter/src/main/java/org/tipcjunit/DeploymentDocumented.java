// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.serving.DeploymentDocumentJudge;

/**
 * Demands that the deployment document holds the commands of the conversion, of the service and of its clients as they ran, and
 * answers of the service (clause 4.2.3).
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(DeploymentDocumentJudge.class)
public @interface DeploymentDocumented {

    /**
     * The document, relative to the repository; when empty, the one that {@code tipc.deployment} or {@code
     * certification.properties} names. When they name none, the clause is not run.
     */
    String document() default "";
}
