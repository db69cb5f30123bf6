// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.TrainedNetwork;
import org.tipcjunit.artifact.WeightSet;

class TrainedNetworksTests {

    private static final String LATEST = "/run/latest.pdparams";
    private static final Map<String, String> BEFORE = Map.of("fc.weight", "w0", "fc.bias", "b0");
    private static final Map<String, String> AFTER = Map.of("fc.weight", "w9", "fc.bias", "b9");

    @Test
    void keeps_the_losses_of_the_network_that_was_saved() {
        TrainedNetworks networks = of(new RecordedTraining()
                .holds(0, 0, BEFORE)
                .holds(1, 3, Map.of("fc.weight", "x0", "fc.bias", "b0"))
                .losses(3, "train.py:7", 0)
                .losses(2, "train.py:7", 1)
                .saves(LATEST, AFTER, 1));

        assertThat(networks.losses()).hasSize(2);
        assertThat(networks.isUntrained()).isFalse();
        assertThat(networks.network().layerClasses()).containsExactly("Net1");
        assertThat(networks.network().remarks())
                .containsExactly("3 loss values of train.py:7 (its gradients reach Net0 (network 1))");
    }

    @Test
    void leaves_out_a_penalty_and_a_loss_of_nothing() {
        TrainedNetworks networks = of(new RecordedTraining()
                .holds(0, 0, BEFORE)
                .losses(3, "train.py:7", 0)
                .losses(3, "train.py:8")
                .saves(LATEST, AFTER, 0));

        assertThat(networks.losses()).hasSize(3).allMatch(loss -> loss.site().equals("train.py:7"));
        assertThat(networks.network().remarks())
                .containsExactly("3 loss values of train.py:8 (its gradients reach no network's output)");
    }

    @Test
    void keeps_all_losses_where_it_was_not_seen_whose_they_are() {
        TrainedNetworks networks = of(new RecordedTraining()
                .holds(0, 0, BEFORE)
                .losses(3, "train.py:7", 0)
                .saves(LATEST, AFTER));

        assertThat(networks.losses()).hasSize(3);
        assertThat(networks.isUntrained()).isFalse();
    }

    @Test
    void says_that_no_loss_is_of_the_saved_network() {
        TrainedNetworks networks = of(new RecordedTraining()
                .holds(0, 0, BEFORE)
                .holds(1, 0, Map.of("other.weight", "x0"))
                .losses(3, "train.py:7", 0)
                .saves(LATEST, Map.of("other.weight", "x9"), 1));

        assertThat(networks.isUntrained()).isTrue();
    }

    @Test
    void takes_a_moving_average_for_the_network_that_it_follows() {
        TrainedNetworks networks = of(new RecordedTraining()
                .holds(0, 0, BEFORE)
                .holds(1, 0, BEFORE)
                .losses(3, "train.py:7", 0)
                .saves(LATEST, AFTER, 1));

        assertThat(networks.isUntrained()).isFalse();
        assertThat(networks.losses()).hasSize(3);
    }

    @Test
    void does_not_take_a_network_that_never_changed_for_a_moving_average() {
        TrainedNetworks networks = of(new RecordedTraining()
                .holds(0, 0, Map.of("fc.weight", "t0", "fc.bias", "b0"))
                .holds(1, 0, BEFORE)
                .losses(3, "train.py:7", 0)
                .saves(LATEST, BEFORE, 1));

        assertThat(networks.isUntrained()).isTrue();
        assertThat(networks.network().changedIn(networks.network().mostChanged()))
                .isZero();
    }

    @Test
    void takes_the_last_weights_where_another_form_of_saving_was_not_seen() {
        TrainedNetwork network = of(new RecordedTraining()
                        .holds(0, 0, BEFORE)
                        .holds(0, 5, AFTER)
                        .losses(3, "train.py:7", 0))
                .network();

        assertThat(network.kept()).isZero();
        assertThat(network.weights()).extracting(WeightSet::origin).startsWith("held when the training ended");
        assertThat(network.changedIn(network.mostChanged())).isEqualTo(2);
    }

