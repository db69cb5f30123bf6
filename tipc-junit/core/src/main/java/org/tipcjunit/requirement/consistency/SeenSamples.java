// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.recording.DigestedCall;
import org.tipcjunit.tensor.TensorValue;

/** Samples by the digests of their elements, as the recorder takes them of calls that it keeps no tensors of. */
final class SeenSamples {

    /** Above this many rows a tensor is no batch of samples, for the recorder as well. */
    private static final long MOST_ROWS = 1024;

    private SeenSamples() {}

    /** Get a key of each sample of a call. */
    static List<String> of(List<TensorValue> inputs) {
        return joined(inputs.stream().map(SeenSamples::rows).toList());
    }

    /** Get a key of each sample of a call of which only digests are known. */
    static List<String> of(DigestedCall call) {
        return joined(call.rows());
    }

    /** Get how many different samples there are, without those of one number only where the others are enough. */
    static int count(List<List<TensorValue>> calls, int wanted) {
        Set<String> all = new LinkedHashSet<>();
        Set<String> varied = new LinkedHashSet<>();
        for (List<TensorValue> call : calls) {
            List<String> keys = of(call);
            all.addAll(keys);
            if (!isConstant(call)) {
                varied.addAll(keys);
            }
        }
        return varied.size() >= wanted && !varied.isEmpty() ? varied.size() : all.size();
    }

    /** Whether every input holds one number only, as what warms a predictor up often does. */
    static boolean isConstant(List<TensorValue> inputs) {
        return inputs.stream().allMatch(tensor -> IntStream.range(1, Math.toIntExact(tensor.elementCount()))
                .allMatch(i -> tensor.doubleAt(i) == tensor.doubleAt(0)));
    }

    private static List<String> joined(List<List<String>> rows) {
        int samples = rows.stream().mapToInt(List::size).max().orElse(0);
        boolean rowwise = rows.stream().allMatch(tensor -> tensor.size() == samples);
        if (!rowwise) {
            return List.of(rows.toString());
        }
        List<String> keys = new ArrayList<>();
        for (int row = 0; row < samples; row++) {
            int at = row;
            keys.add(
                    String.join(",", rows.stream().map(tensor -> tensor.get(at)).toList()));
        }
        return keys;
    }

    private static List<String> rows(TensorValue tensor) {
        ByteBuffer all = tensor.buffer();
        long extent = tensor.shape().isEmpty() ? 0 : tensor.shape().get(0);
        int rows = extent > 0 && extent <= MOST_ROWS ? Math.toIntExact(extent) : 1;
        int bytes = all.capacity() / rows;
        return IntStream.range(0, rows)
                .mapToObj(row -> digest(all.slice(row * bytes, bytes)))
                .toList();
    }

    /** Get the SHA-256 of elements in row-major order. */
    static String digest(ByteBuffer elements) {
        return Sha256.of(elements).hex();
    }
}
