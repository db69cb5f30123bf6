// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tipcjunit.finding.Quantity;

/**
 * A curve drawn with characters: one star a column at the median of its iterations, an exclamation mark where a column
 * holds NaN or infinity.
 */
final class CurvePlot {

    private static final int ROWS = 8;
    private static final int COLUMNS = 60;

    private CurvePlot() {}

    /** Draw {@code values}; empty text for no values. Lines have no trailing blanks. */
    static String of(List<Double> values) {
        if (values.isEmpty()) {
            return "";
        }
        int columns = Math.min(COLUMNS, values.size());
        double[] heights = new double[columns];
        for (int column = 0; column < columns; column++) {
            heights[column] = height(values, column, columns);
        }
        double[] finite = Arrays.stream(heights).filter(Double::isFinite).toArray();
        double low = Arrays.stream(finite).min().orElse(Double.NaN);
        double high = Arrays.stream(finite).max().orElse(Double.NaN);
        char[][] canvas = new char[ROWS][columns];
        for (char[] row : canvas) {
            Arrays.fill(row, ' ');
        }
        for (int column = 0; column < columns; column++) {
            double height = heights[column];
            if (Double.isFinite(height)) {
                double level = high > low ? (high - height) / (high - low) : 0.5;
                canvas[(int) Math.round(level * (ROWS - 1))][column] = '*';
            } else {
                canvas[ROWS - 1][column] = '!';
            }
        }
        return drawn(canvas, low, high, values.size());
    }

    private static double height(List<Double> values, int column, int columns) {
        int from = (int) ((long) column * values.size() / columns);
        int to = (int) ((long) (column + 1) * values.size() / columns);
        double[] part = values.subList(from, to).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Arrays.stream(part).allMatch(Double::isFinite) ? Series.median(part) : Double.NaN;
    }

    private static String drawn(char[][] canvas, double low, double high, int iterations) {
        String top = Double.isNaN(high) ? "" : Quantity.of(high);
        String bottom = Double.isNaN(low) ? "" : Quantity.of(low);
        int width = Math.max(top.length(), bottom.length());
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            String label = row == 0 ? top : row == ROWS - 1 ? bottom : "";
            lines.add((" ".repeat(width - label.length()) + label + " |" + new String(canvas[row])).stripTrailing());
        }
        int columns = canvas[0].length;
        lines.add(" ".repeat(width) + " +" + "-".repeat(columns));
        String last = String.valueOf(iterations);
        int gap = columns - 1 - last.length();
        lines.add(" ".repeat(width + 2) + "1" + (gap > 0 ? " ".repeat(gap) + last : ""));
        return String.join("\n", lines);
    }
}
