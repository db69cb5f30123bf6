// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.Inference.Probe;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.requirement.tensors.ImageOutput;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.tensor.TensorValue;

/** Whether outputs could tell a right input from a wrong one; where they could not, nothing was judged. */
final class Blindness {

    private Blindness() {}

    /**
     * Get what evidence comes to that could not tell right from wrong.
     *
     * @param reasons why it could not; empty if it could
     * @param figures how many outputs are different and how many change with the input
     */
    static Part blind(List<Fault> reasons, List<Figure> figures) {
        List<Fault> blind = new ArrayList<>(reasons);
        if (!blind.isEmpty()) {
            Fault first = blind.get(0);
            blind.set(0, new Fault("blind evidence: " + first.summary(), first.detail(), first.remedy()));
        }
        return new Part(List.of(), blind, figures, List.of());
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
    static Part of(
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
        if (images.isEmpty()) {
            faults.add(new Fault("there is no image", "0 images", "give test images"));
        } else if (images.size() > 1 && kinds < 2 && !sameInputs) {
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
        return blind(faults, figures);
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
