// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What was seen of the network whose weights a training saved, or of all that it called where that could not be told.
 *
 * @param layerClasses its Python classes, of all parts that were called on their own; empty where none was called
 * @param initial SHA-256 of every trainable tensor when it was first called, by its name
 * @param buffers the same of every other tensor, without names
 * @param weights the weights that later stages may hold: those that were saved first, the newest of them first
 * @param kept how many of them, from the first, lie where later stages take them; 0 where nothing was seen to be saved there
 * @param foreign what of the weights that later stages take no training made, and why; a sentence each
 * @param untouched the names of tensors of more than one dimension that the training was to change, that are saved as they were
 *     before it, and that no file gave
 * @param leftOut those of them that no optimizer was given, though a loss reaches them
 * @param idle the names of tensors of more than one dimension that an optimizer has and whose gradient was 0 whenever it was looked at, so
 *     that at most a decay of weights changed them
 * @param start what its weights were when the training began
 * @param learningRate the highest learning rate of an optimizer that has its parameters; empty where none has
 * @param untrained whether losses were seen, but none whose gradients reached it
 * @param adversarial whether optimizers of their own train networks of it against each other, as in a GAN
 * @param remarks what was left out of its losses and why, a sentence each
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record TrainedNetwork(
        List<String> layerClasses,
        Map<String, String> initial,
        Set<String> buffers,
        List<WeightSet> weights,
        int kept,
        List<String> foreign,
        List<String> untouched,
        List<String> leftOut,
        List<String> idle,
        Start start,
        OptionalDouble learningRate,
        boolean untrained,
        boolean adversarial,
        List<String> remarks) {

    public TrainedNetwork {
        layerClasses = List.copyOf(layerClasses);
        initial = Map.copyOf(initial);
        buffers = Set.copyOf(buffers);
        weights = List.copyOf(weights);
        foreign = List.copyOf(foreign);
        untouched = List.copyOf(untouched);
        leftOut = List.copyOf(leftOut);
        idle = List.copyOf(idle);
        remarks = List.copyOf(remarks);
    }

    /** Get what is known where no network was seen. */
    public static TrainedNetwork unseen() {
        return new TrainedNetwork(
                List.of(),
                Map.of(),
                Set.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Start.unseen(),
                OptionalDouble.empty(),
                false,
                false,
                List.of());
    }

    /** Whether its trainable tensors were seen before the training and after it. */
    public boolean isSeen() {
        return !initial.isEmpty() && !weights.isEmpty();
    }

    /** Get the weights of which a later stage must hold one: those that lie where it takes them, else any that were seen. */
    public List<WeightSet> taken() {
        return kept == 0 ? weights : weights.subList(0, kept);
    }

    /** Get the weights of those that later stages take in which most was changed; the last ones where none was seen to be saved. */
    public WeightSet mostChanged() {
        return (kept == 0 ? weights.subList(0, 1) : taken())
                .stream().max(Comparator.comparingLong(this::changedIn)).orElseThrow();
    }

    /** Count the trainable tensors that are others in some weights than before the training. */
    public long changedIn(WeightSet set) {
        Set<String> values = set.values();
        return initial.values().stream()
                .filter(digest -> !values.contains(digest))
                .count();
    }

    /** Get the tensors of some weights that the training made what they are. */
    public Set<String> madeIn(WeightSet set) {
        Set<String> made = set.values();
        made.removeAll(initial.values());
        made.removeAll(buffers);
        return made;
    }

    /**
     * What the parameters of more than one dimension were when the training began.
     *
     * @param elements the number of elements of each, by name
     * @param standing the names of those that are saved as random numbers were drawn for them, without a file that gave them
     */
    public record Start(Map<String, Long> elements, Set<String> standing) {

        public Start {
            elements = Map.copyOf(elements);
            standing = Set.copyOf(standing);
        }

        /** Get what is known where nobody saw it. */
        public static Start unseen() {
            return new Start(Map.of(), Set.of());
        }
    }
}
