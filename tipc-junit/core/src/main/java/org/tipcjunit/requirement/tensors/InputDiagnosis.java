// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.tensor.TensorValue;

/** Explains how one input tensor was made from the same image, text or record otherwise than another. */
@API(status = Status.INTERNAL, since = "0.1")
public final class InputDiagnosis {

    /** The share of a channel's spread that an explanation may leave unexplained. */
    private static final double RESIDUAL = 1e-3;

    private static final String UNEXPLAINED =
            "looks like other image decoding, resizing or cropping: no scale and offset explain the difference";

    private InputDiagnosis() {}

    /** A straight line through pairs of values: {@code inferred = scale * predicted + offset}. */
    private record Line(double scale, double offset, boolean fits) {
        String describe() {
            return Quantity.of(scale) + " x " + (offset < 0 ? "- " : "+ ") + Quantity.of(Math.abs(offset));
        }
    }

    /** Get the likeliest explanation; never empty. */
    public static String of(TensorValue predicted, TensorValue inferred) {
        return isImage(predicted) ? ofImages(predicted, inferred) : ofNumbers(predicted, inferred);
    }

    /** Get the likeliest explanation of how one of several inputs differs; never empty. */
    public static String of(List<TensorValue> predicted, List<TensorValue> inferred, int at) {
        if (predicted.size() == 1) {
            return of(predicted.get(0), inferred.get(0));
        }
        TensorValue other = inferred.get(at);
        Optional<TensorValue> exchanged = predicted.stream()
                .filter(candidate -> candidate.sameBits(other))
                .findFirst();
        return "input " + predicted.get(at).name() + " "
                + exchanged
                        .map(source -> "has the numbers of input " + source.name() + ": another order of inputs")
                        .orElseGet(() -> of(predicted.get(at), other));
    }

    /** Say what is to be made by the same code on both sides for an input like this. */
    public static String preparation(TensorValue input, String one, String another) {
        return isImage(input)
                ? "prepare images by the same code in " + one + " and " + another
                        + " (decoding, size, channel order, scale, mean, std)"
                : "prepare inputs by the same code in " + one + " and " + another
                        + " (tokenizer, vocabulary, greatest length, padding, order of inputs, scale)";
    }

    /** Words, slots, shapes and factors have fewer axes than images have. */
    private static boolean isImage(TensorValue input) {
        return input.shape().size() > 3
                || (input.shape().size() == 3 && input.type().isFloatingPoint());
    }

    private static String ofNumbers(TensorValue predicted, TensorValue inferred) {
        if (!predicted.shape().equals(inferred.shape())) {
            return otherLength(predicted, inferred);
        }
        int count = Math.toIntExact(predicted.elementCount());
        List<Integer> others = IntStream.range(0, count)
                .filter(i -> predicted.doubleAt(i) != inferred.doubleAt(i))
                .boxed()
                .toList();
        if (others.isEmpty()) {
            return "looks like another type of the same numbers";
        }
        List<Line> straight = lines(predicted, inferred, -1, 1, false);
        // A line goes through any two points.
        if (predicted.type().isFloatingPoint() && count > 2 && straight.stream().allMatch(Line::fits)) {
            return explained(straight);
        }
        String first = others.size() + " of " + Quantity.count(count, "number") + " differ, the first is "
                + Quantity.of(inferred.doubleAt(others.get(0))) + " against "
                + Quantity.of(predicted.doubleAt(others.get(0)));
        boolean moved = Arrays.equals(
                numbers(predicted).sorted().toArray(),
                numbers(inferred).sorted().toArray());
        return moved ? "looks like another order of the same numbers: " + first : "looks otherwise prepared: " + first;
    }

    /** Texts of other lengths: words may be others as well, or missing at the end. */
    private static String otherLength(TensorValue predicted, TensorValue inferred) {
        String lengths = inferred.shape() + " against " + predicted.shape();
        boolean rows = Stream.of(predicted, inferred)
                .allMatch(tensor ->
                        tensor.shape().size() == 2 && tensor.shape().get(0) == 1 && tensor.elementCount() > 0);
        if (!rows || predicted.shape().size() != inferred.shape().size()) {
            return "looks like another length or padding: " + lengths;
        }
        int shared = Math.toIntExact(Math.min(predicted.elementCount(), inferred.elementCount()));
        List<Integer> others = IntStream.range(0, shared)
                .filter(i -> predicted.doubleAt(i) != inferred.doubleAt(i))
                .boxed()
                .toList();
        if (!others.isEmpty()) {
            int first = others.get(0);
            return "looks otherwise prepared: " + others.size() + " of the first " + Quantity.count(shared, "number")
                    + " differ, number " + (first + 1) + " is " + Quantity.of(inferred.doubleAt(first)) + " against "
                    + Quantity.of(predicted.doubleAt(first)) + "; " + lengths;
        }
        return Filling.differsOnly(List.of(predicted), List.of(inferred))
                ? "looks like another length or padding: " + lengths
                : "looks cut off: the first " + Quantity.count(shared, "number") + " are equal, and then only one side"
                        + " goes on; " + lengths;
    }

