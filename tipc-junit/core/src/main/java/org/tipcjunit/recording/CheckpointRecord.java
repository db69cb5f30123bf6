// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Weights that were saved by {@code paddle.save}, loaded by {@code paddle.load}, or put into a layer.
 *
 * @param operation {@code save}, {@code load} or {@code set_state_dict}
 * @param path the file, made absolute; empty for {@code set_state_dict}; a type in angle brackets for what is no file
 * @param weightDigests SHA-256 of every tensor's elements by its key, lower-case hexadecimal; keys of nested dicts are joined by
 *     slashes; for {@code set_state_dict} those of the layer afterwards
 * @param networks for {@code save} the numbers of the networks whose weights they are, as far as that could be seen
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CheckpointRecord(
        String operation, String path, Map<String, String> weightDigests, Set<Integer> networks) {

    public CheckpointRecord {
        weightDigests = Map.copyOf(weightDigests);
        networks = Set.copyOf(networks);
    }

    /** Create the record of weights whose networks were not seen. */
    public CheckpointRecord(String operation, String path, Map<String, String> weightDigests) {
        this(operation, path, weightDigests, Set.of());
    }
}
