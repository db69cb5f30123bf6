// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Quantity;

/**
 * A curve as pages draw it: over its iterations with the windows that were judged, or, of latencies, how often each was.
 *
 * @param title what it is a curve of
 * @param label the iterations' label
 * @param valueLabel the values' label
 * @param values the values in order
 * @param windows the name of the judged window that each value lies in, blank for none; empty where none is stated
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CurveDrawing(String title, String label, String valueLabel, List<Double> values, List<String> windows) {

    /** What cannot lie on an axis: the same for the picture beside the certificate. */
    private static final double LIMIT = 1e300;

    /** More than there are dots on the screen are drawn by the lowest and the highest of each few. */
    private static final int MOST_DRAWN = 1200;

    private static final String MILLISECONDS = "ms";

    public CurveDrawing {
        values = List.copyOf(values);
        windows = List.copyOf(windows);
    }

    /**
     * Read a curve from the table that certificates keep of it.
     *
     * @param title what it is a curve of
     * @param header the labels of iteration and value, and of the window where one is stated
     * @param rows an iteration each
     * @return empty where the table holds no curve
     */
    public static Optional<CurveDrawing> of(String title, List<String> header, List<List<String>> rows) {
        if (header.size() < 2 || rows.isEmpty()) {
            return Optional.empty();
        }
        List<Double> values = new ArrayList<>();
        List<String> windows = new ArrayList<>();
        for (List<String> row : rows) {
            try {
                values.add(Double.parseDouble(row.size() < 2 ? "" : row.get(1)));
            } catch (NumberFormatException e) {
                return Optional.empty(); // Whoever receives a certificate shows what others made.
            }
            windows.add(row.size() > 2 ? row.get(2) : "");
        }
        return Optional.of(new CurveDrawing(title, header.get(0), header.get(1), values, windows));
    }

    /** Get the drawing, and below it in words what is to be seen, in the form of HTML and as a text. */
    public Drawn draw(PageWords words) {
        Optional<LatencyHistogram> latencies =
                valueLabel.equals(MILLISECONDS) ? LatencyHistogram.of(values) : Optional.empty();
        return latencies.map(histogram -> histogram.draw(title, words)).orElseGet(() -> curve(words));
    }

    /**
     * A drawing.
     *
     * @param svg the drawing in HTML
     * @param legend what is to be seen, in words; blank where the title says it all
     */
    public record Drawn(String svg, String legend) {}

    private Drawn curve(PageWords words) {
        double[] drawable = values.stream()
                .filter(CurveDrawing::isDrawable)
                .mapToDouble(v -> v)
                .toArray();
        Axis y = Axis.holding(
                Arrays.stream(drawable).min().orElse(0),
                Arrays.stream(drawable).max().orElse(1),
                Svg.BOTTOM - 6,
                Svg.TOP + 6);
        Axis x = new Axis(0, Math.max(2, values.size()), Svg.LEFT, Svg.RIGHT);
        Svg svg = new Svg();
        List<Window> judged = judged();
        judged.forEach(window -> svg.box("window", x.place(window.from - 1), Svg.TOP, x.place(window.to), Svg.BOTTOM));
        svg.axes(x, words.getOr("axis." + label, label), y, words.getOr("axis." + valueLabel, valueLabel));
        svg.path("curve", steps(x, y));
        judged.forEach(window -> svg.line(
                "median",
                x.place(window.from - 1),
                y.place(window.median),
                x.place(window.to),
                y.place(window.median)));
        for (int i = 0; i < values.size(); i++) {
            if (!isDrawable(values.get(i))) {
                svg.text("alarm middle", x.place(i + 1), Svg.TOP + 10, "×");
            }
        }
        String legend = Stream.concat(
                        judged.stream()
                                .map(window -> words.get(
                                        "window",
                                        words.getOr("window." + window.name, window.name),
                                        String.valueOf(window.from),
                                        String.valueOf(window.to),
                                        Quantity.of(window.median))),
                        drawable.length < values.size()
                                ? Stream.of(words.get("notFinite", String.valueOf(values.size() - drawable.length)))
                                : Stream.empty())
                .collect(Collectors.joining(" → "));
        return new Drawn(svg.named(legend.isEmpty() ? title : title + ": " + legend), legend);
    }

    /** A window that was judged: its iterations, counted from 1, and the median of their values. */
    private record Window(String name, int from, int to, double median) {}

    private List<Window> judged() {
        List<Window> judged = new ArrayList<>();
        for (int from = 0; from < windows.size(); ) {
            int to = from + 1;
            while (to < windows.size() && windows.get(to).equals(windows.get(from))) {
                to++;
            }
            double[] inside = values.subList(from, to).stream()
                    .mapToDouble(v -> v)
                    .sorted()
                    .toArray();
            double median = (inside[(inside.length - 1) / 2] + inside[inside.length / 2]) / 2;
            if (!windows.get(from).isBlank() && isDrawable(median)) {
                judged.add(new Window(windows.get(from), from + 1, to, median));
            }
            from = to;
        }
        return judged;
    }

    private StringBuilder steps(Axis x, Axis y) {
        int few = Math.max(1, 2 * values.size() / MOST_DRAWN);
        StringBuilder steps = new StringBuilder();
        boolean drawing = false;
        for (int from = 0; from < values.size(); from += few) {
            int to = Math.min(values.size(), from + few);
            for (int i : few == 1 ? List.of(from) : lowestAndHighest(from, to)) {
                if (isDrawable(values.get(i))) {
                    steps.append(drawing ? 'L' : 'M')
                            .append(Svg.number(x.place(i + 1)))
                            .append(' ');
                    steps.append(Svg.number(y.place(values.get(i))));
                }
                drawing = isDrawable(values.get(i));
            }
        }
        return steps;
    }

    private List<Integer> lowestAndHighest(int from, int to) {
        int lowest = from;
        int highest = from;
        for (int i = from; i < to; i++) {
            if (!isDrawable(values.get(i))) {
                return List.of(i);
            }
            lowest = values.get(i) < values.get(lowest) ? i : lowest;
            highest = values.get(i) > values.get(highest) ? i : highest;
        }
        return List.of(Math.min(lowest, highest), Math.max(lowest, highest));
    }

    private static boolean isDrawable(double value) {
        return Math.abs(value) <= LIMIT;
    }
}