    private static DoubleStream numbers(TensorValue tensor) {
        return IntStream.range(0, Math.toIntExact(tensor.elementCount())).mapToDouble(tensor::doubleAt);
    }

    private static String ofImages(TensorValue predicted, TensorValue inferred) {
        if (!predicted.shape().equals(inferred.shape())) {
            return sorted(predicted.shape()).equals(sorted(inferred.shape()))
                    ? "looks like another layout (NCHW against NHWC)"
                    : "looks like another size or crop";
        }
        int axis = channelAxis(predicted.shape());
        int channels = axis < 0 ? 1 : Math.toIntExact(predicted.shape().get(axis));
        List<Line> straight = lines(predicted, inferred, axis, channels, false);
        if (straight.stream().allMatch(Line::fits)) {
            return explained(straight);
        }
        if (channels >= 3
                && lines(predicted, inferred, axis, channels, true).stream().allMatch(Line::fits)) {
            return "looks like channels swapped (RGB against BGR)";
        }
        return UNEXPLAINED;
    }

    /** Whether a scale and an offset, or swapped channels, make one of the other. */
    public static boolean isExplained(TensorValue predicted, TensorValue inferred) {
        return !ofImages(predicted, inferred).equals(UNEXPLAINED);
    }

    private static String explained(List<Line> lines) {
        double scale = lines.get(0).scale();
        boolean sameScale = lines.stream().allMatch(line -> near(line.scale(), scale));
        if (sameScale && (near(scale, 255) || near(scale, 1 / 255.0))) {
            return "looks like a missing factor 255";
        }
        String values = lines.stream()
                .map(Line::describe)
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        return sameScale && near(scale, 1)
                ? "looks like another mean: inferred = " + values
                : "looks like another mean or std: inferred = " + values;
    }

    private static boolean near(double value, double wanted) {
        return Math.abs(value - wanted) <= 0.01 * Math.abs(wanted);
    }

    private static List<Line> lines(TensorValue a, TensorValue b, int axis, int channels, boolean reversed) {
        List<Line> lines = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            int source = reversed && channel < 3 ? 2 - channel : channel;
            lines.add(line(elements(a, axis, channels, source), elements(b, axis, channels, channel)));
        }
        return lines;
    }

    /** Fit by least squares; all values count. */
    private static Line line(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += x[i] / x.length;
            meanY += y[i] / y.length;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < x.length; i++) {
            covariance += (x[i] - meanX) * (y[i] - meanY);
            variance += (x[i] - meanX) * (x[i] - meanX);
        }
        double scale = variance == 0 ? 1 : covariance / variance;
        double offset = meanY - scale * meanX;
        double worst = 0;
        double spread = 0;
        for (int i = 0; i < x.length; i++) {
            worst = Math.max(worst, Math.abs(y[i] - scale * x[i] - offset));
            spread = Math.max(spread, Math.abs(y[i] - meanY));
        }
        return new Line(scale, offset, worst <= RESIDUAL * spread || worst == 0);
    }

    private static double[] elements(TensorValue tensor, int axis, int channels, int channel) {
        int count = Math.toIntExact(tensor.elementCount());
        int stride = 1;
        for (int i = axis + 1; axis >= 0 && i < tensor.shape().size(); i++) {
            stride *= Math.toIntExact(tensor.shape().get(i));
        }
        double[] elements = new double[count / channels];
        int next = 0;
        for (int i = 0; i < count; i++) {
            if (channels == 1 || i / stride % channels == channel) {
                elements[next++] = tensor.doubleAt(i);
            }
        }
        return elements;
    }

    private static int channelAxis(List<Long> shape) {
        int rank = shape.size();
        for (int axis : new int[] {rank - 3, rank - 1}) {
            if (rank >= 3 && List.of(1L, 3L, 4L).contains(shape.get(axis))) {
                return axis;
            }
        }
        return -1;
    }

    private static List<Long> sorted(List<Long> shape) {
        return shape.stream().sorted().toList();
    }
}
