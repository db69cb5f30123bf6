// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.recording.RecordedScript.Setting;

/** What the recorder sees of networks in real scripts; subclasses name the Paddle that runs them. */
@Execution(ExecutionMode.CONCURRENT)
@NeedsPaddle
abstract class NetworkRecorderTests {

    /** Get the script as it ran once for all tests. */
    abstract RecordedScript script();

    static RecordedScript run(Path python, Path directory) {
        return Setting.of(python, directory)
                .with(RecordingKind.LOSSES, RecordingKind.CHECKPOINTS, RecordingKind.NETWORKS)
                .run("networks.py", directory.resolve("weights").toString())
                .thatSucceeded();
    }

    @Test
    void tells_the_losses_of_a_teacher_from_those_of_the_student_that_is_saved() {
        RecordedProcess process = run("teacher_and_student");

        assertThat(process.losses())
                .extracting(LossRecord::networks)
                .containsExactly(of(0), of(0), of(0), of(1), of(1), of(1));
        assertThat(process.losses()).extracting(LossRecord::site).allMatch(site -> site.endsWith("networks.py:34"));
        assertThat(process.networks().optimizers())
                .extracting(optimizer ->
                        optimizer.networks() + " " + optimizer.learningRate().getAsDouble())
                .containsExactly("[0] 0.1", "[1] 0.0");
        CheckpointRecord save = process.checkpoints().get(0);
        assertThat(save.networks()).containsExactly(1);
        NetworkState student = process.networks().first().get(1);
        assertThat(student.trainable())
                .containsExactlyInAnyOrder(
                        "body.0.weight", "body.0.bias", "body.1.weight", "body.1.bias", "head.weight", "head.bias");
        assertThat(save.weightDigests().values())
                .containsAll(student.trainable().stream()
                        .map(student.weightDigests()::get)
                        .toList());
        NetworkState teacher = process.networks().first().get(0);
        List<NetworkState> states = process.networks().statesOf(0);
        assertThat(states).allSatisfy(state -> assertThat(state.layerClass()).isEqualTo("Net"));
        assertThat(teacher.step()).isZero();
    }

    @Test
    void sees_that_a_penalty_and_a_loss_times_zero_reach_no_output_of_the_network() {
        RecordedProcess process = run("loss_and_penalty");

        assertThat(process.losses())
                .extracting(LossRecord::networks)
                .containsExactly(of(0), of(), of(), of(0), of(), of(), of(0), of(), of());
        assertThat(process.checkpoints().get(0).networks()).containsExactly(0);
    }

    @Test
    void sees_weights_that_another_form_of_saving_takes() {
        RecordedProcess process = run("arrays_in_a_pickle");

        List<NetworkState> states = process.networks().statesOf(0);
        assertThat(states.get(states.size() - 1).step()).isEqualTo(3);
        assertThat(states.get(states.size() - 1).weightDigests())
                .isNotEqualTo(states.get(0).weightDigests());
    }

    @Test
    void sees_weights_that_are_taken_otherwise_than_those_before() {
        assertThat(run("saved_and_then_pickled").networks().statesOf(0))
                .extracting(NetworkState::step)
                .contains(6, 9);
    }

    @Test
    void leaves_the_moments_of_an_optimizer_alone() {
        assertThat(run("saved_with_moments").checkpoints())
                .hasSize(2)
                .allSatisfy(save -> assertThat(save.networks()).containsExactly(0))
                .extracting(CheckpointRecord::path)
                .noneMatch(path -> path.endsWith(".pdopt"));
    }

    @Test
    void names_parameters_that_never_had_a_gradient_and_counts_steps_that_change_nothing() {
        RecordedProcess process = run("head_with_a_loss_of_nothing");

        assertThat(process.losses()).extracting(LossRecord::networks).containsOnly(of(0));
        assertThat(process.properties())
                .containsEntry(Recorder.IDLE_NOTE, "0/other.weight")
                .containsEntry(Recorder.STEPS_NOTE, "12 8");
        assertThat(run("heads_that_take_turns").properties())
                .doesNotContainKey(Recorder.IDLE_NOTE)
                .containsEntry(Recorder.STEPS_NOTE, "12 0");
    }

    @Test
    void names_parameters_whose_gradient_was_but_that_of_a_penalty() {
        assertThat(run("head_with_a_penalty_only").properties()).containsEntry(Recorder.IDLE_NOTE, "0/other.weight");
    }

    @Test
    void looks_at_gradients_all_over_a_kernel() {
        assertThat(run("wide_kernels_on_small_maps").properties()).doesNotContainKey(Recorder.IDLE_NOTE);
    }

    @Test
    void looks_at_gradients_of_some_rows_without_ending_the_training() {
        RecordedProcess process = run("embedding_with_sparse_gradients");

        assertThat(process.properties()).doesNotContainKey(Recorder.IDLE_NOTE);
        assertThat(process.losses())
                .hasSize(12)
                .extracting(LossRecord::networks)
                .containsOnly(of(0));
    }

