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
 * The evaluation once more, as {@link NoisyEvaluation} does it, with random numbers for every other call of its networks alone: a
 * metric that stays the same does not depend on these. Nothing counts as replaced where some call has no other one beside it.
 *
 * @param calls which calls
 * @param seed of the random numbers, from 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record AlternatelyNoisyEvaluation(Calls calls, int seed) implements Product<NoisyEvaluation.Outcome> {

    /** Every other call, counted for each pass over a data loader, and for each line that calls a network. */
    public enum Calls {
        /** The first one, the third one, and so on. */
        ODD("0"),
        /** The second one, the fourth one, and so on. */
        EVEN("1");

        /** Which of two calls, as the recorder has it. */
        private final String place;

        Calls(String place) {
            this.place = place;
        }
    }

    @Override
    public NoisyEvaluation.Outcome make(StageContext chain) {
        return new NoisyRun(
                        Evaluate.STAGE,
                        "evaluate-noise-alternate-%s-%d".formatted(calls.place, seed),
                        Map.of(
                                Recorder.NOISE_VARIABLE,
                                String.valueOf(seed),
                                Recorder.NOISE_CALLS_VARIABLE,
                                calls.place))
                .make(chain);
    }
}
