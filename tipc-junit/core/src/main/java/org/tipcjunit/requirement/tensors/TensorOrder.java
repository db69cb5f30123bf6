// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.TensorValue;

/** The order of tensors, which a program chooses for itself. */
@API(status = Status.INTERNAL, since = "0.1")
public final class TensorOrder {

    private TensorOrder() {}

    /** Order {@code tensors} by the names in {@code order} where these are the same. */
    public static List<TensorValue> aligned(List<TensorValue> tensors, List<TensorValue> order) {
        Map<String, TensorValue> byName = new LinkedHashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        List<TensorValue> ordered = order.stream()
                .flatMap(tensor -> Optional.ofNullable(byName.get(tensor.name())).stream())
                .distinct()
                .toList();
        return ordered.size() == tensors.size() && byName.size() == tensors.size() ? ordered : tensors;
    }
}