    @Test
    void takes_files_of_single_tensors_together() {
        TrainedNetwork network = new TrainedNetworks(
                        new RecordedTraining()
                                .holds(0, 0, BEFORE)
                                .losses(3, "train.py:7", 0)
                                .saves("/run/19/fc.weight", Map.of("", "w9"), 0)
                                .saves("/run/19/fc.bias", Map.of("", "b0"), 0)
                                .process(),
                        Optional.of(Path.of("/run/19")))
                .network();

        assertThat(network.kept()).isEqualTo(3);
        assertThat(network.mostChanged().values()).contains("w9");
        assertThat(network.weights().get(2).values()).containsExactlyInAnyOrder("w9", "b0");
        assertThat(network.weights().get(2).origin()).isEqualTo("saved to 2 files such as /run/19/fc.bias");
    }

    @Test
    void says_what_no_training_made() {
        RecordedTraining training = new RecordedTraining().holds(0, 0, BEFORE).steps(0, 0.1, 0);

        assertThat(of(training.savesStrange(LATEST, AFTER, Set.of(0), Map.of()))
                        .network()
                        .foreign())
                .containsExactly(
                        "the tensors saved to /run/latest.pdparams have the names of Net0 (network 1), which was trained,"
                                + " and values that are not near to its own");
    }

    @Test
    void says_which_part_no_optimizer_had() {
        RecordedTraining training = new RecordedTraining().holds(0, 0, BEFORE).steps(0, 0.1, 0);

        assertThat(of(training.savesStrange(LATEST, AFTER, Set.of(), Map.of("fc.weight", "w9", "fc.bias", "b0"), 0))
                        .network()
                        .foreign())
                .containsExactly(
                        "what /run/latest.pdparams holds as fc.weight is not what any optimizer had, though one had the"
                                + " rest of the network");
    }

    @Test
    void says_what_became_another_after_the_last_step() {
        RecordedTraining training = new RecordedTraining().holds(0, 0, BEFORE).steps(0, 0.1, 0);

        assertThat(of(training.savesOverwritten(LATEST, AFTER, Set.of("fc.weight"), 0))
                        .network()
                        .foreign())
                .containsExactly(
                        "what /run/latest.pdparams holds as fc.weight is far from what the optimizer's steps had made of"
                                + " it: something else changed it after them");
    }

    @Test
    void names_what_an_optimizer_was_to_change_and_did_not() {
        Map<String, String> before =
                Map.of("head.weight", "h0", "aux.weight", "a0", "body.weight", "p0", "frozen.weight", "f0");
        Map<String, String> after =
                Map.of("head.weight", "h0", "aux.weight", "a9", "body.weight", "p0", "frozen.weight", "f0");

        assertThat(of(new RecordedTraining()
                                .loads("/pretrained.pdparams", Map.of("weight", "p0"))
                                .holds(0, 0, before)
                                .steps(0, 0.1, Set.of("0/head.weight", "0/aux.weight", "0/body.weight"), 0)
                                .saves(LATEST, after, 0))
                        .network()
                        .untouched())
                .containsExactly("head.weight");
    }

    @Test
    void names_what_a_loss_reaches_and_no_optimizer_has() {
        Map<String, String> before =
                Map.of("head.weight", "h0", "body.weight", "b0", "stem.weight", "p0", "neck.weight", "n0");
        Map<String, String> after =
                Map.of("head.weight", "h0", "body.weight", "b9", "stem.weight", "p0", "neck.weight", "n9");
        TrainedNetwork network = of(new RecordedTraining()
                        .loads("/pretrained.pdparams", Map.of("stem.weight", "p0"))
                        .holds(0, 0, before)
                        .steps(0, 0.1, Set.of("0/body.weight"), 0)
                        .savesLeavingOut(LATEST, after, Set.of("0/head.weight", "0/stem.weight", "0/neck.weight"), 0))
                .network();

        assertThat(network.leftOut()).containsExactly("head.weight");
        assertThat(network.untouched()).containsExactly("head.weight");
    }

    @Test
    void names_the_idle_parameters_of_the_network_that_was_saved() {
        TrainedNetwork network = of(new RecordedTraining()
                        .holds(0, 0, BEFORE)
                        .steps(0, 0.1, 0)
                        .idles("0/quality.weight", "1/quality.bias")
                        .saves(LATEST, AFTER, 0))
                .network();

        assertThat(network.idle()).containsExactly("quality.weight");
    }

