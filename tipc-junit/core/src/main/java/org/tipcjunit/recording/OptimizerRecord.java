// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.OptionalDouble;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * An optimizer that made a step.
 *
 * @param optimizer its number in its process, from 0
 * @param optimizerClass its Python class
 * @param learningRate the learning rate at the step; empty where it is no finite number
 * @param networks the numbers of the networks whose parameters it has
 * @param tensors those parameters of more than one dimension that it is to change, as number of the network, slash, name
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record OptimizerRecord(
        int optimizer, String optimizerClass, OptionalDouble learningRate, Set<Integer> networks, Set<String> tensors) {

    public OptimizerRecord {
        networks = Set.copyOf(networks);
        tensors = Set.copyOf(tensors);
    }
}
