// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.backbone.ModelSizeJudge;

/**
 * Demands that the exported parameters are not larger than stated (clause 4.3.3), and reports the multiply-adds and the latency of
 * one image, which are not judged.
 *
 * <p>See {@link org.tipcjunit.requirement.export.ParameterSize}.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(ModelSizeJudge.class)
public @interface ModelSize {

    /**
     * The limit in megabytes (10^6 bytes); NaN takes what is stated about the backbone of {@link Backbones}, where the original's
     * size is reported for comparison only. Without either the clause is not run.
     */
    double maxMegabytes() default Double.NaN;
}
