// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

/** Whether a stage ran the trained weights, whatever it loaded. */
class TrainedWeightsTests {

    private static final Path LATEST = Path.of("/run/latest.pdparams");
    private static final Map<String, String> BEFORE =
            Map.of("fc.weight", "w0", "fc.bias", "zero", "bn._mean", "zeros", "head.weight", "h0");
    private static final Map<String, String> AFTER =
            Map.of("fc.weight", "w9", "fc.bias", "b9", "bn._mean", "m9", "head.weight", "h9");
    private static final RecordedTraining TRAINING = new RecordedTraining()
            .holds(0, 0, BEFORE)
            .losses(3, "train.py:7", 0)
            .saves(LATEST.toString(), AFTER, 0);

    @Test
    void accepts_a_network_that_holds_what_was_saved() {
        accepts(new RecordedTraining().holds(0, 0, AFTER).loads(LATEST.toString(), AFTER));
    }

    @Test
    void accepts_it_under_other_names_however_it_was_loaded() {
        accepts(new RecordedTraining()
                .holds(0, 0, Map.of("net.fc.weight", "w9", "net.fc.bias", "b9", "net.bn._mean", "m9", "h", "h9")));
    }

    @Test
    void accepts_parts_that_are_called_on_their_own_and_others_beside_them() {
        accepts(new RecordedTraining()
                .holds(0, 0, Map.of("weight", "w9", "bias", "b9"))
                .holds(1, 0, Map.of("weight", "h9"))
                .holds(2, 0, Map.of("released", "r")));
    }

    @Test
    void accepts_weights_that_nothing_depends_on_such_as_those_of_a_merged_part() {
        Map<String, String> merged =
                Map.of("fc.weight", "w9", "fc.bias", "b9", "bn._mean", "m9", "head.weight", "h9", "head.lora", "l0");

        accepts(new RecordedTraining().holds(0, 0, merged).uses(0, Set.of(), Set.of("head.lora")));
        assertThat(refuses(new RecordedTraining().holds(0, 0, merged).uses(0, Set.of(), Set.of()))
                        .summary())
                .isEqualTo("the evaluate command ran weights of which some are not the trained ones");
    }

    @Test
    void cannot_follow_what_paddle_inference_runs() {
        StageFailure failure = refuses(new RecordedTraining().asksPredictors());

        assertThat(failure.reason()).isEqualTo(StageFailure.Reason.NO_EVIDENCE);
        assertThat(failure.summary())
                .isEqualTo("the evaluate command asked Paddle Inference, whose weights are not followed");
        assertThat(refuses(new RecordedTraining()).summary()).isEqualTo("the evaluate command called no network");
    }

    @Test
    void accepts_buffers_that_are_made_anew() {
        accepts(new RecordedTraining()
                .holds(0, 0, Map.of("fc.weight", "w9", "fc.bias", "b9", "bn._mean", "m9"))
                .holds(0, 0, Map.of("fc.weight", "w9", "fc.bias", "b9", "bn._mean", "moved")));
    }

    @Test
    void refuses_a_checkpoint_whose_names_were_all_dropped() {
        StageFailure failure = refuses(
                new RecordedTraining().holds(0, 0, BEFORE).loads(LATEST.toString(), AFTER),
                "Skip loading for fc.weight. fc.weight is not found in the provided dict.");

        assertThat(failure.summary()).isEqualTo("the evaluate command ran other weights than the trained ones");
        assertThat(failure.expected())
                .isEqualTo("a network that holds the 4 tensors of " + LATEST + " when it is called");
        assertThat(failure.observed())
                .isEqualTo("Net0 held none of the 4 tensors that the training made and saved to " + LATEST
                        + "\nit printed: Skip loading for fc.weight. fc.weight is not found in the provided dict.");
    }

    @Test
    void refuses_a_network_of_which_a_part_was_dropped() {
        StageFailure failure = refuses(new RecordedTraining()
                .holds(0, 0, Map.of("fc.weight", "w9", "fc.bias", "b9", "bn._mean", "m9", "head.weight", "h0"))
                .loads(LATEST.toString(), AFTER));

        assertThat(failure.summary())
                .isEqualTo("the evaluate command ran weights of which some are not the trained ones");
        assertThat(failure.observed())
                .isEqualTo("Net0 held 3 of 4 tensors saved to " + LATEST + "; others are head.weight");
    }

