// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One export: the dygraph layer that was exported, and what it says on given inputs.
 *
 * @param api the entry point, such as {@code paddle.jit.save}
 * @param path the path prefix given to it, made absolute
 * @param layerClass the Python class of the layer; empty for a static program
 * @param method the method of the layer that was exported, mostly {@link #FORWARD}
 * @param training whether the layer was in training mode when it was exported
 * @param inputSpecs name, type and shape of every declared input, -1 for a free extent
 * @param weightDigests SHA-256 of the elements of every parameter and buffer by structured name ({@code state_dict} keys);
 *     empty for a static program
 * @param dygraphCalls the layer's dygraph results in evaluation mode on the inputs given to the recorder, in their order;
 *     {@link LayerCall#index()} is the index of the inputs, and those that the layer refused are missing
 * @param featureMaps what its backbone makes of an input; empty where it was not asked for or could not be seen
 * @param multiplyAdds the multiply-adds of one sample as {@code paddle.flops} counts them; empty as above
 * @param unused the names of weights that no file gave and that the layer's results do not depend on; none where that was not tried
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ExportRecord(
        String api,
        String path,
        String layerClass,
        String method,
        boolean training,
        List<InputSpec> inputSpecs,
        Map<String, String> weightDigests,
        List<LayerCall> dygraphCalls,
        Optional<FeatureMaps> featureMaps,
        OptionalLong multiplyAdds,
        Set<String> unused) {

    /** The method that runs when a layer is called. */
    public static final String FORWARD = "forward";

    /** Create the record of an export that was not looked into. */
    public ExportRecord(
            String api,
            String path,
            String layerClass,
            boolean training,
            List<InputSpec> inputSpecs,
            Map<String, String> weightDigests,
            List<LayerCall> dygraphCalls) {
        this(
                api,
                path,
                layerClass,
                FORWARD,
                training,
                inputSpecs,
                weightDigests,
                dygraphCalls,
                Optional.empty(),
                OptionalLong.empty(),
                Set.of());
    }

    public ExportRecord {
        inputSpecs = List.copyOf(inputSpecs);
        weightDigests = Map.copyOf(weightDigests);
        dygraphCalls = List.copyOf(dygraphCalls);
        unused = Set.copyOf(unused);
    }

    /** Get the same with other dygraph results, such as those of single samples. */
    public ExportRecord withDygraphCalls(List<LayerCall> calls) {
        return new ExportRecord(
                api,
                path,
                layerClass,
                method,
                training,
                inputSpecs,
                weightDigests,
                calls,
                featureMaps,
                multiplyAdds,
                unused);
    }

    /**
     * A declared input of an exported layer.
     *
     * @param name the input's name; potentially empty
     * @param type the element type in Paddle's words, such as {@code float32}
     * @param shape the extents, -1 for a free one
     */
    public record InputSpec(String name, String type, List<Long> shape) {
        public InputSpec {
            shape = List.copyOf(shape);
        }
    }
}
