// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.Networks;

/**
 * Whether one scaling of 8-bit colours, whatever its mean and deviation, gives what a channel had in two stages.
 *
 * <p>What is scaled by mean and deviation lies on a grid of 256 places, with the deviation as its step and the mean as its start. Values
 * that lie on one each, and together on none, were scaled in two ways. What was resized after it was scaled lies on no grid: then
 * only spans are compared, which tells a factor of 255 and no other mean.
 */
final class ColourScale {

    /** Fewer values lie on some grid by chance. */
    private static final int FEWEST = 16;

    private static final int STEPS = 255;

    /** How far from its place on the grid a value may lie, in steps. */
    private static final double ROUNDED = 0.05;

    /** Spans of images that are scaled alike differ by less: eight of 256 greys. */
    private static final double FAR = 32;

    private ColourScale() {}

    /** Get how a channel of a later stage was scaled otherwise than that of the evaluation; empty where that cannot be told. */
    static Optional<String> difference(Networks.Channel evaluated, Networks.Channel predicted, String stage) {
        if (!isRich(evaluated) || !isRich(predicted)) {
            return Optional.empty();
        }
        if (isOfBytes(evaluated.values()) && isOfBytes(predicted.values())) {
            List<Double> both = Stream.concat(evaluated.values().stream(), predicted.values().stream())
                    .sorted()
                    .toList();
            return isOfBytes(both)
                    ? Optional.empty()
                    : Optional.of(told(evaluated, predicted, stage) + ": no one scaling of 8-bit colours gives both");
        }
        double share = (predicted.high() - predicted.low()) / (evaluated.high() - evaluated.low());
        return share >= FAR || share <= 1 / FAR
                ? Optional.of(told(evaluated, predicted, stage) + ": one span is more than " + Quantity.of(FAR)
                        + " times the other")
                : Optional.empty();
    }

    private static boolean isRich(Networks.Channel channel) {
        return (channel.values().isEmpty() || channel.values().size() >= FEWEST) && channel.high() > channel.low();
    }

    private static String told(Networks.Channel evaluated, Networks.Channel predicted, String stage) {
        return "from " + span(evaluated) + " in the evaluation, from " + span(predicted) + " in the " + stage;
    }

    private static String span(Networks.Channel channel) {
        return Quantity.of(channel.low()) + " to " + Quantity.of(channel.high());
    }

    /** Whether rising values lie on a grid of 256 places. */
    static boolean isOfBytes(List<Double> values) {
        if (values.isEmpty()) {
            return false;
        }
        double low = values.get(0);
        double span = values.get(values.size() - 1) - low;
        return DoubleStream.iterate(1, steps -> steps <= STEPS, steps -> steps + 1)
                .anyMatch(steps -> values.stream().allMatch(value -> {
                    double place = (value - low) / span * steps;
                    return Math.abs(place - Math.rint(place)) <= ROUNDED;
                }));
    }
}
