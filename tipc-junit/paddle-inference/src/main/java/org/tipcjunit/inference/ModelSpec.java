// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.DataType;

/**
 * The inputs and outputs that a model declares.
 *
 * @param inputs the inputs in the model's order
 * @param outputs the outputs in the model's order
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ModelSpec(List<TensorSpec> inputs, List<TensorSpec> outputs) {

    public ModelSpec {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * One declared input or output.
     *
     * @param name its name in the model
     * @param type the element type; empty for one that {@link DataType} lacks
     * @param shape the extents, -1 for an open one; empty when Paddle does not tell
     */
    public record TensorSpec(String name, Optional<DataType> type, Optional<List<Long>> shape) {

        public TensorSpec {
            shape = shape.map(List::copyOf);
        }
    }

    /** Get the same declarations with the types given by name. */
    public ModelSpec withTypes(Map<String, DataType> types) {
        return new ModelSpec(withTypes(inputs, types), withTypes(outputs, types));
    }

    private static List<TensorSpec> withTypes(List<TensorSpec> specs, Map<String, DataType> types) {
        return specs.stream()
                .map(spec -> new TensorSpec(spec.name(), Optional.ofNullable(types.get(spec.name())), spec.shape()))
                .toList();
    }

    /** Read the declarations of a predictor, without types: Paddle refuses or mistakes some of them. */
    public static ModelSpec of(Predictor predictor) {
        return new ModelSpec(
                specs(predictor.getInputNames(), predictor.getInputTensorShape()),
                specs(predictor.getOutputNames(), predictor.getOutputTensorShape()));
    }

    private static List<TensorSpec> specs(List<String> names, Map<String, List<Long>> shapes) {
        return names.stream()
                .map(name -> new TensorSpec(name, Optional.empty(), Optional.ofNullable(shapes.get(name))))
                .toList();
    }
}
