// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.TensorValue;

/**
 * One call of an outermost dygraph layer: what went in and what came out.
 *
 * @param index 0 for the first call of the process
 * @param layerClass the Python class of the layer
 * @param training whether the layer was in training mode
 * @param inputs the tensor arguments in order
 * @param outputs the tensors of the result, flattened in order
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record LayerCall(
        int index, String layerClass, boolean training, List<TensorValue> inputs, List<TensorValue> outputs) {

    public LayerCall {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
