// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Drawings;
import org.tipcjunit.requirement.tensors.Tolerance;

/**
 * Judges whether dygraph prediction and inference with the exported model are the same on real test images.
 *
 * <p>Inputs must agree; outputs must be equal bit for bit on the plain backend and agree within a tolerance, with the
 * same decisions, on every other; printed results must agree; and the evidence must be able to tell right from wrong:
 * different images and perturbed inputs must give different outputs, else the verdict is {@link Verdict#CANNOT_JUDGE}.
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record PredictionConsistency(Parameters parameters) {

    /**
     * What is demanded.
     *
     * @param tolerance how far inputs, outputs of optimised backends and printed decimals may differ
     * @param resultPattern a regular expression for the printed results, of which the groups, or without groups the
     *     whole match, are compared in order; empty to compare the lines that mention a test image
     * @param drawings where both scripts draw their results; empty where they do not
     */
    public record Parameters(Tolerance tolerance, Optional<String> resultPattern, Optional<Drawings> drawings) {

        public Parameters {
            resultPattern.ifPresent(Pattern::compile);
        }

        /** Create parameters for scripts that draw nothing. */
        public Parameters(Tolerance tolerance, Optional<String> resultPattern) {
            this(tolerance, resultPattern, Optional.empty());
        }

        /** Get the tolerance for optimised backends and the lines that mention a test image. */
        public static Parameters defaults() {
            return new Parameters(Tolerance.ofOptimisedBackends(), Optional.empty());
        }
    }

    /**
     * Judge what {@code inference} says against what {@code prediction} says; safe for several threads.
     *
     * @param prediction the dygraph prediction on the test images
     * @param exported the inference model of the same run
     * @param inference the inference on the same images
     */
    public Finding judge(Prediction prediction, ExportedModel exported, Inference inference) {
        return new ConsistencyCheck(parameters, prediction, exported, inference).finding();
    }
}
