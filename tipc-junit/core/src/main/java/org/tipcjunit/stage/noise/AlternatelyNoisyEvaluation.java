// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.evaluate.Evaluate;

/**
 * The evaluation once more, as {@link NoisyEvaluation} does it, with random numbers for every other call of its networks alone, or
 * for the calls of every other process: a
 * metric that stays the same does not depend on these. Nothing counts as replaced where some call has no other one beside it.
 *
 * @param calls which calls
 * @param seed of the random numbers, from 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record AlternatelyNoisyEvaluation(Calls calls, int seed) implements Product<NoisyEvaluation.Outcome> {

    /** Every other call, counted for each pass over a data loader, and for each line that calls a network; or every other process. */
    public enum Calls {
        /** The first one, the third one, and so on. */
        ODD(Recorder.NOISE_CALLS_VARIABLE, "0"),
        /** The second one, the fourth one, and so on. */
        EVEN(Recorder.NOISE_CALLS_VARIABLE, "1"),
        /** All calls of the first process, the third one, and so on. */
        ODD_PROCESSES(Recorder.NOISE_PROCESSES_VARIABLE, "0"),
        /** All calls of the second process, the fourth one, and so on. */
        EVEN_PROCESSES(Recorder.NOISE_PROCESSES_VARIABLE, "1");

        private final String variable;

        /** Which of two, as the recorder has it. */
        private final String place;

        Calls(String variable, String place) {
            this.variable = variable;
            this.place = place;
        }

        /** Whether processes are told apart, and not calls. */
        public boolean areOfProcesses() {
            return variable.equals(Recorder.NOISE_PROCESSES_VARIABLE);
        }
    }

    @Override
    public NoisyEvaluation.Outcome make(StageContext chain) {
        return new NoisyRun(
                        Evaluate.STAGE,
                        "evaluate-noise-%s-%s-%d"
                                .formatted(calls.areOfProcesses() ? "processes" : "alternate", calls.place, seed),
                        Map.of(Recorder.NOISE_VARIABLE, String.valueOf(seed), calls.variable, calls.place))
                .make(chain);
    }
}
