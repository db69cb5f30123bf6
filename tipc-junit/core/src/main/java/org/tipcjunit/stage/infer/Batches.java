// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.TensorValue;

/** Recorded inputs in batches of another size. */
@API(status = Status.INTERNAL, since = "0.1")
public final class Batches {

    private Batches() {}

    /**
     * Cut {@code calls} into their samples and put these into batches of {@code size}, the last of which may be smaller.
     *
     * @return the batches; empty where the tensors are not made of samples of one shape
     */
    public static Optional<List<List<TensorValue>>> of(List<List<TensorValue>> calls, int size) {
        if (calls.isEmpty() || calls.get(0).isEmpty() || !calls.stream().allMatch(call -> alike(call, calls.get(0)))) {
            return Optional.empty();
        }
        List<List<TensorValue>> batches = new ArrayList<>();
        int tensors = calls.get(0).size();
        int total = calls.stream().mapToInt(call -> extent(call.get(0))).sum();
        List<ByteBuffer> joined = new ArrayList<>();
        for (int i = 0; i < tensors; i++) {
            joined.add(joined(calls, i));
        }
        for (int start = 0; start < total; start += size) {
            int count = Math.min(size, total - start);
            List<TensorValue> batch = new ArrayList<>();
            for (int i = 0; i < tensors; i++) {
                TensorValue first = calls.get(0).get(i);
                int bytes = joined.get(i).capacity() / total;
                List<Long> shape = new ArrayList<>(first.shape());
                shape.set(0, (long) count);
                batch.add(TensorValue.copyOf(
                        first.name(), first.type(), shape, joined.get(i).slice(start * bytes, count * bytes)));
            }
            batches.add(batch);
        }
        return Optional.of(batches);
    }

    private static boolean alike(List<TensorValue> call, List<TensorValue> first) {
        if (call.size() != first.size()) {
            return false;
        }
        for (int i = 0; i < call.size(); i++) {
            TensorValue tensor = call.get(i);
            if (tensor.shape().isEmpty()
                    || extent(tensor) < 1
                    || extent(tensor) != extent(call.get(0))
                    || tensor.type() != first.get(i).type()
                    || first.get(i).shape().isEmpty()
                    || !sample(tensor).equals(sample(first.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static List<Long> sample(TensorValue tensor) {
        return tensor.shape().subList(1, tensor.shape().size());
    }

    private static int extent(TensorValue tensor) {
        return Math.toIntExact(tensor.shape().get(0));
    }

    private static ByteBuffer joined(List<List<TensorValue>> calls, int index) {
        int bytes = calls.stream()
                .mapToInt(call -> call.get(index).buffer().capacity())
                .sum();
        ByteBuffer all = ByteBuffer.allocate(bytes);
        calls.forEach(call -> all.put(call.get(index).buffer().duplicate()));
        return all.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