    @Test
    void refuses_statistics_of_batch_normalisation_that_were_dropped() {
        StageFailure failure = refuses(new RecordedTraining()
                .holds(0, 0, Map.of("fc.weight", "w9", "fc.bias", "b9", "bn._mean", "zeros", "head.weight", "h9")));

        assertThat(failure.observed()).endsWith("others are bn._mean");
    }

    @Test
    void refuses_weights_that_are_set_after_the_first_call() {
        StageFailure failure = refuses(new RecordedTraining()
                .holds(0, 0, AFTER)
                .holds(0, 0, Map.of("fc.weight", "r", "fc.bias", "b9", "bn._mean", "m9", "head.weight", "h9")));

        assertThat(failure.observed())
                .isEqualTo("Net0 held 3 of 4 tensors saved to " + LATEST + ", before its call 2; others are fc.weight");
    }

    @Test
    void refuses_a_second_network_of_the_same_names_with_other_weights() {
        refuses(new RecordedTraining()
                .holds(0, 0, AFTER)
                .holds(1, 0, Map.of("fc.weight", "r1", "fc.bias", "r2", "bn._mean", "r3", "head.weight", "r4")));
    }

    @Test
    void refuses_weights_of_the_same_training_that_others_do_not_take() {
        Map<String, String> early = Map.of("fc.weight", "w3", "fc.bias", "b3", "bn._mean", "m3", "head.weight", "h3");
        StageFailure failure = refuses(
                training(new RecordedTraining()
                        .holds(0, 0, BEFORE)
                        .losses(3, "train.py:7", 0)
                        .saves("/run/epoch_1.pdparams", early, 0)
                        .saves(LATEST.toString(), AFTER, 0)),
                new RecordedTraining().holds(0, 0, early).loads("/run/epoch_1.pdparams", early));

        assertThat(failure.summary()).isEqualTo("the evaluate command did not load the trained weights");
        assertThat(failure.observed())
                .isEqualTo("loaded /run/epoch_1.pdparams; Net0 held none of the 4 tensors that the training made and"
                        + " saved to " + LATEST + "; it held those saved to /run/epoch_1.pdparams");
    }

    @Test
    void refuses_a_stage_that_called_no_network() {
        StageFailure failure = refuses(new RecordedTraining().loads(LATEST.toString(), AFTER));

        assertThat(failure.summary()).isEqualTo("the evaluate command called no network");
    }

    @Test
    void refuses_weights_that_the_training_had_not_changed() {
        StageFailure failure = refuses(
                training(new RecordedTraining()
                        .holds(0, 0, BEFORE)
                        .losses(3, "train.py:7", 0)
                        .saves(LATEST.toString(), BEFORE, 0)),
                new RecordedTraining().holds(0, 0, BEFORE));

        assertThat(failure.summary()).isEqualTo("the evaluate command ran weights that the training had not changed");
    }

    private static void accepts(RecordedTraining evaluation) {
        assertThatNoException()
                .isThrownBy(() -> TrainedWeights.require(
                        Artifacts.stage(
                                StageKind.EVALUATE,
                                List.of("python3", "eval.py"),
                                new Termination.Exited(0),
                                List.of(evaluation.process())),
                        training(TRAINING),
                        LATEST));
    }

    private static StageFailure refuses(RecordedTraining evaluation, String... output) {
        return refuses(training(TRAINING), evaluation, output);
    }

    private static StageFailure refuses(TrainingRun training, RecordedTraining evaluation, String... output) {
        return catchThrowableOfType(
                        StageFailedException.class,
                        () -> TrainedWeights.require(
                                Artifacts.stage(
                                        StageKind.EVALUATE,
                                        List.of("python3", "eval.py"),
                                        new Termination.Exited(0),
                                        List.of(evaluation.process()),
                                        output),
                                training,
                                LATEST))
                .failure();
    }

    private static TrainingRun training(RecordedTraining recorded) {
        TrainingRun bare = Artifacts.training(List.of(recorded.process()));
        return new TrainingRun(
                bare.stage(),
                bare.losses(),
                bare.trainLog(),
                LATEST,
                List.of(),
                new TrainedNetworks(recorded.process(), Optional.of(LATEST)).network());
    }
}
