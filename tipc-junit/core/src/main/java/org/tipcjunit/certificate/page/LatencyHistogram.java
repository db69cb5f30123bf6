// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Quantile;
import org.tipcjunit.finding.Quantity;

/** How often a service took how long: bars of equal width, of which the last holds what took far longer than the others. */
record LatencyHistogram(List<Double> milliseconds) {

    private static final int BARS = 24;
    private static final double FAR = 2;

    /** Get one of latencies that are all known; empty where one is not, or there are too few to show anything. */
    static Optional<LatencyHistogram> of(List<Double> milliseconds) {
        boolean known =
                milliseconds.size() > 1 && milliseconds.stream().allMatch(time -> Double.isFinite(time) && time >= 0);
        return known ? Optional.of(new LatencyHistogram(List.copyOf(milliseconds))) : Optional.empty();
    }

    CurveDrawing.Drawn draw(String title, PageWords words) {
        double[] sorted =
                milliseconds.stream().mapToDouble(time -> time).sorted().toArray();
        double[] quantiles = Quantile.withDefaults().evaluate(sorted.clone(), 0.5, 0.95, 0.99);
        double slowest = sorted[sorted.length - 1];
        double end = Math.min(slowest, FAR * quantiles[2]);
        double low = sorted[0];
        double width = Axis.step(Math.max((end - low) / BARS, 1e-6)).doubleValue();
        long first = (long) Math.floor(low / width);
        int bars = (int) Math.min(2L * BARS, (long) Math.floor(end / width) - first + 1);
        int[] counts = new int[bars];
        for (double time : sorted) {
            counts[(int) Math.min(bars - 1, (long) Math.floor(time / width) - first)]++;
        }
        int most = 0;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        Axis x = new Axis(first * width, (first + bars) * width, Svg.LEFT, Svg.RIGHT);
        Axis y = new Axis(0, most, Svg.BOTTOM, Svg.TOP + 14);
        Svg svg = new Svg();
        svg.axes(x, words.get("axis.latency"), y, words.get("axis.requests"));
        for (int i = 0; i < bars; i++) {
            if (counts[i] > 0) {
                double left = x.place((first + i) * width);
                svg.box(
                        i == bars - 1 && slowest > end ? "bar far" : "bar",
                        left,
                        y.place(counts[i]),
                        x.place((first + i + 1) * width) - 1,
                        Svg.BOTTOM);
            }
        }
        String[] names = {"p50", "p95", "p99"};
        for (int i = 0; i < names.length; i++) {
            double place = x.place(quantiles[i]);
            svg.line("median", place, Svg.TOP + 4, place, Svg.BOTTOM);
            boolean roomBefore = i == 0 || place - x.place(quantiles[i - 1]) > 34;
            svg.text(
                    roomBefore ? "end" : "start",
                    roomBefore ? place - 3 : place + 3,
                    Svg.TOP + 6 + (roomBefore ? 0 : 12),
                    names[i]);
        }
        String legend = words.get(
                "latencies",
                String.valueOf(sorted.length),
                Quantity.of(quantiles[0]),
                Quantity.of(quantiles[1]),
                Quantity.of(quantiles[2]),
                Quantity.of(slowest));
        return new CurveDrawing.Drawn(svg.named(title + ": " + legend), legend);
    }
}
