// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.TensorValue;

/**
 * Batches cut into samples, so that those of different sizes can be compared.
 *
 * @param inputs the inputs of every sample
 * @param outputs the outputs of every sample
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Samples(List<List<TensorValue>> inputs, List<List<TensorValue>> outputs) {

    /** Cut every batch into its samples; one whose tensors aren't one row a sample stays whole. */
    public static Samples of(List<List<TensorValue>> inputs, List<List<TensorValue>> outputs) {
        List<List<TensorValue>> cutInputs = new ArrayList<>();
        List<List<TensorValue>> cutOutputs = new ArrayList<>();
        for (int i = 0; i < Math.min(inputs.size(), outputs.size()); i++) {
            int rows = rows(inputs.get(i), outputs.get(i));
            for (int row = 0; row < rows; row++) {
                cutInputs.add(rows == 1 ? inputs.get(i) : cut(inputs.get(i), row));
                cutOutputs.add(rows == 1 ? outputs.get(i) : cut(outputs.get(i), row));
            }
        }
        return new Samples(cutInputs, cutOutputs);
    }

    /** Get the samples that have the given inputs bit for bit, in their order; empty where one of these is missing. */
    public Optional<Samples> like(List<List<TensorValue>> wanted) {
        Map<String, Integer> byBits = new HashMap<>();
        for (int i = size() - 1; i >= 0; i--) {
            byBits.put(key(inputs.get(i)), i);
        }
        List<Integer> found = wanted.stream()
                .map(sample -> byBits.getOrDefault(key(sample), -1))
                .toList();
        return found.contains(-1)
                ? Optional.empty()
                : Optional.of(new Samples(
                        found.stream().map(inputs::get).toList(),
                        found.stream().map(outputs::get).toList()));
    }

    private static String key(List<TensorValue> sample) {
        return sample.stream().map(TensorValue::sha256).sorted().collect(Collectors.joining());
    }

    public int size() {
        return inputs.size();
    }

    private static int rows(List<TensorValue> inputs, List<TensorValue> outputs) {
        List<TensorValue> all = new ArrayList<>(inputs);
        all.addAll(outputs);
        if (all.isEmpty() || all.get(0).shape().isEmpty()) {
            return 1;
        }
        long rows = all.get(0).shape().get(0);
        boolean rowwise = rows > 0
                && all.stream()
                        .allMatch(tensor ->
                                !tensor.shape().isEmpty() && tensor.shape().get(0) == rows);
        return rowwise ? Math.toIntExact(rows) : 1;
    }

    private static List<TensorValue> cut(List<TensorValue> batch, int row) {
        return batch.stream().map(tensor -> cut(tensor, row)).toList();
    }

    private static TensorValue cut(TensorValue tensor, int row) {
        ByteBuffer all = tensor.buffer();
        int bytes = all.capacity() / Math.toIntExact(tensor.shape().get(0));
        List<Long> shape = new ArrayList<>(tensor.shape());
        shape.set(0, 1L);
        return TensorValue.copyOf(
                tensor.name(),
                tensor.type(),
                shape,
                all.slice(row * bytes, bytes).order(ByteOrder.LITTLE_ENDIAN));
    }
}
