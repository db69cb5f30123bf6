// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.artifact.WeightSet;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;

/** A falling loss shows nothing where it is not of the network whose weights were saved. */
class TrainedCheckTests {

    private static final List<String> OF_TEACHER =
            List.of("100 loss values of train.py:7 (its gradients reach Teacher (network 1))");

    private static final WeightSet OLD =
            new WeightSet("saved to latest.pdparams", Map.of("fc.weight", "w0", "fc.bias", "b0"));
    private static final WeightSet NEW = new WeightSet("held by Net after 9 steps", Map.of("fc.weight", "w9"));

    @Test
    void fails_a_training_that_changed_no_weight() {
        Finding finding = judge(network(List.of(OLD), OptionalDouble.of(0), false, false));

        assertThat(FailureMessage.of(finding)).startsWith("""
                [4.1.3-1] @LossConverges failed for digits: the training changed no weight of the network that it saved
                  expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                  observed: all 2 trainable tensors saved to latest.pdparams are what they were before the first iteration; the highest learning rate that was seen is 0
                """);
        assertThat(finding.remedy())
                .isEqualTo(
                        "give the optimizer the parameters of this network and a learning rate above 0, and call its step()");
    }

    @Test
    void fails_a_training_that_saved_its_first_weights() {
        Finding finding = judge(network(List.of(OLD, NEW), OptionalDouble.of(0.1), false, false));

        assertThat(finding.summary()).isEqualTo("the saved weights are those from before the training");
        assertThat(finding.observed()).endsWith("; those that the training ended with are others");
    }

    @Test
    void fails_losses_that_are_all_of_other_networks() {
        Finding finding = judge(network(
                List.of(new WeightSet("saved to latest.pdparams", Map.of("fc.weight", "w9"))),
                OptionalDouble.empty(),
                true,
                false));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("no loss of the network whose weights were saved was seen");
    }

    @Test
    void fails_saved_weights_that_no_training_made() {
        TrainedNetwork made = Artifacts.network();
        Finding finding = judge(new TrainedNetwork(
                made.layerClasses(),
                made.initial(),
                made.buffers(),
                made.weights(),
                made.kept(),
                List.of("conv1.weight saved to latest.pdparams are those of released.pdparams"),
                List.of(),
                List.of(),
                List.of(),
                made.start(),
                made.learningRate(),
                false,
                false,
                List.of()));

        assertThat(FailureMessage.of(finding)).startsWith("""
                [4.1.3-1] @LossConverges failed for digits: of the saved weights not all are what the training made
                  expected: every loss is finite; over the first 100 iterations the median falls by at least 5.0 % (rank test, p <= 0.001), and does not rise again
                  observed: conv1.weight saved to latest.pdparams are those of released.pdparams
                """);
    }

    @Test
    void cannot_judge_a_training_whose_network_was_not_seen() {
        Finding finding = judge(TrainedNetwork.unseen());

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("which weights the training changed was not seen");
    }

    @Test
    void losses_of_networks_against_each_other_need_a_reason_where_they_do_not_fall() {
        TrainedNetwork gan = network(
                List.of(new WeightSet("saved to latest.pdparams", Map.of("fc.weight", "w9"))),
                OptionalDouble.of(0.1),
                false,
                true);
        double[] ripple = DoubleStream.iterate(0, i -> i + 1)
                .map(i -> 1 + Artifacts.ripple((int) i))
                .limit(100)
                .toArray();
        LossConvergence requirement = new LossConvergence(LossConvergence.Parameters.defaults());

        Finding undeclared = requirement.judge(training(gan, ripple));
        Finding declared = requirement.judge(training(gan, ripple), Part.none(), Optional.of("both stay near ln 2"));

        assertThat(undeclared.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(undeclared.remedy()).contains("adversarial=REASON");
        assertThat(declared.verdict()).isEqualTo(Verdict.PASS);
        assertThat(declared.summary())
                .isEqualTo(
                        "the losses of networks that are trained against each other are exempt: both stay near ln 2");
        // A reason is no exemption for others.
        assertThat(requirement
                        .judge(training(Artifacts.network(), ripple), Part.none(), Optional.of("it is so"))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void does_not_ask_for_more_epochs_where_steps_are_those_of_others() {
        List<WeightSet> changed = List.of(new WeightSet("saved to latest.pdparams", Map.of("fc.weight", "w1")));
        TrainedNetwork partly = network(changed, OptionalDouble.of(0.1), false, false, OF_TEACHER);

        Finding finding = new LossConvergence(LossConvergence.Parameters.defaults())
                .judge(training(partly, Artifacts.falling(20)));

        assertThat(finding.summary()).isEqualTo("only 20 of 100 iterations were recorded");
        assertThat(finding.observed())
                .startsWith("20 iterations; not counted: 100 loss values of train.py:7 (its gradients reach Teacher");
        assertThat(finding.remedy())
                .isEqualTo(
                        "let the loss of every step reach the network whose weights are saved; the steps that do not are"
                                + " no fewer with more epochs");
    }

    private static Finding judge(TrainedNetwork network) {
        return new LossConvergence(LossConvergence.Parameters.defaults())
                .judge(training(network, Artifacts.falling(100)));
    }

    private static TrainedNetwork network(
            List<WeightSet> weights, OptionalDouble rate, boolean untrained, boolean adversarial) {
        return network(weights, rate, untrained, adversarial, untrained ? OF_TEACHER : List.of());
    }

    private static TrainedNetwork network(
            List<WeightSet> weights,
            OptionalDouble rate,
            boolean untrained,
            boolean adversarial,
            List<String> remarks) {
        return new TrainedNetwork(
                List.of("Net"),
                Map.of("fc.weight", "w0", "fc.bias", "b0"),
                Set.of(),
                weights,
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TrainedNetwork.Start.unseen(),
                rate,
                untrained,
                adversarial,
                remarks);
    }

    private static TrainingRun training(TrainedNetwork network, double... losses) {
        TrainingRun bare = Artifacts.training(losses);
        return new TrainingRun(
                bare.stage(), bare.losses(), bare.trainLog(), bare.checkpoint(), bare.summedSites(), network);
    }
}
