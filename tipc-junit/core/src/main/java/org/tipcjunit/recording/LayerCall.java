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
 * @param weightless whether nothing in the layer can be trained, as in a transform of images
 * @param inner what layers within this one returned; empty where that was not looked at
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record LayerCall(
        int index,
        String layerClass,
        boolean training,
        boolean weightless,
        List<TensorValue> inputs,
        List<TensorValue> outputs,
        List<InnerOutput> inner) {

    /** Create a call of a layer with weights. */
    public LayerCall(
            int index,
            String layerClass,
            boolean training,
            List<TensorValue> inputs,
            List<TensorValue> outputs,
            List<InnerOutput> inner) {
        this(index, layerClass, training, false, inputs, outputs, inner);
    }

    /** Create a call of a layer with weights, whose inner layers were not looked at. */
    public LayerCall(
            int index, String layerClass, boolean training, List<TensorValue> inputs, List<TensorValue> outputs) {
        this(index, layerClass, training, inputs, outputs, List.of());
    }

    public LayerCall {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        inner = List.copyOf(inner);
    }

    /**
     * A tensor that a layer within another one returned.
     *
     * @param path where the layer is, such as {@code head.fc}
     * @param layerClass the Python class of the layer
     * @param digest SHA-256 of the tensor's elements
     */
    public record InnerOutput(String path, String layerClass, String digest) {}
}
