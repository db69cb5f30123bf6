// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.assertions;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.requirement.consistency.PredictionConsistency;

/**
 * Asserts what an inference says.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class InferenceAssert extends FindingAssert<InferenceAssert, Inference> {

    InferenceAssert(@Nullable Inference actual) {
        super(actual, InferenceAssert.class);
    }

    /** Verify that it is the same as {@code prediction}, with default parameters. */
    public InferenceAssert matches(Prediction prediction, ExportedModel exported) {
        return matches(prediction, exported, PredictionConsistency.Parameters.defaults());
    }

    /** Verify that it is the same as {@code prediction}. */
    public InferenceAssert matches(
            Prediction prediction, ExportedModel exported, PredictionConsistency.Parameters parameters) {
        return passes(new PredictionConsistency(parameters).judge(prediction, exported, present()));
    }
}