    @Test
    void notices_within_seven_steps_that_a_loss_reaches_the_network_no_longer() {
        List<LossRecord> losses = run("loss_that_reaches_the_network_no_longer").losses();

        assertThat(losses.subList(0, 45)).extracting(LossRecord::networks).containsOnly(of(0));
        assertThat(losses.subList(52, 60)).extracting(LossRecord::networks).containsOnly(of());
    }

    @Test
    void does_not_guess_whom_the_loss_of_another_line_reaches() {
        List<LossRecord> losses = run("second_line_that_calls_backward").losses();

        assertThat(losses).hasSize(46);
        assertThat(losses.subList(0, 40)).extracting(LossRecord::networks).containsOnly(of(0));
        assertThat(losses.subList(40, 42)).extracting(LossRecord::networks).doesNotContain(of(0));
        assertThat(losses.subList(42, 46)).extracting(LossRecord::networks).containsOnly(of(0));
    }

    @Test
    void knows_whose_weights_copies_are() {
        assertThat(run("copies_of_weights").checkpoints().get(0).networks()).containsExactly(0);
    }

    @Test
    void knows_whose_weights_those_of_a_network_are_that_is_gone() {
        List<CheckpointRecord> saves = run("best_of_several").checkpoints();

        assertThat(saves.subList(0, 2)).extracting(CheckpointRecord::networks).containsExactly(Set.of(0), Set.of(1));
        assertThat(saves.subList(0, 2))
                .allSatisfy(save -> assertThat(save.unlike()).isEmpty());
        assertThat(saves.get(2).networks()).isEmpty();
    }

    @Test
    void sees_that_what_is_saved_is_not_what_the_optimizer_had() {
        assertThat(last("another_network").networks()).isEmpty();
        assertThat(last("another_network").unlike()).containsExactly(0);
        assertThat(last("another_network_that_ran").networks()).containsExactly(0);
        assertThat(last("another_network_that_ran").unlike()).containsExactly(1);
        assertThat(last("another_part").networks()).containsExactly(0);
        assertThat(last("another_part").unlike()).containsExactly(1);
        assertThat(last("another_head").strange()).containsOnlyKeys("head.weight", "head.bias");
        assertThat(last("another_head").unlike()).isEmpty();
        assertThat(last("another_tensor").strange()).containsOnlyKeys("head.weight");
        assertThat(run("another_file").checkpoints().stream()
                        .filter(record -> record.operation().equals("load"))
                        .map(record -> record.strange().keySet().contains("head.weight")))
                .containsExactly(false, false, true);
    }

    @Test
    void sees_that_what_is_saved_is_not_what_a_network_that_is_gone_had() {
        assertThat(last("another_than_the_one_that_is_gone").networks()).isEmpty();
        assertThat(last("another_than_the_one_that_is_gone").unlike()).containsExactly(0);
        assertThat(last("of_the_one_that_is_gone").networks()).containsExactly(0);
        assertThat(last("of_the_one_that_is_gone").unlike()).isEmpty();
    }

    @Test
    void sees_which_weights_became_others_after_the_last_step() {
        assertThat(last("drawn_anew_before_it_is_saved").overwritten()).containsExactly("0.weight");
        assertThat(last("drawn_anew_before_it_is_saved").networks()).containsExactly(0);
        for (String way : List.of(
                "best_put_back", "two_of_equal_names", "of_the_one_that_is_gone", "average", "copies_of_weights")) {
            assertThat(last(way).overwritten()).as(way).isEmpty();
        }
    }

    @Test
    void knows_what_is_near_to_the_weights_of_the_optimizer() {
        assertThat(last("average").networks()).containsExactly(0);
        assertThat(run("mutual_learning_of_a_frozen_body").checkpoints())
                .extracting(CheckpointRecord::networks)
                .containsExactly(Set.of(1), Set.of(0, 1));
        for (String way :
                List.of("average", "mutual_learning_of_a_frozen_body", "copies_of_weights", "static_training")) {
            assertThat(last(way).unlike()).as(way).isEmpty();
        }
        // What is frozen by leaving it out is what it was before.
        CheckpointRecord frozen = last("mutual_learning_of_a_frozen_body");
        assertThat(run("mutual_learning_of_a_frozen_body").networks().first().values())
                .flatExtracting(state -> state.weightDigests().values())
                .containsAll(frozen.strange().values());
    }

    @Test
    void tells_which_parameters_a_loss_reaches_and_no_optimizer_has() {
        assertThat(last("head_put_in_after_the_optimizer").leftOut()).containsExactly("0/head.weight");
        assertThat(last("mutual_learning_of_a_frozen_body").leftOut())
                .containsExactlyInAnyOrder("0/body.0.weight", "1/body.0.weight");
        assertThat(last("average").leftOut()).isEmpty();
    }

    @Test
    void knows_weights_that_are_saved_in_half_precision() {
        RecordedProcess process = run("half_precision");

        CheckpointRecord save = process.checkpoints().get(0);
        assertThat(save.networks()).containsExactly(0);
        assertThat(save.strange()).isEmpty();
        assertThat(process.checkpoints()
                        .get(process.checkpoints().size() - 1)
                        .weightDigests()
                        .values())
                .containsExactlyInAnyOrderElementsOf(save.weightDigests().values());
    }

