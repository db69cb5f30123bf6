// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.noise;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.predict.Predict;

/**
 * The prediction once more, as {@link NoisyPrediction}, with the scores of each sample given to other classes, so that one of two classes
 * has the highest: what is printed must go with these two, whatever the other scores are.
 *
 * @param seed of the exchange, from 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ExchangedPrediction(int seed) implements Product<NoisyEvaluation.Outcome> {

    @Override
    public NoisyEvaluation.Outcome make(StageContext chain) {
        return new NoisyRun(
                        Predict.STAGE,
                        "predict-exchanged-" + seed,
                        Map.of(
                                Recorder.NOISE_VARIABLE,
                                String.valueOf(seed),
                                Recorder.NOISE_EXCHANGED_VARIABLE,
                                "true"))
                .make(chain);
    }
}
