// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.artifact.WeightSet;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;

/** Whether the training trained the network whose weights it saved: a falling loss of something else shows nothing. */
final class TrainedCheck {

    private TrainedCheck() {}

    static Part of(TrainingRun training) {
        TrainedNetwork network = training.network();
        if (!network.isSeen()) {
            return Part.unjudged(new Fault(
                    "which weights the training changed was not seen",
                    "no call of a paddle.nn.Layer with parameters was seen in "
                            + training.stage().name(),
                    "train a paddle.nn.Layer by calling it, and save its state_dict() with paddle.save"));
        }
        WeightSet kept = network.mostChanged();
        long changed = network.changedIn(kept);
        int all = network.initial().size();
        List<Fault> faults = new ArrayList<>();
        if (changed == 0) {
            faults.add(unchanged(network, kept, all));
        } else if (!network.foreign().isEmpty()) {
            faults.add(
                    new Fault(
                            "of the saved weights not all are what the training made",
                            String.join("; ", network.foreign()),
                            "save the network whose parameters the optimizer has, after its last step, and put nothing else into it"));
        } else if (network.untrained()) {
            faults.add(new Fault(
                    "no loss of the network whose weights were saved was seen",
                    String.join(" and ", network.layerClasses()) + " was saved; the training had "
                            + String.join("; ", network.remarks()),
                    "save the network that the loss is of, or let its own loss call backward"));
        }
        List<Evidence> evidence = new ArrayList<>();
        if (!network.remarks().isEmpty()) {
            evidence.add(new TextEvidence(
                    "losses that are not judged",
                    "they are not of the network whose weights were saved: " + String.join("; ", network.remarks())));
        }
        return new Part(
                faults,
                List.of(),
                List.of(Figure.share("trainable tensors that the training changed", changed, all, "")),
                evidence);
    }

    /** Whether the weights changed, so that losses of others are all there is to say; a loss that does not fall says more. */
    static boolean isOnLossesOnly(TrainingRun training) {
        TrainedNetwork network = training.network();
        return network.isSeen() && network.untrained() && network.changedIn(network.mostChanged()) > 0;
    }

    private static Fault unchanged(TrainedNetwork network, WeightSet kept, int all) {
        boolean changedLater = network.weights().stream().anyMatch(set -> network.changedIn(set) > 0);
        String observed = "all " + Quantity.count(all, "trainable tensor") + " " + kept.origin()
                + " are what they were before the first iteration";
        if (changedLater) {
            return new Fault(
                    "the saved weights are those from before the training",
                    observed + "; those that the training ended with are others",
                    "save the weights after the optimizer's steps");
        }
        return new Fault(
                "the training changed no weight of the network that it saved",
                observed
                        + (network.learningRate().isPresent()
                                ? "; the highest learning rate that was seen is "
                                        + Quantity.of(network.learningRate().getAsDouble())
                                : "; no optimizer that has its parameters made a step")
                        + (network.remarks().isEmpty()
                                ? ""
                                : "; losses of others: " + String.join("; ", network.remarks())),
                "give the optimizer the parameters of this network and a learning rate above 0, and call its step()");
    }
}
