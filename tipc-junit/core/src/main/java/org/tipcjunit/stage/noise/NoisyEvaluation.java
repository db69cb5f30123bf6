// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.evaluate.Evaluate;

/**
 * The evaluation once more, in a working copy of its own, with random numbers in the place of what its networks say: what it
 * prints all the same does not depend on them. It is no stage of the chain, since it may well fail over such numbers.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public enum NoisyEvaluation implements Product<NoisyEvaluation.Outcome> {
    /** With the first random numbers. */
    FIRST(1),
    /** With others, since one number may come up again by chance, and among few samples does so often. */
    SECOND(2),
    /** With others again. */
    THIRD(3),
    /** With others again. */
    FOURTH(4);

    /** Makes the working copy of the first one ahead; whether it is likely to be tried. */
    public static final Product<Boolean> COPY_AHEAD = chain -> FIRST.run().copyAhead(chain);

    /** How long an evaluation may take that is tried once more; longer ones only where their code goes on after exceptions. */
    public static final Duration LONG = Duration.ofMinutes(2);

    private final int seed;

    NoisyEvaluation(int seed) {
        this.seed = seed;
    }

    /**
     * How it went.
     *
     * @param obstacle why it could not be tried; empty where it was
     * @param output what it printed
     * @param replaced how many outputs were replaced
     * @param needed the inputs, of several, that outputs of networks depend on, sorted; none where that was not seen
     * @param scores how many rows of what may be scores were replaced, by the length of a row
     * @param exchanged what was made of exchanged scores, in order; none where several processes did so, or nothing was exchanged
     * @param drawn a data set that gave another image of the same label when it was asked for a sample again, with the sample's number
     */
    public record Outcome(
            Optional<String> obstacle,
            List<String> output,
            int replaced,
            List<String> needed,
            Map<Integer, Integer> scores,
            List<ExchangedScores> exchanged,
            Optional<String> drawn) {

        public Outcome {
            output = List.copyOf(output);
            needed = List.copyOf(needed);
            scores = Map.copyOf(scores);
            exchanged = List.copyOf(exchanged);
        }

        /** Create the outcome of an evaluation of which no inputs were seen to be needed. */
        public Outcome(Optional<String> obstacle, List<String> output, int replaced) {
            this(obstacle, output, replaced, List.of(), Map.of(), List.of(), Optional.empty());
        }

        /** Whether it ran, with some outputs replaced, so that what it printed says something. */
        public boolean isTelling() {
            return obstacle.isEmpty() && replaced > 0;
        }
    }

    @Override
    public Outcome make(StageContext chain) {
        return run().make(chain);
    }

    private NoisyRun run() {
        return new NoisyRun(
                Evaluate.STAGE, "evaluate-noise-" + seed, Map.of(Recorder.NOISE_VARIABLE, String.valueOf(seed)));
    }
}