    @Test
    void says_which_file_the_saved_weights_are_from() {
        TrainedNetworks networks = of(new RecordedTraining()
                .holds(0, 0, BEFORE)
                .steps(0, 0.1, 0)
                .loads("/run/best.pdparams", AFTER)
                .loadsStrange("/run/released.pdparams", AFTER, Map.of("fc.weight", "w9"))
                .saves(LATEST, AFTER, 0));

        assertThat(networks.network().foreign())
                .containsExactly(
                        "what /run/latest.pdparams holds as fc.weight is that of /run/released.pdparams, which was loaded"
                                + " after the training had begun and which it had not saved");
    }

    @Test
    void recognises_networks_that_are_trained_against_each_other() {
        RecordedTraining gan = new RecordedTraining()
                .holds(0, 0, BEFORE)
                .holds(1, 0, Map.of("d", "d0"))
                .steps(0, 0.1, 1)
                .steps(1, 0.1, 0)
                .losses(3, "train.py:7", 1)
                .losses(3, "train.py:9", 0, 1)
                .saves(LATEST, AFTER, 0);
        RecordedTraining twoParts = new RecordedTraining()
                .holds(0, 0, BEFORE)
                .holds(1, 0, Map.of("d", "d0"))
                .steps(0, 0.1, 1)
                .steps(1, 0.1, 0)
                .losses(3, "train.py:9", 0, 1)
                .saves(LATEST, AFTER, 0);

        assertThat(of(gan).network().adversarial()).isTrue();
        assertThat(of(twoParts).network().adversarial()).isFalse();
    }

    @Test
    void knows_statistics_that_training_was_to_move_and_did_not() {
        Map<String, String> before = Map.of("fc.weight", "w0", "bn._variance", "ones");
        Map<String, String> stuck = Map.of("model/fc.weight", "w9", "model/bn._variance", "ones");
        Map<String, String> moved =
                Map.of("model/fc.weight", "w9", "model/bn._variance", "v9", "ema/bn._variance", "ones");

        assertThat(of(moving(before, stuck)).network().untouched()).containsExactly("bn._variance");
        assertThat(of(moving(before, moved)).network().untouched()).isEmpty();
        assertThat(of(new RecordedTraining()
                                .holds(0, 0, before)
                                .losses(3, "train.py:9", 0)
                                .saves(LATEST, stuck, 0))
                        .network()
                        .untouched())
                .isEmpty();
    }

    private static RecordedTraining moving(Map<String, String> before, Map<String, String> saved) {
        return new RecordedTraining()
                .holds(0, 0, before)
                .uses(0, Set.of("bn._variance"), Set.of())
                .losses(3, "train.py:9", 0)
                .saves(LATEST, saved, 0);
    }

    @Test
    void knows_what_stands_at_its_random_start() {
        Map<String, String> before =
                Map.of("body.weight", "d0", "fourier.weight", "d1", "fc.weight", "d2", "stem.weight", "d3");
        Map<String, String> after = Map.of(
                "model.body.weight",
                "d0",
                "model.fourier.weight",
                "d1",
                "model.fc.weight",
                "w9",
                "model.stem.weight",
                "d3");

        TrainedNetwork network = of(new RecordedTraining()
                        .holdsDrawn(0, before, "body.weight", "fc.weight", "stem.weight")
                        .loads("/run/released.pdparams", Map.of("stem.weight", "d3"))
                        .losses(3, "train.py:7", 0)
                        .saves(LATEST, after, 0))
                .network();

        assertThat(network.start().standing()).containsExactly("body.weight");
        assertThat(network.start().elements()).hasSize(4).containsEntry("fourier.weight", 10L);
    }

    @Test
    void knows_what_ended_at_its_random_start_in_a_form_that_was_not_seen_to_be_saved() {
        TrainedNetwork network = of(new RecordedTraining()
                        .holdsDrawn(0, Map.of("body.weight", "d0", "fc.weight", "d2"), "body.weight", "fc.weight")
                        .losses(3, "train.py:7", 0)
                        .holds(0, 3, Map.of("body.weight", "d0", "fc.weight", "w9")))
                .network();

        assertThat(network.start().standing()).containsExactly("body.weight");
    }

    private static TrainedNetworks of(RecordedTraining training) {
        return new TrainedNetworks(training.process(), Optional.of(Path.of(LATEST)));
    }
}
