// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.tensor.TensorValue;

/** Layer calls by the bits that went in. */
final class CallIndex {

    private final List<LayerCall> calls;
    private final Map<String, List<Integer>> byTensor = new HashMap<>();

    CallIndex(List<LayerCall> calls) {
        this.calls = List.copyOf(calls);
        for (int call = 0; call < calls.size(); call++) {
            for (TensorValue tensor : calls.get(call).inputs()) {
                byTensor.computeIfAbsent(tensor.sha256(), key -> new ArrayList<>())
                        .add(call);
            }
        }
    }

    /** Get the calls that had every one of {@code inputs} bit for bit, and potentially others that a program does not take. */
    List<Integer> withInputs(List<TensorValue> inputs) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        return byTensor.getOrDefault(inputs.get(0).sha256(), List.of()).stream()
                .distinct()
                .filter(call -> selected(calls.get(call).inputs(), inputs).isPresent())
                .toList();
    }

    /** Find every one of {@code wanted} among {@code tensors}, each of which is taken once, by its bits. */
    static Optional<List<TensorValue>> selected(List<TensorValue> tensors, List<TensorValue> wanted) {
        List<TensorValue> open = new ArrayList<>(tensors);
        List<TensorValue> found = new ArrayList<>();
        for (TensorValue tensor : wanted) {
            Optional<TensorValue> same = open.stream().filter(tensor::sameBits).findFirst();
            if (same.isEmpty()) {
                return Optional.empty();
            }
            open.remove(same.get());
            found.add(same.get());
        }
        return Optional.of(found);
    }
}
