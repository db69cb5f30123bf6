// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/**
 * What two tensors of scores decide.
 *
 * <p>The last axis of a matrix or of a rank-3 tensor holds scores of classes: the five best and their order are the
 * decision. Axis 1 of a rank-4 tensor holds scores of pixels: the best class is the decision. Other tensors, integers
 * and single scores decide nothing.
 *
 * <p>Of embeddings the last axis is a vector, and its direction the decision: it differs where the cosine similarity to the
 * reference is too small, or a vector has no direction.
 *
 * @param rows how many decisions there are
 * @param changed how many of them differ, not counting classes whose reference scores lie closer than the tie
 * @param smallestCosine the smallest cosine similarity of embeddings, 1 for other outputs; NaN where a vector has no direction
 * @param lengthsOnly whether embeddings differ from the reference in nothing but their lengths
 */
record Decisions(int rows, int changed, double smallestCosine, boolean lengthsOnly) {

    private static final int BEST = 5;

    /** Which share of a difference may point elsewhere than the vector: more than rounding brings about. */
    private static final double ACROSS = 0.01;

    private static Decisions ofScores(int rows, int changed) {
        return new Decisions(rows, changed, 1, false);
    }

    /** Compare the directions of vectors along the last axis. */
    static Decisions ofEmbeddings(TensorValue actual, TensorValue reference, double smallest) {
        List<Long> shape = reference.shape();
        if (!reference.type().isFloatingPoint() || shape.size() < 2) {
            return ofScores(0, 0);
        }
        int length = Math.toIntExact(shape.get(shape.size() - 1));
        int rows = length == 0 ? 0 : Math.toIntExact(reference.elementCount() / length);
        int changed = 0;
        double least = 1;
        boolean lengthsOnly = rows > 0;
        for (int row = 0; row < rows; row++) {
            Angle angle = Angle.between(actual, reference, row * length, length);
            double cosine = angle.cosine();
            // Written so that NaN counts as a change, and stays.
            if (!(cosine >= smallest)) {
                changed++;
            }
            least = Double.isNaN(cosine) ? cosine : Math.min(least, cosine);
            lengthsOnly &= angle.differsInLengthOnly();
        }
        return new Decisions(rows, changed, least, lengthsOnly);
    }

    /**
     * What two vectors have in common.
     *
     * @param product their inner product
     * @param ours the square of the one's length
     * @param theirs the square of the reference's length
     */
    private record Angle(double product, double ours, double theirs) {

        static Angle between(TensorValue actual, TensorValue reference, int offset, int length) {
            double product = 0;
            double ours = 0;
            double theirs = 0;
            for (int i = offset; i < offset + length; i++) {
                double a = actual.doubleAt(i);
                double b = reference.doubleAt(i);
                product += a * b;
                ours += a * a;
                theirs += b * b;
            }
            return new Angle(product, ours, theirs);
        }

        double cosine() {
            return Math.min(1, product / Math.sqrt(ours * theirs));
        }

        boolean differsInLengthOnly() {
            double difference = ours - 2 * product + theirs;
            double across = (ours * theirs - product * product) / theirs;
            return product > 0 && across <= ACROSS * ACROSS * difference;
        }
    }

    /** Get how many decisions a tensor of scores states. */
    static int rows(TensorValue scores) {
        int rank = scores.shape().size();
        if (!scores.type().isFloatingPoint() || rank < 2 || rank > 4) {
            return 0;
        }
        int classes = Math.toIntExact(scores.shape().get(axis(rank)));
        return classes < 2 ? 0 : Math.toIntExact(scores.elementCount() / classes);
    }

    private static int axis(int rank) {
        return rank == 4 ? 1 : rank - 1;
    }

    static Decisions of(TensorValue actual, TensorValue reference, double tie) {
        int rows = rows(reference);
        if (rows == 0) {
            return ofScores(0, 0);
        }
        List<Long> shape = reference.shape();
        int rank = shape.size();
        int classes = Math.toIntExact(shape.get(axis(rank)));
        int best = rank == 4 ? 1 : Math.min(BEST, classes);
        int stride = 1;
        for (int i = axis(rank) + 1; i < rank; i++) {
            stride *= Math.toIntExact(shape.get(i));
        }
        if (rank == 4 && reference.type() == DataType.FLOAT32) {
            return ofScores(
                    rows, PixelDecisions.changed(actual, reference, rows / stride, classes, stride, tie));
        }
        int changed = 0;
        for (int row = 0; row < rows; row++) {
            int offset = row / stride * classes * stride + row % stride;
            if (!sameOrder(actual, reference, offset, stride, classes, best, tie)) {
                changed++;
            }
        }
        return ofScores(rows, changed);
    }

    private static boolean sameOrder(
            TensorValue actual, TensorValue reference, int offset, int stride, int classes, int best, double tie) {
        List<Integer> actualBest = best(actual, offset, stride, classes, best);
        List<Integer> referenceBest = best(reference, offset, stride, classes, best);
        for (int place = 0; place < best; place++) {
            if (!close(
                    reference,
                    offset + actualBest.get(place) * stride,
                    offset + referenceBest.get(place) * stride,
                    tie)) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(TensorValue reference, int one, int other, double tie) {
        double ours = reference.doubleAt(one);
        double theirs = reference.doubleAt(other);
        // Written so that NaN is not.
        return Math.abs(ours - theirs) <= tie || ours == theirs;
    }

    private static List<Integer> best(TensorValue tensor, int offset, int stride, int classes, int count) {
        List<Integer> best = new ArrayList<>();
        while (best.size() < count) {
            int next = -1;
            for (int i = 0; i < classes; i++) {
                if (!best.contains(i)
                        && (next < 0
                                || tensor.doubleAt(offset + i * stride) > tensor.doubleAt(offset + next * stride))) {
                    next = i;
                }
            }
            best.add(next);
        }
        return best;
    }
}
