// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.serving.ServingJudge;

/**
 * Demands that the model's service answers what inference says, completely identically (clause 4.2.3).
 *
 * <p>The exported model is converted for Paddle Serving; the repository's own service is started for each cell of its config that
 * this machine can run, on ports of its own; it is asked about every test image over HTTP, over gRPC, by the repository's own
 * clients, and about all of them at once. What goes into the served model equals bit for bit what the inference script gave its
 * predictor, what comes out equals bit for bit what Paddle Inference gives with the service's settings, and results are those
 * that the inference script printed. See {@link org.tipcjunit.requirement.serving.ServingConsistency}.
 *
 * <p>The class names the service's config with {@link TipcModel#serving()}.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(ServingJudge.class)
public @interface ServingMatchesInference {

    /**
     * A regular expression that finds the result in an answer and in a line that the inference script printed; when empty, whole
     * answers are compared with the lines that mention the test image.
     */
    String result() default "";
}
