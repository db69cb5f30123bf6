// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tipcjunit.certificate.page.PageTemplate;
import org.tipcjunit.certificate.page.PageWords;

/**
 * A figure over a model's certificates, as a small plot.
 *
 * @param caption what it is
 * @param points its values, the oldest first
 */
record Trend(String caption, List<Point> points) {

    private static final PageTemplate TEMPLATE = PageTemplate.html(Trend.class, "trend.svg.mustache");
    private static final double LEFT = 60;
    private static final double RIGHT = 304;
    private static final double TOP = 18;
    private static final double BOTTOM = 112;
    private static final double CROSS = 3.5;
    private static final int SMALLEST = -3;
    private static final int LARGEST = 5;
    private static final MathContext SHOWN = new MathContext(4);

    /**
     * A value.
     *
     * @param date the day of its certificate
     * @param value the value
     * @param certified whether that certificate certifies its model
     */
    record Point(String date, BigDecimal value, boolean certified) {}

    Trend {
        points = List.copyOf(points);
    }

    /** Get the plot as SVG; it needs at least one point. */
    String svg(PageWords words) {
        double low = points.stream()
                .mapToDouble(point -> point.value().doubleValue())
                .min()
                .orElseThrow();
        double high = points.stream()
                .mapToDouble(point -> point.value().doubleValue())
                .max()
                .orElseThrow();
        boolean flat = low == high;
        StringBuilder line = new StringBuilder();
        List<Object> marks = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            double x = points.size() == 1 ? (LEFT + RIGHT) / 2 : LEFT + (RIGHT - LEFT) * i / (points.size() - 1);
            double share = flat ? 0.5 : (point.value().doubleValue() - low) / (high - low);
            double y = BOTTOM - (BOTTOM - TOP) * share;
            line.append(at(x)).append(',').append(at(y)).append(' ');
            marks.add(Map.of(
                    "round", point.certified(),
                    "x", at(x),
                    "y", at(y),
                    "cross", cross(x, y),
                    "told", point.date() + ": " + text(point.value())));
        }
        Map<String, Object> view = new LinkedHashMap<>();
        Point last = points.get(points.size() - 1);
        view.put(
                "described",
                words.get(
                        "site.plot.said",
                        caption,
                        String.valueOf(points.size()),
                        text(value(low)),
                        text(value(high)),
                        text(last.value())));
        view.put("high", text(value(high)));
        view.put("highY", at(flat ? (TOP + BOTTOM) / 2 + 4 : TOP + 4));
        view.put("ranges", !flat);
        view.put("low", text(value(low)));
        view.put("first", points.size() == 1 ? "" : points.get(0).date());
        view.put("last", last.date());
        view.put("points", line.toString().strip());
        view.put("marks", marks);
        return new String(TEMPLATE.render(view), StandardCharsets.UTF_8);
    }

    private static BigDecimal value(double value) {
        return BigDecimal.valueOf(value);
    }

    private static String cross(double x, double y) {
        return String.format(
                Locale.ROOT,
                "M%1$s %3$sL%2$s %4$sM%1$s %4$sL%2$s %3$s",
                at(x - CROSS),
                at(x + CROSS),
                at(y - CROSS),
                at(y + CROSS));
    }

    /** Get a value with four digits, in few letters. */
    static String text(BigDecimal value) {
        BigDecimal shown = value.round(SHOWN).stripTrailingZeros();
        int magnitude = shown.precision() - shown.scale() - 1;
        if (shown.signum() == 0) {
            return "0";
        }
        return magnitude < SMALLEST || magnitude > LARGEST
                ? shown.scaleByPowerOfTen(-magnitude).toPlainString() + "e" + magnitude
                : shown.toPlainString();
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
