// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tipcjunit.requirement.tensors.Axis;
import org.tipcjunit.tensor.TensorValue;

/**
 * Whether two tensors of one shape rise in the same order along some axis: what only scales, shifts, bends or cuts numbers, such as
 * a temperature or a clip, leaves every ranking as it is, and a metric with it.
 */
final class ScoreOrder {

    /** Elements nearer to each other than this share of the span may stand in any order. */
    private static final double SLACK = 0.01;

    private static final int IMAGE_AXES = 4;
    private static final Set<Long> IMAGE_CHANNELS = Set.of(1L, 3L);

    /** Two elements are in some order or the other anyway. */
    private static final int FEWEST_TO_FALL = 3;

    private final TensorValue one;
    private final TensorValue other;
    private final double slackOfOne;
    private final double slackOfOther;

    private ScoreOrder(TensorValue one, TensorValue other) {
        this.one = one;
        this.other = other;
        this.slackOfOne = SLACK * span(one);
        this.slackOfOther = SLACK * span(other);
    }

    /** Whether {@code other} rises, or falls, wherever {@code one} rises, along an axis that ranks; also where nothing tells. */
    static boolean isKept(TensorValue one, TensorValue other) {
        List<Long> shape = one.shape();
        List<Integer> axes = axes(shape);
        ScoreOrder order = new ScoreOrder(one, other);
        return axes.isEmpty()
                || axes.stream()
                        .anyMatch(axis -> order.isKeptAlong(axis, 1)
                                || (shape.get(axis) >= FEWEST_TO_FALL && order.isKeptAlong(axis, -1)));
    }

    /**
     * Get the axes along which numbers may be ranked: classes, which stand behind the samples or last, so that what is added to one
     * class only is seen; all but samples in images, whose channels may be scaled each in its own way; samples of one number each.
     */
    private static List<Integer> axes(List<Long> shape) {
        int last = shape.size() - 1;
        List<Integer> within = IntStream.rangeClosed(1, last)
                .filter(axis -> shape.get(axis) > 1)
                .boxed()
                .toList();
        if (within.isEmpty()) {
            return shape.isEmpty() || shape.get(0) <= 1 ? List.of() : List.of(0);
        }
        boolean mapsOfClasses = shape.size() >= IMAGE_AXES
                && !IMAGE_CHANNELS.contains(shape.get(1))
                && !IMAGE_CHANNELS.contains(shape.get(last));
        return mapsOfClasses ? List.of(shape.get(1) <= shape.get(last) ? 1 : last) : within;
    }

    private boolean isKeptAlong(int axis, int direction) {
        Axis along = Axis.of(one.shape(), axis);
        return IntStream.range(0, along.lines())
                .allMatch(line -> isKept(
                        IntStream.range(0, along.extent())
                                .map(element -> along.start(line) + element * along.stride())
                                .toArray(),
                        direction));
    }

    private boolean isKept(int[] places, int direction) {
        int[] rising = IntStream.of(places)
                .boxed()
                .sorted((a, b) -> Double.compare(one.doubleAt(a), one.doubleAt(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        double most = Double.NEGATIVE_INFINITY;
        int below = 0;
        for (int place : rising) {
            while (one.doubleAt(rising[below]) < one.doubleAt(place) - slackOfOne) {
                most = Math.max(most, direction * other.doubleAt(rising[below]));
                below++;
            }
            if (direction * other.doubleAt(place) < most - slackOfOther) {
                return false;
            }
        }
        return true;
    }

    private static double span(TensorValue tensor) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < tensor.elementCount(); i++) {
            low = Math.min(low, tensor.doubleAt(i));
            high = Math.max(high, tensor.doubleAt(i));
        }
        return high > low ? high - low : 0;
    }
}
