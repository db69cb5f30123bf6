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
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record NetworkState(
        int network, String layerClass, int step, int call, Map<String, String> weightDigests, Set<String> trainable) {

    public NetworkState {
        weightDigests = Map.copyOf(weightDigests);
        trainable = Set.copyOf(trainable);
    }
}
