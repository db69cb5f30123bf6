// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** How long requests and inferences took. */
@API(status = Status.INTERNAL, since = "0.1")
public final class Latency {

    private static final double NANOS_PER_MILLISECOND = 1e6;

    private Latency() {}

    /** Get a quantile; empty where there are none. */
    public static Optional<Duration> quantile(List<Duration> latencies, double p) {
        return latencies.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.round(Quantile.withDefaults()
                        .evaluate(
                                latencies.stream()
                                        .mapToDouble(Duration::toNanos)
                                        .toArray(),
                                p))));
    }

    public static String milliseconds(Duration latency) {
        return Quantity.of(latency.toNanos() / NANOS_PER_MILLISECOND);
    }

    /** Get a latency as a figure, which says so where there is none. */
    public static Figure figure(String name, Optional<Duration> latency) {
        return latency.map(time -> Figure.of(name, time.toNanos() / NANOS_PER_MILLISECOND, "ms"))
                .orElseGet(() -> Figure.unmeasured(name, "-", "ms"));
    }
}
