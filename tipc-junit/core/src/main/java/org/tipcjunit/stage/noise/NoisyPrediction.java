// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.predict.Predict;

/**
 * The prediction once more, as {@link NoisyEvaluation} does it with the evaluation: results that it prints all the same do not
 * depend on what its network says.
 *
 * @param seed of the random numbers, from 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record NoisyPrediction(int seed) implements Product<NoisyEvaluation.Outcome> {

    @Override
    public NoisyEvaluation.Outcome make(StageContext chain) {
        return NoisyRun.moved(Predict.STAGE, seed, Map.of()).make(chain);
    }
}
