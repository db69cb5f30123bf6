// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.finding.Finding;

/**
 * Judges whether a service is completely identical to the inference of the exported model (clause 4.2.3).
 *
 * <p>In every cell that can run: every request is answered, in whatever way it is sent; what goes into the served model equals
 * bit for bit what the repository's inference script gave its predictor; what comes out equals bit for bit what Paddle Inference
 * gives for the exported model with the service's settings; and the decoded results are those that the inference script printed.
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ServingConsistency(Parameters parameters) {

    /**
     * What is demanded.
     *
     * @param resultPattern a regular expression that finds the result in an answer and in a printed line, of which the groups,
     *     or without groups the whole match, are compared; empty to compare whole answers with whole lines
     */
    public record Parameters(Optional<String> resultPattern) {

        public Parameters {
            resultPattern.ifPresent(Pattern::compile);
        }
    }

    /**
     * Judge a service; safe for several threads.
     *
     * @param exported the inference model of the same run
     * @param inference the inference on the same images
     * @param images the test images, in the order in which inference took them
     * @param serving what the service did
     */
    public Finding judge(ExportedModel exported, Inference inference, List<Path> images, ServingRun serving) {
        return new ServingCheck(parameters, exported, inference, images, serving).finding();
    }
}
