// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import java.util.Set;
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
 * @param statistics the names of running variances that calls in training mode were to move, once an optimizer had made a step
 * @param unused the names of weights that come from no file and that the first call did not depend on
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record NetworkUse(
        int network,
        int calls,
        int trainingCalls,
        long samples,
        List<String> active,
        int raised,
        int different,
        Set<String> statistics,
        Set<String> unused) {

    public NetworkUse {
        active = List.copyOf(active);
        statistics = Set.copyOf(statistics);
        unused = Set.copyOf(unused);
    }

    /** Create the use of a network that needed all of its weights, and moved no statistics. */
    public NetworkUse(
            int network, int calls, int trainingCalls, long samples, List<String> active, int raised, int different) {
        this(network, calls, trainingCalls, samples, active, raised, different, Set.of(), Set.of());
    }
}
