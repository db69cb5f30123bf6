// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The weights that a network held at some moment: when it was first called, and whenever they were seen to be others.
 *
 * @param network the number of the network in its process, from 0
 * @param layerClass its Python class
 * @param step how many steps optimizers of the process had made
 * @param call the number of the call before which the weights were looked at, from 1
 * @param weightDigests SHA-256 of every tensor of its state by structured name
 * @param trainable the names of the tensors that may be trained
 * @param elements when a network of a training is first called, the number of elements of each parameter of more than one
 *     dimension
 * @param drawn the names of those of them that are as random numbers were drawn for them
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record NetworkState(
        int network,
        String layerClass,
        int step,
        int call,
        Map<String, String> weightDigests,
        Set<String> trainable,
        Map<String, Long> elements,
        Set<String> drawn) {

    public NetworkState {
        weightDigests = Map.copyOf(weightDigests);
        trainable = Set.copyOf(trainable);
        elements = Map.copyOf(elements);
        drawn = Set.copyOf(drawn);
    }

    /** Create the weights of a network of which nobody asked how they began. */
    public NetworkState(
            int network,
            String layerClass,
            int step,
            int call,
            Map<String, String> weightDigests,
            Set<String> trainable) {
        this(network, layerClass, step, call, weightDigests, trainable, Map.of(), Set.of());
    }
}
