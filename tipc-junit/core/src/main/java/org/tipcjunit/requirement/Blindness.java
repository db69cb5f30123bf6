// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tipcjunit.chain.Inference.Probe;
import org.tipcjunit.tensor.TensorValue;

/**
 * Whether outputs could tell a right input from a wrong one.
 *
 * @param faults why they could not; empty if they could
 * @param figures how many outputs are different and how many change with the input
 */
record Blindness(List<Fault> faults, List<Figure> figures) {

    Blindness {
        faults = List.copyOf(faults);
        figures = List.copyOf(figures);
    }

    /**
     * Look at the outputs of the plain backend.
     *
     * @param inputs the inputs of every batch
     * @param outputs the outputs of every batch
     * @param probes the outputs for perturbed inputs
     * @param sameInputs whether both sides had the same inputs by construction: then it is enough that some perturbation changes
     *     the outputs, of however few images, since only outputs that depend on nothing hide a difference
     */
    static Blindness of(
            List<List<TensorValue>> inputs,
            List<List<TensorValue>> outputs,
            List<Probe> probes,
            Tolerance tolerance,
            boolean sameInputs) {
        List<Fault> faults = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        List<ImageOutput> images = ImageOutput.of(inputs, outputs);
        int kinds = ImageOutput.kinds(images, tolerance);
        figures.add(Figure.of("different outputs among " + Quantity.count(images.size(), "image"), kinds, ""));
        if (images.isEmpty() || (images.size() < 2 && !sameInputs)) {
            faults.add(new Fault("there is only one image", "1 image", "give at least two different test images"));
        } else if (kinds < 2 && !sameInputs) {
            faults.add(new Fault(
                    "all images give the same output",
                    "the outputs of " + images.size() + " images differ by no more than the tolerance",
                    "train longer, until different images give different outputs (running statistics of batch norms"
                            + " need many iterations), or choose test images that differ"));
        }
        if (probes.isEmpty()) {
            faults.add(new Fault(
                    "no perturbed input was tried",
                    "0 perturbations",
                    "give images that can be perturbed: channels swapped, scale and mean changed"));
        }
        List<Fault> unseen = new ArrayList<>();
        for (Probe probe : probes) {
            int changed = changed(images, inputs, probe, tolerance);
            figures.add(
                    Figure.share("outputs changed (" + probe.perturbation() + ")", changed, images.size(), "images"));
            if (2 * changed <= images.size()) {
                unseen.add(new Fault(
                        "a wrong input gives the same outputs (" + probe.perturbation() + ")",
                        probe.perturbation() + ": the outputs of " + changed + " of "
                                + Quantity.count(images.size(), "image") + " changed by more than the tolerance",
                        "train longer, or let the model give scores instead of saturated probabilities, so that a wrong"
                                + " input can be seen"));
            }
        }
        if (!sameInputs || unseen.size() == probes.size()) {
            faults.addAll(unseen);
        }
        return new Blindness(faults, figures);
    }

    private static int changed(
            List<ImageOutput> images, List<List<TensorValue>> inputs, Probe probe, Tolerance tolerance) {
        if (probe.outputs().size() != inputs.size()) {
            return 0;
        }
        List<ImageOutput> perturbed = ImageOutput.of(inputs, probe.outputs());
        return (int) IntStream.range(0, Math.min(images.size(), perturbed.size()))
                .filter(i -> perturbed.get(i).differs(images.get(i), tolerance))
                .count();
    }
}
