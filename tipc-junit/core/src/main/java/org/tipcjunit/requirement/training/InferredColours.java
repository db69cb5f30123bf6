// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.tensor.DataType;
import org.tipcjunit.tensor.TensorValue;

/**
 * Which values the channels of the images have that an exported program got, as the recorder sees them of networks.
 *
 * @param runs the inputs of each run
 */
record InferredColours(List<List<TensorValue>> runs) {

    /** More values are no colours of 8 bits. */
    private static final int MOST_VALUES = 256;

    private static final int MOST_RUNS = 16;
    private static final Set<Long> CHANNELS = Set.of(1L, 3L, 4L);

    /** Get them under the names that the evaluation has for them, where each has one input of images only. */
    List<Networks.Colours> beside(List<Networks.Colours> evaluated) {
        List<List<TensorValue>> images = runs.stream()
                .limit(MOST_RUNS)
                .map(inputs ->
                        inputs.stream().filter(input -> axis(input).isPresent()).toList())
                .toList();
        boolean one = !images.isEmpty()
                && images.stream().allMatch(inputs -> inputs.size() == 1)
                && evaluated.stream().map(Networks.Colours::input).distinct().count() == 1;
        if (!one) {
            return List.of();
        }
        List<TensorValue> all = images.stream().map(inputs -> inputs.get(0)).toList();
        List<Networks.Channel> channels = channels(all);
        int samples = all.stream()
                .mapToInt(image -> Math.toIntExact(image.shape().get(0)))
                .sum();
        return evaluated.stream()
                .filter(other -> other.channels().size() == channels.size())
                .map(other -> new Networks.Colours(other.layerClass(), other.input(), samples, channels))
                .toList();
    }

    /** Get the axis of the channels of a batch of images; empty for anything else. */
    private static Optional<Integer> axis(TensorValue tensor) {
        List<Long> shape = tensor.shape();
        if (shape.size() != 4 || tensor.type() != DataType.FLOAT32) {
            return Optional.empty();
        }
        return List.of(1, 3).stream()
                .filter(axis -> CHANNELS.contains(shape.get(axis))
                        && IntStream.of(1, 2, 3).filter(other -> other != axis).allMatch(other -> shape.get(other) > 4))
                .findFirst();
    }

    private static List<Networks.Channel> channels(List<TensorValue> images) {
        List<TreeSet<Double>> values = new ArrayList<>();
        for (TensorValue image : images) {
            int axis = axis(image).orElseThrow();
            int count = Math.toIntExact(image.shape().get(axis));
            int inner = image.shape().subList(axis + 1, 4).stream()
                    .mapToInt(Math::toIntExact)
                    .reduce(1, (a, b) -> a * b);
            while (values.size() < count) {
                values.add(new TreeSet<>());
            }
            for (int i = 0; i < image.elementCount(); i++) {
                values.get(i / inner % count).add(image.doubleAt(i));
            }
        }
        return values.stream()
                .map(known -> new Networks.Channel(
                        known.size() > MOST_VALUES ? List.of() : List.copyOf(known), known.first(), known.last()))
                .toList();
    }
}
