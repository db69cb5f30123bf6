// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import java.math.BigDecimal;
import java.util.Locale;

/** A drawing on a page that is being made: shapes whose colours and sizes the page's style decides, so that it prints and darkens with it. */
final class Svg {

    static final int WIDTH = 560;
    static final int HEIGHT = 240;
    static final int LEFT = 58;
    static final int RIGHT = WIDTH - 12;
    static final int TOP = 14;
    static final int BOTTOM = HEIGHT - 44;

    private static final double LARGEST_TENTHS = 1e9;

    /** So near to the middle of two decimals, the digits of the number decide, and not those of its tenfold. */
    private static final double UNCLEAR = 1e-4;

    private final StringBuilder shapes = new StringBuilder();

    /** Draw both axes with their ticks and labels; ticks of the lower one are numbers as well. */
    void axes(Axis x, String xLabel, Axis y, String yLabel) {
        for (BigDecimal tick : y.ticks(5)) {
            double place = y.place(tick.doubleValue());
            line("grid", LEFT, place, RIGHT, place);
            text("end", LEFT - 7, place + 4, Axis.written(tick));
        }
        for (BigDecimal tick : x.ticks(6)) {
            double place = x.place(tick.doubleValue());
            line("axis", place, BOTTOM, place, BOTTOM + 4);
            text("middle", place, BOTTOM + 18, Axis.written(tick));
        }
        line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
        text("middle", (LEFT + RIGHT) / 2.0, HEIGHT - 6, xLabel);
        shapes.append("<text class=\"middle\" transform=\"translate(13,")
                .append(number((TOP + BOTTOM) / 2.0))
                .append(") rotate(-90)\">")
                .append(escaped(yLabel))
                .append("</text>");
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        shapes.append("<path class=\"")
                .append(style)
                .append("\" d=\"M")
                .append(number(x1))
                .append(' ')
                .append(number(y1));
        shapes.append('L').append(number(x2)).append(' ').append(number(y2)).append("\"/>");
    }

    void box(String style, double left, double top, double right, double bottom) {
        shapes.append("<rect class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(left))
                .append("\" y=\"")
                .append(number(top));
        shapes.append("\" width=\"")
                .append(number(right - left))
                .append("\" height=\"")
                .append(number(bottom - top))
                .append("\"/>");
    }

    void path(String style, CharSequence steps) {
        shapes.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(steps)
                .append("\"/>");
    }

    void text(String style, double x, double y, String text) {
        shapes.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y));
        shapes.append("\">").append(escaped(text)).append("</text>");
    }

    /** Get the drawing as an image with a name for those who do not see it. */
    String named(String name) {
        return "<svg class=\"chart\" role=\"img\" aria-label=\"" + escaped(name) + "\" viewBox=\"0 0 " + WIDTH + " "
                + HEIGHT + "\">" + shapes + "</svg>";
    }

    /** Get a place with one decimal, which is finer than what can be seen. */
    static String number(double place) {
        double tenths = place * 10;
        long near = (long) tenths;
        double rest = tenths - near;
        boolean clear = tenths >= 1 && tenths <= LARGEST_TENTHS && Math.abs(rest - 0.5) >= UNCLEAR;
        if (!clear) {
            String text = String.format(Locale.ROOT, "%.1f", place);
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
        // Most of them, in a thirtieth of the time: a curve has hundreds of places.
        long rounded = rest < 0.5 ? near : near + 1;
        return rounded % 10 == 0 ? String.valueOf(rounded / 10) : rounded / 10 + "." + rounded % 10;
    }

    private static String escaped(String text) {
        return PageText.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("{", "&#123;");
    }
}
