// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.TensorValue;

/**
 * The part of a batch's outputs that belongs to one image.
 *
 * @param outputs the outputs of the batch
 * @param row the image's place in the batch
 * @param rows the size of the batch
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ImageOutput(List<TensorValue> outputs, int row, int rows) {

    private static final int MOST_SCORES = 32;

    /** Cut every batch into its images; a batch whose outputs aren't one row an image counts as one image. */
    public static List<ImageOutput> of(List<List<TensorValue>> inputs, List<List<TensorValue>> outputs) {
        List<ImageOutput> images = new ArrayList<>();
        for (int run = 0; run < outputs.size(); run++) {
            List<TensorValue> batch = outputs.get(run);
            long size = TensorValue.batchSize(inputs.get(run));
            boolean rowwise = batch.stream()
                    .allMatch(output ->
                            !output.shape().isEmpty() && output.shape().get(0) == size);
            int rows = rowwise ? Math.toIntExact(size) : 1;
            for (int row = 0; row < rows; row++) {
                images.add(new ImageOutput(batch, row, rows));
            }
        }
        return images;
    }

    /** Get how many images have outputs that no other kind of image in {@code images} has; 1 if all look the same. */
    public static int kinds(List<ImageOutput> images, Tolerance tolerance) {
        List<ImageOutput> kinds = new ArrayList<>();
        for (ImageOutput image : images) {
            if (kinds.stream().noneMatch(kind -> !image.differs(kind, tolerance))) {
                kinds.add(image);
            }
        }
        return kinds.size();
    }

    /** Get the class with the highest score of every image; none where no output is a row of scores for each image. */
    public static List<BestClass> bestClasses(List<ImageOutput> images) {
        return images.stream()
                .flatMap(image -> image.outputs.stream()
                        .filter(output -> output.type().isFloatingPoint()
                                && output.shape().size() == 2
                                && output.shape().get(0) == image.rows
                                && output.shape().get(1) > 1)
                        .limit(1)
                        .map(image::bestOf))
                .toList();
    }

    /**
     * Whether the only output of every image is a row of scores of classes of which one is meant: a distribution, or few numbers of
     * any size. More numbers may be an embedding, and numbers from 0 to 1 attributes that do not exclude each other.
     */
    public static boolean areOfOneClass(List<ImageOutput> images) {
        boolean rows = images.stream()
                .allMatch(image -> image.outputs.size() == 1
                        && image.outputs.get(0).type().isFloatingPoint()
                        && image.outputs.get(0).shape().size() == 2
                        && image.outputs.get(0).shape().get(0) == image.rows);
        if (!rows || images.isEmpty()) {
            return false;
        }
        List<double[]> scores = images.stream().map(ImageOutput::scores).toList();
        boolean distribution = scores.stream()
                .allMatch(row -> isShares(row) && Math.abs(Arrays.stream(row).sum() - 1) < 1e-3);
        boolean few = scores.stream().allMatch(row -> row.length <= MOST_SCORES);
        return distribution || (few && !scores.stream().allMatch(ImageOutput::isShares));
    }

    /** Get the row of the first output that belongs to the image, as numbers. */
    public double[] scores() {
        TensorValue output = outputs.get(0);
        int count = Math.toIntExact(output.elementCount() / rows);
        return IntStream.range(row * count, (row + 1) * count)
                .mapToDouble(output::doubleAt)
                .toArray();
    }

    private static boolean isShares(double[] row) {
        return Arrays.stream(row).allMatch(value -> value >= 0 && value <= 1);
    }

    private BestClass bestOf(TensorValue scores) {
        int count = Math.toIntExact(scores.elementCount() / rows);
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (scores.doubleAt(row * count + i) > scores.doubleAt(row * count + best)) {
                best = i;
            }
        }
        double score = scores.doubleAt(row * count + best);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(scores.doubleAt(row * count + i) - score);
        }
        return new BestClass(best, score, 1 / sum);
    }

    /** Whether any number differs beyond the tolerance, integers at all. */
    public boolean differs(ImageOutput other, Tolerance tolerance) {
        if (outputs.size() != other.outputs.size()) {
            return true;
        }
        for (int i = 0; i < outputs.size(); i++) {
            if (differs(outputs.get(i), other.outputs.get(i), other, tolerance)) {
                return true;
            }
        }
        return false;
    }

    private boolean differs(TensorValue mine, TensorValue theirs, ImageOutput other, Tolerance tolerance) {
        int count = Math.toIntExact(mine.elementCount() / rows);
        if (count != theirs.elementCount() / other.rows) {
            return true;
        }
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(theirs.doubleAt(other.row * count + i)));
        }
        boolean exact = !mine.type().isFloatingPoint();
        for (int i = 0; i < count; i++) {
            double a = mine.doubleAt(row * count + i);
            double b = theirs.doubleAt(other.row * count + i);
            if (exact ? a != b : !tolerance.allows(a, b, largest)) {
                return true;
            }
        }
        return false;
    }
}
