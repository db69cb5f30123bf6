// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.List;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.recording.Recorder;

/**
 * Whether a training made most of its steps at next to no learning rate, as when a decay over epochs is stepped after each batch: what
 * its first steps learnt may make the loss fall, and the rest of it is none.
 *
 * <p>Warm-ups, decays to nothing at the end, and schedules that rise again are usual; so is one of several optimizers that rests.
 *
 * @param optimizers the steps of each optimizer
 */
record StandingSteps(List<Steps> optimizers) {

    private static final int FEWEST = 16;

    StandingSteps {
        optimizers = List.copyOf(optimizers);
    }

    /**
     * What an optimizer did.
     *
     * @param made how many steps
     * @param still how many of them at less than a millionth of its highest learning rate
     */
    record Steps(int made, int still) {

        private static Steps in(String line) {
            String[] numbers = line.split(" ", -1);
            return new Steps(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        }

        private boolean isMostlyStill() {
            return made >= FEWEST && 2 * still > made;
        }
    }

    static Part of(TrainingRun training) {
        return new StandingSteps(training.stage().recording().processes().stream()
                        .flatMap(process -> process.lines(Recorder.STEPS_NOTE))
                        .map(Steps::in)
                        .toList())
                .part();
    }

    /** Get what cannot be judged, where it is so. */
    Part part() {
        if (optimizers.isEmpty() || !optimizers.stream().allMatch(Steps::isMostlyStill)) {
            return Part.none();
        }
        return Part.unjudged(new Fault(
                "the training stood still in most of its steps",
                optimizers.stream()
                        .map(steps -> "the learning rate was less than a millionth of its highest in " + steps.still()
                                + " of " + steps.made() + " steps")
                        .distinct()
                        .collect(Collectors.joining("; ")),
                "count the schedule of the learning rate in what it is stepped by: a decay over epochs ends too soon where it is"
                        + " stepped after each batch"));
    }
}
