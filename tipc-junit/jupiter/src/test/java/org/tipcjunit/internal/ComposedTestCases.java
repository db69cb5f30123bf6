// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.chain.Evaluation;
import org.tipcjunit.chain.Inference;
import org.tipcjunit.chain.Prediction;

/** A sound certification whose requirements come from everywhere that JUnit finds tests. */
@CertifiesDigits
@Tag("certification")
class ComposedTestCases extends ComposedRequirements.Training implements ComposedRequirements.Export {

    @MetricReaches(metric = "top1", documentedIn = "fixtures/digits/README.md", row = "digits (lite)")
    void evaluation(Evaluation evaluation) {}

    @Nested
    class Deployment {

        @InferenceMatchesPrediction(input = "fixtures/digits/images")
        void inference(Prediction prediction, Inference inference) {}

        @Nested
        class Documents {

            @ReadmeDocuments(readme = "fixtures/digits/README.md")
            void documentation() {}
        }
    }
}
