// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.requirement.consistency.ConsistencyJudge;
import org.tipcjunit.requirement.tensors.Outputs;

/**
 * Demands that dygraph prediction and the inference of the exported model are identical on real test images (clause
 * 4.1.3-3).
 *
 * <p>Bit for bit on the plain backend; within {@code |a-b| <= 1e-5*max(1,max|y|) + 1e-5*|b|} and with equal decisions on
 * optimised ones; with equal inputs and equal printed results; and on evidence that could have told right from wrong. See
 * {@link org.tipcjunit.requirement.consistency.PredictionConsistency}.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Requirement(ConsistencyJudge.class)
public @interface InferenceMatchesPrediction {

    /**
     * The test images, a folder or a file relative to the repository; when empty, those that {@code tipc.images} or
     * {@code certification.properties} names, else those that the config names.
     */
    String input() default "";

    /**
     * A regular expression that finds the printed results in the output of both scripts; when empty, the lines that
     * mention the file name of a test image.
     */
    String result() default "";

    /**
     * What the outputs mean: of {@link Outputs#EMBEDDINGS} the direction counts, by the cosine similarity, where of {@link
     * Outputs#SCORES} the best classes and their order do. {@code certification.properties} may state it as {@code outputs}
     * for a class that certifies many models.
     */
    Outputs outputs() default Outputs.SCORES;

    /**
     * Where both scripts draw their results: the folder of the prediction and that of the inference, relative to the repository,
     * each with a picture of every test image under the image's name, such as {@code {"output/predict", "output/infer"}}. The
     * pictures must be equal pixel for pixel, and the certificate shows them beside each other. When empty, what {@code
     * certification.properties} states as {@code drawings}; where that states none, pictures are not compared.
     */
    String[] drawings() default {};
}
