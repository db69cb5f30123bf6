// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.infer.Infer;

/**
 * The inference once more, with random numbers in the place of what dygraph networks say beside its predictor: results that it prints
 * all the same are not theirs.
 *
 * @param seed of the random numbers, from 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record NoisyInference(int seed) implements Product<NoisyEvaluation.Outcome> {

    @Override
    public NoisyEvaluation.Outcome make(StageContext chain) {
        // Nor does a script end that holds the two against each other.
        Map<String, String> equal = Map.of(Recorder.NOISE_EQUAL_VARIABLE, "true", "PYTHONOPTIMIZE", "1");
        return NoisyRun.moved(Infer.STAGE, seed, equal).make(chain);
    }
}
