// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What the backbone of an exported layer makes of one input, seen in dygraph.
 *
 * @param layer the attribute that holds the backbone, such as {@code backbone}
 * @param layerClass the Python class of the backbone
 * @param input the shape of its input, such as 1, 3, 640, 640
 * @param layers the layers that the backbone's own forward calls, in order of call
 * @param used the tensors that the backbone returns, in order
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record FeatureMaps(
        String layer, String layerClass, List<Long> input, List<CalledLayer> layers, List<UsedMap> used) {

    public FeatureMaps {
        input = List.copyOf(input);
        layers = List.copyOf(layers);
        used = List.copyOf(used);
    }

    /**
     * A layer that the backbone calls. A plain {@code paddle.nn.Sequential} stands for its elements.
     *
     * @param index 1 for the first one
     * @param layerClass its Python class
     * @param shapes the shapes of what it returns
     */
    public record CalledLayer(int index, String layerClass, List<List<Long>> shapes) {

        public CalledLayer {
            shapes = shapes.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A tensor that the backbone returns.
     *
     * @param shape its shape
     * @param index the layer whose output it is; 0 for none
     * @param matters whether the outputs of the whole layer change when one is added to it
     */
    public record UsedMap(List<Long> shape, int index, boolean matters) {

        public UsedMap {
            shape = List.copyOf(shape);
        }
    }
}
