// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tipcjunit.artifact.AskedSettings;
import org.tipcjunit.artifact.AskedSettings.Difference;
import org.tipcjunit.artifact.AskedSettings.Setting;
import org.tipcjunit.artifact.Inference.Cell;
import org.tipcjunit.requirement.tensors.Samples;
import org.tipcjunit.tensor.TensorValue;

/**
 * Whether runs of a predictor hold as many samples as their cell asks for.
 *
 * <p>Of samples that fit into one run as many as asked for are put into it: the last run may be smaller, all of them where there are
 * fewer samples, and those of different shapes stay apart. A sample may be several rows, such as the clips or crops of a video.
 *
 * @param images how many images are to be inferred
 * @param reference the samples of the prediction, by which runs that only warm up are told
 */
record CellBatches(int images, Samples reference) {

    /** Get what a cell does not hold to; empty where it does, or asks for no batch size. */
    Optional<Difference> difference(Cell cell) {
        OptionalInt asked = new AskedSettings(cell.alternatives()).number(Setting.BATCH);
        List<List<TensorValue>> runs = ofImages(cell.inputs());
        if (asked.isEmpty() || runs.isEmpty() || runs.get(0).isEmpty()) {
            return Optional.empty();
        }
        int size = asked.getAsInt();
        // Any input may be the one with a row for each sample.
        boolean held = IntStream.range(0, runs.get(0).size()).anyMatch(input -> holds(runs, input, size));
        return held
                ? Optional.empty()
                : Optional.of(new Difference(
                        Setting.BATCH,
                        String.valueOf(size),
                        "batches of "
                                + extents(runs, 0)
                                        .distinct()
                                        .limit(8)
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining(", "))));
    }

    /** Get how many rows the largest run has. */
    static long largest(List<List<TensorValue>> runs) {
        return extents(runs, 0).max().orElse(0);
    }

    private boolean holds(List<List<TensorValue>> runs, int input, int size) {
        long largest = extents(runs, input).max().orElse(0);
        return largest < size
                ? !fitTogether(runs, input, size)
                : largest == size || largest <= size * rowsOfImage(runs, input);
    }

    /** Get the runs whose samples are those of the prediction; all where none is, as when it prepares images otherwise. */
    private List<List<TensorValue>> ofImages(List<List<TensorValue>> runs) {
        List<List<TensorValue>> found = new ArrayList<>();
        for (List<TensorValue> run : runs) {
            Samples samples = Samples.of(List.of(run), List.of(run));
            if (samples.inputs().stream()
                    .anyMatch(sample -> reference.inputs().stream().anyMatch(one -> TensorValue.sameBits(sample, one)))) {
                found.add(run);
            }
        }
        return found.isEmpty() ? runs : found;
    }

    private static boolean fitTogether(List<List<TensorValue>> runs, int input, int size) {
        for (int i = 1; i < runs.size(); i++) {
            List<TensorValue> before = runs.get(i - 1);
            List<TensorValue> run = runs.get(i);
            if (extent(before, input) + extent(run, input) <= size
                    && shapes(before).equals(shapes(run))
                    && !TensorValue.sameBits(before, run)) {
                return true;
            }
        }
        return false;
    }

    private long rowsOfImage(List<List<TensorValue>> runs, int input) {
        long rows = extents(runs, input).sum();
        return images > 0 && rows % images == 0 ? rows / images : 1;
    }

    private static LongStream extents(List<List<TensorValue>> runs, int input) {
        return runs.stream().mapToLong(run -> extent(run, input));
    }

    private static long extent(List<TensorValue> run, int input) {
        return input < run.size() && !run.get(input).shape().isEmpty()
                ? run.get(input).shape().get(0)
                : 0;
    }

    private static List<List<Long>> shapes(List<TensorValue> run) {
        return run.stream()
                .map(tensor -> tensor.shape().stream().skip(1).toList())
                .toList();
    }
}
