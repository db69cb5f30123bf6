// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.TensorValue;

/** A function that exports add to what a network says, or that predictions leave out. */
@API(status = Status.INTERNAL, since = "0.1")
public enum KnownFunction {
    IDENTITY("the same numbers"),
    SOFTMAX("softmax"),
    LOG_SOFTMAX("log_softmax"),
    SIGMOID("sigmoid"),
    ARGMAX("argmax"),
    MAX("max"),
    MAX_OF_SOFTMAX("max of softmax"),
    NORMALIZE("normalize"),
    TRANSPOSE("transpose");

    /** Names of those that were tried, for messages. */
    public static final String TRIED =
            "the same numbers, softmax, log_softmax, sigmoid, argmax, max, max of softmax, normalize, transpose";

    private static final int MOST_AXES = 5;

    private final String word;

    KnownFunction(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Find the function that makes {@code result} of {@code source}. */
    public static Optional<KnownFunction> between(TensorValue source, TensorValue result, Tolerance tolerance) {
        return Stream.of(values())
                .filter(function -> function.makes(source, result, tolerance))
                .findFirst();
    }

    boolean makes(TensorValue source, TensorValue result, Tolerance tolerance) {
        if (source.elementCount() == 0 || source.shape().size() > MOST_AXES) {
            return false;
        }
        List<Long> shape = source.shape().isEmpty() ? List.of(1L) : source.shape();
        return IntStream.range(0, shape.size()).anyMatch(axis -> {
            Axis along = Axis.of(shape, axis);
            if (choosesOfSeveral() && along.extent() == 1) {
                // It is the same for all numbers.
                return false;
            }
            double[] made = apply(source, along);
            if (made.length != result.elementCount()) {
                return false;
            }
            double largest = 0;
            for (double value : made) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < made.length; i++) {
                double actual = result.doubleAt(i);
                boolean agrees = result.type().isFloatingPoint()
                        ? actual == made[i] || tolerance.allows(actual, made[i], largest)
                        : actual == made[i];
                if (!agrees) {
                    return false;
                }
            }
            return true;
        });
    }

    private boolean choosesOfSeveral() {
        return switch (this) {
            case SOFTMAX, LOG_SOFTMAX, ARGMAX, MAX_OF_SOFTMAX, NORMALIZE -> true;
            case IDENTITY, SIGMOID, MAX, TRANSPOSE -> false;
        };
    }

    private double[] apply(TensorValue source, Axis along) {
        double[] x = IntStream.range(0, Math.toIntExact(source.elementCount()))
                .mapToDouble(source::doubleAt)
                .toArray();
        int extent = along.extent();
        int stride = along.stride();
        double[] all = new double[x.length];
        double[] reduced = new double[along.lines()];
        for (int line = 0; line < along.lines(); line++) {
            int start = along.start(line);
            int best = 0;
            double squares = 0;
            for (int k = 0; k < extent; k++) {
                double value = x[start + k * stride];
                best = value > x[start + best * stride] ? k : best;
                squares += value * value;
            }
            double most = x[start + best * stride];
            double sum = 0;
            for (int k = 0; k < extent; k++) {
                sum += Math.exp(x[start + k * stride] - most);
            }
            for (int k = 0; k < extent; k++) {
                int at = start + k * stride;
                // What moves the axis to the end, as NCHW becomes NHWC.
                int moved = line * extent + k;
                switch (this) {
                    case SOFTMAX -> all[at] = Math.exp(x[at] - most) / sum;
                    case LOG_SOFTMAX -> all[at] = x[at] - most - Math.log(sum);
                    case SIGMOID -> all[at] = 1 / (1 + Math.exp(-x[at]));
                    case NORMALIZE -> all[at] = x[at] / Math.max(Math.sqrt(squares), 1e-12);
                    case TRANSPOSE -> all[moved] = x[at];
                    case IDENTITY, ARGMAX, MAX, MAX_OF_SOFTMAX -> all[at] = x[at];
                }
            }
            reduced[line] = this == ARGMAX ? best : this == MAX ? most : 1 / sum;
        }
        return this == ARGMAX || this == MAX || this == MAX_OF_SOFTMAX ? reduced : all;
    }
}
