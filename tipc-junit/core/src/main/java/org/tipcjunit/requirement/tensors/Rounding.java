// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.tensor.TensorValue;

/**
 * What rounding can come to in a network: how far the plain backend's own outputs move when its inputs move by one unit in the last
 * place.
 *
 * <p>A backend that calculates in another order rounds otherwise in every layer. In a network that enlarges such differences, as one
 * with running statistics that do not fit does, its outputs then differ by a multiple of that, however small they are themselves:
 * probabilities show nothing of the large numbers that they were made of.
 *
 * @param outputs what it comes to in each output, in the model's order; empty where it was not measured
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Rounding(List<Movement> outputs) {

    private static final Rounding UNKNOWN = new Rounding(List.of());

    public Rounding {
        outputs = List.copyOf(outputs);
    }

    /**
     * How an output moves.
     *
     * @param most how far its elements move at most
     * @param largest its largest magnitude
     */
    public record Movement(double most, double largest) {}

    /** Get the rounding of which nothing is known. */
    public static Rounding unknown() {
        return UNKNOWN;
    }

    /** Get the rounding of an inference; unknown where its plain backend did not run, or its inputs are no floating-point numbers. */
    public static Rounding of(Inference inference) {
        return inference.replays().stream()
                .filter(Replay::plain)
                .findFirst()
                .map(plain -> of(
                        plain.outputs(),
                        inference.rounding().stream().map(Inference.Probe::outputs).toList()))
                .orElse(UNKNOWN);
    }

    static Rounding of(List<List<TensorValue>> plain, List<List<List<TensorValue>>> moved) {
        int tensors = plain.stream().mapToInt(List::size).min().orElse(0);
        List<Movement> outputs = new ArrayList<>();
        for (int i = 0; i < tensors; i++) {
            int tensor = i;
            double most = 0;
            for (List<List<TensorValue>> probe : moved) {
                for (int call = 0; call < Math.min(plain.size(), probe.size()); call++) {
                    most = Math.max(most, movement(plain.get(call), probe.get(call), tensor));
                }
            }
            outputs.add(new Movement(
                    most,
                    plain.stream()
                            .mapToDouble(call -> magnitude(call.get(tensor)))
                            .max()
                            .orElse(0)));
        }
        return new Rounding(outputs);
    }

    /** Outputs of another form, such as another number of boxes, tell nothing. */
    private static double movement(List<TensorValue> plain, List<TensorValue> moved, int tensor) {
        if (tensor >= moved.size()
                || !plain.get(tensor).shape().equals(moved.get(tensor).shape())
                || !plain.get(tensor).type().isFloatingPoint()) {
            return 0;
        }
        return finite(plain.get(tensor))
                .map(i -> Math.abs(plain.get(tensor).doubleAt((int) i)
                        - moved.get(tensor).doubleAt((int) i)))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private static double magnitude(TensorValue tensor) {
        return finite(tensor).map(i -> Math.abs(tensor.doubleAt((int) i))).max().orElse(0);
    }

    private static DoubleStream finite(TensorValue tensor) {
        return IntStream.range(0, Math.toIntExact(tensor.elementCount()))
                .filter(i -> Double.isFinite(tensor.doubleAt(i)))
                .asDoubleStream();
    }

    /** Get that of one output alone; unknown where it was not measured. */
    Rounding at(int output) {
        return output < outputs.size() ? new Rounding(List.of(outputs.get(output))) : UNKNOWN;
    }

    /** Get how far any output moves. */
    public double most() {
        return outputs.stream().mapToDouble(Movement::most).max().orElse(0);
    }
}
