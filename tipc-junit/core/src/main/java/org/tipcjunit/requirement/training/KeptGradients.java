// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.stream.IntStream;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.recording.Recorder;

/**
 * The cause of a loss that does not fall: a training that never clears its gradients adds those of all steps up.
 *
 * @param steps how many steps were looked at, each of which found the gradients of the step before; 0 where it is not so
 */
record KeptGradients(int steps) {

    static KeptGradients of(TrainingRun training) {
        return new KeptGradients(training.stage().recording().processes().stream()
                .flatMapToInt(process -> IntStream.of(process.numbers(Recorder.KEPT_NOTE)))
                .max()
                .orElse(0));
    }

    /** Get what was found wrong with the curve, with this cause where it is one. */
    Finding in(Finding shape) {
        if (steps == 0) {
            return shape;
        }
        return shape.concluding(
                shape.verdict(),
                shape.summary(),
                "the gradients of the step before were still there at backward, in each of " + steps
                        + " steps that were looked at; " + shape.observed(),
                "call clear_grad() of the optimizer after each step");
    }
}
