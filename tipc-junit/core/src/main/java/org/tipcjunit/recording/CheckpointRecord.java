// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.io.IOException;
import java.nio.file.Path;
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
 * @param unlike for {@code save} the numbers of trained networks that have tensors of these names and far other values
 * @param strange for {@code save} SHA-256 of those tensors that may be trained and that no optimizer has, by name, of networks of
 *     which an optimizer has others; for {@code load} of those that were loaded after the first step of an optimizer, though no
 *     network had held them and nothing had saved them
 * @param leftOut for {@code save} those parameters of more than one dimension that a loss reached and no optimizer has, as number of
 *     the network, slash, name, of networks of which an optimizer has others
 * @param overwritten for {@code save} the names of tensors of trained networks whose values are far from what the steps had led to,
 *     though neither a file nor a network was seen to give them
 * @param steps how many steps optimizers had made before; 0 where that was not recorded
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CheckpointRecord(
        String operation,
        String path,
        Map<String, String> weightDigests,
        Set<Integer> networks,
        Set<Integer> unlike,
        Map<String, String> strange,
        Set<String> leftOut,
        Set<String> overwritten,
        int steps) {

    public CheckpointRecord {
        weightDigests = Map.copyOf(weightDigests);
        networks = Set.copyOf(networks);
        unlike = Set.copyOf(unlike);
        strange = Map.copyOf(strange);
        leftOut = Set.copyOf(leftOut);
        overwritten = Set.copyOf(overwritten);
    }

    /** Get what a line of a journal says. */
    static CheckpointRecord read(Fields fields) throws IOException {
        return new CheckpointRecord(
                fields.text("operation"),
                fields.text("path"),
                fields.texts("digests"),
                fields.integers("networks"),
                fields.integers("unlike"),
                fields.texts("strange"),
                Set.copyOf(fields.list("left_out")),
                Set.copyOf(fields.list("overwritten")),
                fields.integer("steps"));
    }

    /** Create a record of weights of which the optimizers have all that losses reached. */
    public CheckpointRecord(
            String operation,
            String path,
            Map<String, String> weightDigests,
            Set<Integer> networks,
            Set<Integer> unlike,
            Map<String, String> strange) {
        this(operation, path, weightDigests, networks, unlike, strange, Set.of(), Set.of(), 0);
    }

    /** Whether it lies where the weights are to be: in that file, whose ending may be left out, or below that folder. */
    public boolean liesAt(Path place) {
        return path.equals(place.toString()) || path.equals(place + ".pdparams") || path.startsWith(place + "/");
    }
}
