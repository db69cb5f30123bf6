// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * A series of finite losses, and the rank tests that are made on it.
 *
 * <p>Neighbouring losses of a training are correlated, which a rank test does not know. So no test sees neighbours:
 * samples are taken every third iteration or are medians of blocks with a gap between them.
 */
final class Series {

    /** By what the smallest p value is multiplied: 3 for three tests, the rest for the correlation that remains. */
    private static final int FACTOR = 7;

    private static final int STRIDE = 3;
    private static final int HALF_BLOCKS = 8;

    /** As many losses at the start tell a fall that is over at once, if each lies so many deviations above the later half. */
    private static final int STEEP = 4;

    private static final double STEEP_DEVIATIONS = 6;
    private static final double DEVIATION_OF_NORMAL = 1.4826;

    private final double[] losses;

    Series(double[] losses) {
        this.losses = losses.clone();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    int length() {
        return losses.length;
    }

    double medianOf(int from, int to) {
        return median(Arrays.copyOfRange(losses, from, to));
    }

    double minimum() {
        return Arrays.stream(losses).min().orElse(Double.NaN);
    }

    double maximum() {
        return Arrays.stream(losses).max().orElse(Double.NaN);
    }

    /** Whether the losses had fallen before the highest one, which lies far above their start: steps that are too large. */
    boolean leapsAfterItsLowest() {
        double start = Math.abs(medianOf(0, Math.min(startLength(), losses.length)));
        int highest = 0;
        for (int i = 1; i < losses.length; i++) {
            highest = losses[i] > losses[highest] ? i : highest;
        }
        double before = Arrays.stream(losses, 0, highest).min().orElse(Double.NaN);
        return losses[highest] > 2 * start && before < start / 2;
    }

    /** Get the number of iterations that count as the start, 15 % but at least 15. */
    int startLength() {
        return Math.max(15, losses.length * 15 / 100);
    }

    /** Get the number of iterations that count as the end, a quarter. */
    int endLength() {
        return losses.length / 4;
    }

    /** Get the probability, at most 1, that a series without a trend looks as much like a fall as this one. */
    double pOfFall() {
        return Math.min(pOfSpreadFall(), pOfFallAtOnce());
    }

    private double pOfSpreadFall() {
        double[] late = everyThird(losses.length - losses.length / 2, losses.length);
        double fast = pOfGreater(everyThird(0, startLength()), late);
        double medium = pOfGreater(everyThird(0, Math.max(24, losses.length / 4)), late);
        double[] blocks = blockMedians();
        double slow = pOfGreater(
                Arrays.copyOfRange(blocks, 0, HALF_BLOCKS), Arrays.copyOfRange(blocks, HALF_BLOCKS, 2 * HALF_BLOCKS));
        return Math.min(1, FACTOR * Math.min(fast, Math.min(medium, slow)));
    }

    /** Get how many iterations tell the start: fewer where only a fall that is over at once is beyond chance. */
    int tellingStart(double alpha) {
        return pOfSpreadFall() > alpha && pOfFallAtOnce() <= alpha ? STEEP : startLength();
    }

    /**
     * Get the probability for a fall within the first few iterations, too few to leave neighbours out. They are correlated, so that
     * it counts only where they lie beyond what neighbours have in common.
     */
    private double pOfFallAtOnce() {
        double[] late = Arrays.copyOfRange(losses, losses.length - losses.length / 2, losses.length);
        double level = median(late);
        double deviation = DEVIATION_OF_NORMAL
                * median(Arrays.stream(late).map(loss -> Math.abs(loss - level)).toArray());
        double highest = Arrays.stream(late).max().orElse(level);
        double lowestOfFirst = Arrays.stream(losses).limit(STEEP).min().orElse(level);
        // Losses that never vary are those of a network that has died.
        if (deviation == 0 || lowestOfFirst <= Math.max(highest, level + STEEP_DEVIATIONS * deviation)) {
            return 1;
        }
        double asFew = 1;
        for (int i = 1; i <= STEEP; i++) {
            asFew *= i / (double) (late.length + i);
        }
        return FACTOR * asFew;
    }

    /** Get the same probability for a rise. */
    double pOfRise() {
        return new Series(Arrays.stream(losses).map(loss -> -loss).toArray()).pOfFall();
    }

    /** Get where the quarter with the lowest median begins, among those that end before the last quarter. */
    int lowestQuarter() {
        int length = endLength();
        int lowest = 0;
        for (int from = 0; from + length <= losses.length - length; from += Math.max(1, length / 5)) {
            if (medianOf(from, from + length) < medianOf(lowest, lowest + length)) {
                lowest = from;
            }
        }
        return lowest;
    }

    /** Get the index around which five neighbours have the lowest median. */
    int turningPoint() {
        int lowest = 2;
        for (int i = 2; i < losses.length - 2; i++) {
            if (medianOf(i - 2, i + 3) < medianOf(lowest - 2, lowest + 3)) {
                lowest = i;
            }
        }
        return lowest;
    }

    /** Get the probability that the last {@code length} losses lie above the lowest quarter by chance, at most 1. */
    double pOfRebound(int length) {
        int lowest = lowestQuarter();
        // The last few losses are too few to leave any out.
        double[] end = length < endLength()
                ? Arrays.copyOfRange(losses, losses.length - length, losses.length)
                : everyThird(losses.length - length, losses.length);
        double[] low = length < endLength()
                ? Arrays.copyOfRange(losses, lowest, lowest + endLength())
                : everyThird(lowest, lowest + endLength());
        return Math.min(1, 10 * pOfGreater(end, low));
    }

    private double[] everyThird(int from, int to) {
        double[] sample = new double[(to - from + STRIDE - 1) / STRIDE];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = losses[from + i * STRIDE];
        }
        return sample;
    }

    /** Get 16 medians; a third of the iterations lies in the gaps and is left out. */
    private double[] blockMedians() {
        int slot = losses.length / (2 * HALF_BLOCKS);
        int block = (2 * slot + 2) / 3;
        double[] medians = new double[2 * HALF_BLOCKS];
        for (int i = 0; i < medians.length; i++) {
            int from = (int) ((long) i * losses.length / medians.length);
            medians[i] = medianOf(from, from + block);
        }
        return medians;
    }

    private static double pOfGreater(double[] high, double[] low) {
        return MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(high, low)
                .getPValue();
    }
}
