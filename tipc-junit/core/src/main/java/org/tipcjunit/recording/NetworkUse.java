// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How often a network was called.
 *
 * @param network the number of the network in its process, from 0
 * @param calls how many calls there were, at least 1
 * @param trainingCalls how many of them with it, or a layer inside it, in training mode
 * @param samples the first extents of the first inputs of all calls, added up
 * @param active the classes of layers that dropped at random or normalised by the batch, and {@code random numbers} where a call
 *     drew some; empty where none did
 * @param raised how many calls ended with an exception
 * @param different how many different samples of more than one number there were before an optimizer made a step, up to 65,536
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record NetworkUse(
        int network, int calls, int trainingCalls, long samples, List<String> active, int raised, int different) {

    public NetworkUse {
        active = List.copyOf(active);
    }
}
