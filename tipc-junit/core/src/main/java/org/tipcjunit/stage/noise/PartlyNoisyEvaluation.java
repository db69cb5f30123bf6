// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.evaluate.Evaluate;

/**
 * The evaluation once more, as {@link NoisyEvaluation} does it, with some outputs of its networks as they are: a metric that stays
 * the same depends on these alone.
 *
 * @param seed of the random numbers, from 1
 * @param left the outputs that are left, each as class of the network, blank, name
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PartlyNoisyEvaluation(int seed, List<String> left) implements Product<NoisyEvaluation.Outcome> {

    public PartlyNoisyEvaluation {
        left = left.stream().sorted().toList();
    }

    @Override
    public NoisyEvaluation.Outcome make(StageContext chain) {
        String outputs = String.join("\n", left);
        return new NoisyRun(
                        Evaluate.STAGE,
                        "evaluate-noise-%08x-%d".formatted(outputs.hashCode(), seed),
                        Map.of(Recorder.NOISE_VARIABLE, String.valueOf(seed), Recorder.NOISE_LEFT_VARIABLE, outputs))
                .make(chain);
    }
}
