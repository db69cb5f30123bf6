// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.requirement.text.ResultLine;

/**
 * Values without a decision, such as embeddings, that a document shows of several samples, beside those of this run.
 *
 * <p>The same training on another processor rounds otherwise, and ends at values some tenths away: one network trained on two kinds of processors
 * had a correlation of 0.85 over 64 values of 8 images. Values of another network, or of other images, vary in another way.
 */
final class DocumentedValues {

    private static final int FEWEST = 32;
    private static final double ALIKE = 0.6;

    private final List<double[]> documented = new ArrayList<>();
    private final List<double[]> printed = new ArrayList<>();

    /** Add what was documented and printed of one sample; other counts of numbers are no like values. */
    void add(ResultLine ofDocument, ResultLine ofRun) {
        documented.add(values(ofDocument));
        printed.add(values(ofRun));
    }

    private static double[] values(ResultLine line) {
        return line.numbers().stream().mapToDouble(Double::parseDouble).toArray();
    }

    /** Whether the values of both vary from sample to sample in the same way. */
    boolean varyAlike() {
        int columns = documented.isEmpty() ? 0 : documented.get(0).length;
        if (columns * documented.size() < FEWEST
                || documented.stream().anyMatch(row -> row.length != columns)
                || printed.stream().anyMatch(row -> row.length != columns)) {
            return false;
        }
        double product = 0;
        double ofDocument = 0;
        double ofRun = 0;
        int varying = 0;
        for (int column = 0; column < columns; column++) {
            double[] left = centred(documented, column);
            double[] right = centred(printed, column);
            double spread = dot(left, left);
            product += dot(left, right);
            ofDocument += spread;
            ofRun += dot(right, right);
            // A length that is 1 everywhere says nothing.
            varying += spread > 0 ? left.length : 0;
        }
        return varying >= FEWEST && product >= ALIKE * Math.sqrt(ofDocument * ofRun);
    }

    private static double[] centred(List<double[]> rows, int column) {
        double mean = rows.stream().mapToDouble(row -> row[column]).average().orElse(0);
        return rows.stream().mapToDouble(row -> row[column] - mean).toArray();
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
