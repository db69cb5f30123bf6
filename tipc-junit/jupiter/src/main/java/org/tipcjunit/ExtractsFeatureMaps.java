// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.backbone.FeatureMapsJudge;

/**
 * Demands that a detector or segmenter works on the last feature map of each stride of its backbone (clause 4.3.3).
 *
 * <p>In the export's process the recorder lists, in dygraph and without a change of the model's code, what every layer that the
 * backbone calls returns. See {@link org.tipcjunit.requirement.export.FeatureMapExtraction}.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(FeatureMapsJudge.class)
public @interface ExtractsFeatureMaps {

    /** The strides that the model works on: extents of the input divided by those of a feature map. */
    int[] strides() default {4, 8, 16, 32};

    /** The attribute of the exported layer that holds the backbone; dots lead to sublayers, as in {@code net.backbone}. */
    String layer() default "backbone";
}
