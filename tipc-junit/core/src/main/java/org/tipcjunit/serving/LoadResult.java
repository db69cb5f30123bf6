// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What came of many requests.
 *
 * @param concurrency how many were under way at the same time
 * @param wall the time from the first request to the last answer
 * @param samples one for each request, in the order of their numbers
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record LoadResult(int concurrency, Duration wall, List<Sample> samples) {

    private static final double NANOS_PER_SECOND = 1e9;

    public LoadResult {
        samples = List.copyOf(samples);
    }

    /**
     * One request.
     *
     * @param request its number, from 0
     * @param response the answer; empty where none came
     * @param error why none came; empty text where one came
     * @param latency the time from sending it to the answer or the error
     */
    public record Sample(int request, Optional<PipelineResponse> response, String error, Duration latency) {}

    /** Get the answers in a second, over the whole time; 0 where none came. */
    public double requestsPerSecond() {
        long answered =
                samples.stream().filter(sample -> sample.response().isPresent()).count();
        return answered == 0 ? 0 : answered * NANOS_PER_SECOND / Math.max(1, wall.toNanos());
    }

    /**
     * Get a quantile of the latency of the requests that were answered.
     *
     * @param p from 0 to 1, such as 0.99
     * @return the latency; empty where no request was answered
     */
    public Optional<Duration> quantile(double p) {
        double[] nanos = samples.stream()
                .filter(sample -> sample.response().isPresent())
                .mapToDouble(sample -> sample.latency().toNanos())
                .toArray();
        return nanos.length == 0
                ? Optional.empty()
                : Optional.of(
                        Duration.ofNanos(Math.round(Quantile.withDefaults().evaluate(nanos, p))));
    }
}
