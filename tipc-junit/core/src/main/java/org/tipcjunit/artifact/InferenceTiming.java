// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How long the exported model takes for one batch of the inference script, measured in the JVM that holds the predictor.
 *
 * @param oneDnn whether oneDNN calculated, which Paddle Inference uses unless it is switched off
 * @param batch how many samples the batch holds
 * @param runs the measured runs, in order; empty where it could not be measured
 * @param error why it could not be measured; empty where it could
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record InferenceTiming(boolean oneDnn, long batch, List<Duration> runs, String error) {

    public InferenceTiming {
        runs = List.copyOf(runs);
    }
}
