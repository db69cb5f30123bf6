// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.TensorValue;

/**
 * The networks that ran in a process: outermost layers with parameters that were called with tensors.
 *
 * @param states their weights, in the order in which they were seen
 * @param uses how often each was called, the newest entry of a network last
 * @param optimizers the optimizers that made steps, an entry for each time that their networks were seen to be others
 * @param colours the images that networks got outside of a training
 * @param calls some calls of networks in evaluation mode, with what they got and said
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Networks(
        List<NetworkState> states,
        List<NetworkUse> uses,
        List<OptimizerRecord> optimizers,
        List<Colours> colours,
        List<Call> calls) {

    public Networks {
        states = List.copyOf(states);
        uses = List.copyOf(uses);
        optimizers = List.copyOf(optimizers);
        colours = List.copyOf(colours);
        calls = List.copyOf(calls);
    }

    /** Create the networks of a process of which no inputs were looked at. */
    public Networks(List<NetworkState> states, List<NetworkUse> uses, List<OptimizerRecord> optimizers) {
        this(states, uses, optimizers, List.of(), List.of());
    }

    /** Get the networks of a process that called none. */
    public static Networks none() {
        return new Networks(List.of(), List.of(), List.of());
    }

    /** Get the weights of every network when it was first called, by its number. */
    public Map<Integer, NetworkState> first() {
        Map<Integer, NetworkState> first = new LinkedHashMap<>();
        states.forEach(state -> first.putIfAbsent(state.network(), state));
        return first;
    }

    /** Get the weights that a network held, in the order in which they were seen. */
    public List<NetworkState> statesOf(int network) {
        return states.stream().filter(state -> state.network() == network).toList();
    }

    /** Find how often a network was called, as far as it was told before the process ended. */
    public Optional<NetworkUse> use(int network) {
        return uses.stream().filter(use -> use.network() == network).reduce((earlier, later) -> later);
    }

    /**
     * Which values the channels of the images have that a network got in its first calls.
     *
     * @param layerClass the Python class of the network
     * @param input the name of the input
     * @param samples how many different images were looked at, in some of their elements
     * @param channels the channels in order
     * @param images what names each image that was looked at: one word for each of its channels, which no scaling changes
     */
    public record Colours(
            String layerClass, String input, int samples, List<Channel> channels, List<List<String>> images) {

        public Colours {
            channels = List.copyOf(channels);
            images = images.stream().map(List::copyOf).toList();
        }

        /** Create what is known of images without names. */
        public Colours(String layerClass, String input, int samples, List<Channel> channels) {
            this(layerClass, input, samples, channels, List.of());
        }
    }

    /**
     * One channel of all images.
     *
     * @param values its different values, rising; empty where they are more than 256, so that they are no colours of 8 bits
     * @param low the least of all its values
     * @param high the greatest of all its values
     */
    public record Channel(List<Double> values, double low, double high) {

        public Channel {
            values = List.copyOf(values);
        }
    }

    /**
     * What a network got and said.
     *
     * @param network its number
     * @param inputs the tensor arguments in order
     * @param outputs the tensors of the result, flattened in order
     * @param layer the layer that said it, where that is not the network but one that it calls, or one that it is in and that
     *     the recorder asked
     */
    public record Call(int network, List<TensorValue> inputs, List<TensorValue> outputs, Optional<Layer> layer) {

        public Call {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * A layer that lies in a network, or that a network lies in.
     *
     * @param layerClass its Python class
     * @param weightDigests SHA-256 of its weights by their names
     */
    public record Layer(String layerClass, Map<String, String> weightDigests) {

        public Layer {
            weightDigests = Map.copyOf(weightDigests);
        }
    }
}
