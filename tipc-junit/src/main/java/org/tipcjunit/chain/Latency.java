// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How long the exported model takes for one batch of the inference script, measured in the JVM that holds the predictor.
 *
 * @param backend how it calculated, in words
 * @param batch how many samples the batch holds
 * @param runs the measured runs, in order; empty where it could not be measured
 * @param error why it could not be measured; empty where it could
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Latency(String backend, long batch, List<Duration> runs, String error) {

    public Latency {
        runs = List.copyOf(runs);
    }

    /**
     * Get a percentile of the runs.
     *
     * @param share from 0 to 1
     * @throws IllegalStateException if there are no runs
     */
    public Duration percentile(double share) {
        if (runs.isEmpty()) {
            throw new IllegalStateException("nothing was measured: " + error);
        }
        List<Duration> sorted = runs.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.max(0, (long) Math.ceil(share * sorted.size()) - 1)));
    }
}
