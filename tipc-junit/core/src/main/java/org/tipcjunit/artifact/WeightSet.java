// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Weights that a training had at one moment.
 *
 * @param origin what they are, in words, such as {@code saved to output/latest.pdparams}
 * @param digests SHA-256 of every tensor by its key
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record WeightSet(String origin, Map<String, String> digests) {

    public WeightSet {
        digests = Map.copyOf(digests);
    }

    /** Get the digests of all tensors, whatever their keys. */
    public Set<String> values() {
        return new HashSet<>(digests.values());
    }

    /** Whether every one of these tensors is in it. */
    public boolean holds(Collection<String> tensors) {
        return values().containsAll(tensors);
    }
}
