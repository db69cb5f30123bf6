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
 * Asserts what a dygraph prediction says.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class PredictionAssert extends FindingAssert<PredictionAssert, Prediction> {

    PredictionAssert(@Nullable Prediction actual) {
        super(actual, PredictionAssert.class);
    }

    /** Verify that inference with the exported model is the same, with default parameters. */
    public PredictionAssert matches(ExportedModel exported, Inference inference) {
        PredictionConsistency requirement = new PredictionConsistency(PredictionConsistency.Parameters.defaults());
        return passes(requirement.judge(present(), exported, inference));
    }
}
