// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.assertions;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.TrainingRun;

/**
 * Starts assertions about artifacts of a chain, and all of AssertJ's own.
 *
 * <p>One static import of {@code assertThat} serves both.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class TipcAssertions extends Assertions {

    private TipcAssertions() {}

    /** Start assertions about a training. */
    public static TrainingRunAssert assertThat(@Nullable TrainingRun actual) {
        return new TrainingRunAssert(actual);
    }

    /** Start assertions about an evaluation. */
    public static EvaluationAssert assertThat(@Nullable Evaluation actual) {
        return new EvaluationAssert(actual);
    }

    /** Start assertions about a prediction. */
    public static PredictionAssert assertThat(@Nullable Prediction actual) {
        return new PredictionAssert(actual);
    }

    /** Start assertions about an exported model. */
    public static ExportedModelAssert assertThat(@Nullable ExportedModel actual) {
        return new ExportedModelAssert(actual);
    }

    /** Start assertions about an inference. */
    public static InferenceAssert assertThat(@Nullable Inference actual) {
        return new InferenceAssert(actual);
    }

    /** Start assertions about the services of a model. */
    public static ServingRunAssert assertThat(@Nullable ServingRun actual) {
        return new ServingRunAssert(actual);
    }
}