    @Test
    void sees_through_a_network_that_was_turned_static() {
        RecordedProcess process = run("static_training");

        assertThat(process.losses()).extracting(LossRecord::networks).containsOnly(of(0));
        assertThat(process.checkpoints().get(0).networks()).containsExactly(0);
    }

    @Test
    void counts_the_samples_of_an_evaluation_and_its_mode() {
        assertThat(run("evaluation").networks().use(0)).hasValue(new NetworkUse(0, 3, 0, 7, List.of(), 0, 7));
        assertThat(run("evaluation_in_training_mode").networks().use(0))
                .hasValue(new NetworkUse(0, 1, 1, 4, List.of("BatchNorm1D", "Dropout"), 0, 0));
    }

    @Test
    void sees_what_an_evaluation_does_that_no_flag_of_the_network_says() {
        assertThat(run("evaluation_of_an_inner_layer_in_training_mode")
                        .networks()
                        .use(0))
                .hasValue(new NetworkUse(0, 1, 1, 4, List.of("BatchNorm1D"), 0, 0));
        Networks drawing = run("evaluation_that_draws").networks();
        assertThat(drawing.use(0)).hasValue(new NetworkUse(0, 1, 1, 4, List.of("random numbers"), 0, 0));
        assertThat(drawing.use(1)).hasValue(new NetworkUse(1, 1, 0, 4, List.of(), 0, 0));
        assertThat(run("evaluation_that_raises").networks().use(0))
                .hasValue(new NetworkUse(0, 2, 0, 8, List.of(), 1, 0));
    }

    @Test
    void tells_which_tensors_an_optimizer_is_to_change() {
        assertThat(run("mutual_learning_of_a_frozen_body").networks().optimizers())
                .extracting(OptimizerRecord::tensors)
                .containsExactly(Set.of("0/head.weight"), Set.of("1/head.weight"));
    }

    @Test
    void tells_what_stands_at_its_random_start_for_a_learning_rate_of_its_own() {
        assertThat(run("groups_without_a_learning_rate").networks().optimizers())
                .singleElement()
                .satisfies(optimizer -> assertThat(optimizer.tensors())
                        .containsExactlyInAnyOrder("0/body.0.weight", "0/body.3.weight", "0/head.weight"));
    }

    @Test
    void tells_which_weights_are_as_random_numbers_were_drawn_for_them() {
        NetworkState first = run("starts_of_many_kinds").networks().first().get(0);

        assertThat(first.drawn())
                .containsExactlyInAnyOrder(
                        "drawn.weight", "padded.weight", "orthogonal.weight", "filled.weight", "trained.weight");
        assertThat(first.elements())
                .containsEntry("padded.weight", 96L)
                .containsEntry("of_a_file.weight", 36L)
                .containsEntry("calculated.weight", 36L)
                .doesNotContainKey("drawn.bias")
                .hasSize(7);
    }

    @Test
    void tells_which_statistics_a_training_is_to_move() {
        assertThat(run("teacher_and_student").networks().use(1).orElseThrow().statistics())
                .containsExactly("body.1._variance");
        assertThat(run("evaluation_in_training_mode")
                        .networks()
                        .use(0)
                        .orElseThrow()
                        .statistics())
                .isEmpty();
    }

    @Test
    void looks_at_the_inner_layers_where_a_method_is_called() {
        Networks networks = run("evaluation_of_a_method").networks();

        assertThat(networks.first().values())
                .extracting(NetworkState::layerClass)
                .containsExactly("Sequential", "Linear");
    }

    @Test
    void notices_weights_that_are_set_between_calls() {
        Networks networks = run("weights_set_between_calls").networks();

        assertThat(networks.states()).hasSize(2);
        assertThat(networks.states().get(1).call()).isEqualTo(2);
    }

    @Test
    void records_the_loss_that_a_static_training_fetches() {
        RecordedProcess process = run("static_graph_with_loss");

        assertThat(process.losses())
                .hasSize(3)
                .extracting(loss -> String.valueOf(loss.loss()))
                .isEqualTo(script().printed("loss"));
        assertThat(process.losses()).extracting(LossRecord::networks).containsOnly(of(0));
        assertThat(last("static_graph_with_loss").networks()).containsExactly(0);
        assertThat(process.networks().states()).extracting(NetworkState::step).containsExactly(0, 3);
    }

    CheckpointRecord last(String way) {
        List<CheckpointRecord> saves = run(way).checkpoints().stream()
                .filter(record -> record.operation().equals("save"))
                .toList();
        return saves.get(saves.size() - 1);
    }

    RecordedProcess run(String way) {
        List<String> ways = script().printed("way");
        assertThat(ways).contains(way + " 0");
        RecordedProcess process = script().recording().processes().get(ways.indexOf(way + " 0"));
        assertThat(process.problems()).isEmpty();
        assertThat(process.properties()).containsEntry("exit", "orderly");
        return process;
    }

    static Optional<Set<Integer>> of(Integer... networks) {
        return Optional.of(Set.of(networks));
    }
}
