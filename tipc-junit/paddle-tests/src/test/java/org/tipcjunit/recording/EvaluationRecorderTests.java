// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.recording.RecordedScript.Setting;
import org.tipcjunit.tensor.TensorValue;

/** What the recorder sees of the inputs of an evaluation, in the evaluation itself and with random numbers for its outputs. */
@NeedsPaddle
class EvaluationRecorderTests {

    @TempDir
    static Path directory;

    private static Setting setting;

    @BeforeAll
    static void set() {
        setting = Setting.of(TestEnvironments.of("paddle-2.6.2", line -> {}).python(), directory)
                .with(RecordingKind.NETWORKS, RecordingKind.SAMPLES);
    }

    @Test
    void sees_the_colours_of_images_that_are_scaled_and_not_those_of_others() {
        RecordedProcess process = setting.run("evaluated.py").thatSucceeded().onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.networks().colours())
                .extracting(Networks.Colours::layerClass)
                .containsExactly("Honest", "Told", "Turned");
        Networks.Colours scaled = process.networks().colours().get(0);
        assertThat(scaled.input()).isEqualTo("image");
        assertThat(scaled.samples()).isEqualTo(6);
        assertThat(scaled.channels()).hasSize(3).allSatisfy(channel -> {
            assertThat(channel.values()).hasSizeBetween(100, 256).isSorted();
            assertThat(channel.low()).isBetween(-2.0, -1.9);
            assertThat(channel.high()).isBetween(1.9, 2.0);
        });
        assertThat(process.networks().colours().get(1).channels())
                .allSatisfy(channel -> assertThat(channel.values()).isEmpty());
        assertThat(process.properties())
                .containsEntry(Recorder.BATCHES_NOTE, "1 3 0 2 0 1 0\n3 3 1 6 0 1 0\n1 1 1 4 2 1 0");
        // What was got and said stays for the exported program, in the first calls of each network.
        assertThat(process.networks().calls())
                .filteredOn(call -> call.layer().isEmpty())
                .extracting(Networks.Call::network)
                .containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
        assertThat(process.networks().calls().get(0).inputs().toString())
                .isEqualTo("[image FLOAT32[2, 3, 8, 8], label INT64[2], size FLOAT32[2, 1]]");
        assertThat(process.networks().calls().get(0).outputs().toString())
                .isEqualTo("[output[0] FLOAT32[2, 3], output[1] FLOAT32[]]");
    }

    @Test
    void sees_what_a_network_says_that_something_around_it_evaluates() {
        RecordedProcess process = setting.with(RecordingKind.NETWORKS, RecordingKind.SAMPLES, RecordingKind.CHECKPOINTS)
                .run("wrapped.py")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.networks().calls())
                .extracting(
                        call -> process.networks().first().get(call.network()).layerClass() + " "
                                + call.layer().map(Networks.Layer::layerClass).orElse("itself") + ": " + call.inputs()
                                + " "
                                + call.outputs())
                .containsExactly(
                        "WithLoss itself: [image FLOAT32[6, 3, 8, 8], label INT64[6]] [output FLOAT32[]]",
                        "WithLoss Net: [image FLOAT32[6, 3, 8, 8]] [output FLOAT32[6, 3]]",
                        "Net itself: [image.image FLOAT32[6, 3, 8, 8], image.label INT64[6]] [output FLOAT32[]]",
                        "Net Net: [image FLOAT32[4, 3, 8, 8]] [output FLOAT32[4, 3]]",
                        "Sequential itself: [input FLOAT32[6, 3, 8, 8]] [output FLOAT32[6, 4]]",
                        "Sequential Linear: [input FLOAT32[6, 192]] [output FLOAT32[6, 4]]",
                        "Sequential Net: [image FLOAT32[4, 3, 8, 8]] [output FLOAT32[4, 3]]",
                        "Linear itself: [input FLOAT32[6, 4]] [output FLOAT32[6, 3]]",
                        // Neither zeros nor numbers of another range keep pictures from being kept.
                        "Net itself: [image FLOAT32[1, 3, 8, 8]] [output FLOAT32[1, 3]]",
                        "Net itself: [image FLOAT32[1, 3, 8, 8]] [output FLOAT32[1, 3]]",
                        "Net itself: [image FLOAT32[1, 3, 8, 8]] [output FLOAT32[1, 3]]",
                        "Net itself: [image FLOAT32[6, 3, 8, 8]] [output FLOAT32[6, 3]]",
                        "Net itself: [image FLOAT32[6, 3, 8, 8]] [output FLOAT32[6, 3]]",
                        "Net itself: [image FLOAT32[6, 3, 8, 8]] [output FLOAT32[6, 3]]");
        assertThat(process.networks().calls().get(1).layer().orElseThrow().weightDigests())
                .containsOnlyKeys("body.1.weight", "body.1.bias", "head.weight", "head.bias");
    }

    @Test
    void leaves_a_network_that_it_asked_itself_as_it_was() {
        RecordedScript run = setting.with(RecordingKind.NETWORKS, RecordingKind.SAMPLES, RecordingKind.CHECKPOINTS)
                .run("keeps_inputs.py")
                .thatSucceeded();

        assertThat(run.onlyProcess().problems()).isEmpty();
        assertThat(run.printed("calls")).containsExactly("[2, 2, 2]");
        assertThat(run.printed("kinds")).containsExactly("['dict']");
        assertThat(run.printed("buffers")).containsExactly("[]");
    }

    @Test
    void asks_a_static_graph_what_it_makes_of_its_inputs_alone() {
        RecordedScript run = setting.run("static_evaluated.py").thatSucceeded();
        RecordedProcess process = run.onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.networks().calls()).hasSize(3).allSatisfy(call -> {
            assertThat(call.network()).isZero();
            assertThat(call.inputs().toString()).isEqualTo("[image FLOAT32[7, 6]]");
            assertThat(call.outputs())
                    .extracting(TensorValue::toString)
                    .contains("softmax_0.tmp_0 FLOAT32[7, 3]", "fc_0.tmp_1 FLOAT32[7, 4]");
        });
        // What is asked beside counts for no metric of the graph.
        assertThat(run.printed("counted")).containsExactly("35", "35");
    }

    @Test
    void names_images_by_their_channels_in_whatever_order_and_scale() {
        RecordedProcess process = setting.run("evaluated.py").thatSucceeded().onlyProcess();

        List<List<String>> images = process.networks().colours().get(0).images();
        assertThat(images)
                .hasSize(6)
                .allSatisfy(image -> assertThat(image).hasSize(3).doesNotHaveDuplicates());
        assertThat(process.networks().colours().get(2).images())
                .isEqualTo(images.stream()
                        .map(image -> List.of(image.get(2), image.get(1), image.get(0)))
                        .toList());
    }

    @Test
    void sees_which_inputs_outputs_depend_on_but_for_losses() {
        RecordedProcess process = setting.withVariable(Recorder.NOISE_VARIABLE, "1")
                .run("evaluated.py")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.properties()).containsEntry(Recorder.NEEDED_NOTE, "image\nlabel\nsize");
    }

    @Test
    void counts_right_answers_where_batches_go_into_a_network_as_they_are() {
        RecordedProcess process = setting.run("answered.py").thatSucceeded().onlyProcess();

        assertThat(process.problems()).isEmpty();
        // Of the first and of the third evaluation: samples, classes, labels, right ones, and shares; classes count
        // alike.
        assertThat(process.properties().get(Recorder.ANSWERS_NOTE).lines())
                .containsExactly(
                        "0\toutput\t10 3 3 9 1.000000000 1.000000000 1.000000000 1.000000000 1.000000000\t"
                                + "4 9 10 10 10 10 0.833333333 1.000000000 1.000000000 1.000000000 1.000000000",
                        "2\toutput\t10 3 3 9 1.000000000 1.000000000 1.000000000 1.000000000 1.000000000\t"
                                + "4 9 10 10 10 10 0.833333333 1.000000000 1.000000000 1.000000000 1.000000000");
    }

    @Test
    void asks_data_sets_again_where_outputs_are_replaced() {
        RecordedProcess process = setting.withVariable(Recorder.NOISE_VARIABLE, "1")
                .run("answered.py")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(process.properties()).containsEntry(Recorder.SCORES_NOTE, "3 30");
        // The first sample that is not drawn alike four times, which the first one is now and then.
        assertThat(process.properties().get(Recorder.DRAWN_NOTE)).matches("Moved [0257]");
    }

    @Test
    void tells_passes_over_data_loaders_in_which_a_network_ran_from_others_and_parts_from_wholes() {
        RecordedProcess process = setting.run("segmented.py").thatSucceeded().onlyProcess();

        assertThat(process.problems()).isEmpty();
        // Batches taken, there are, whether it ended, samples, left out, among how many processes, calls of the
        // network.
        assertThat(process.properties().get(Recorder.BATCHES_NOTE).lines())
                .containsExactly("5 5 1 10 0 1 0", "3 5 0 6 0 1 2", "2 2 1 3 0 4 2");
    }

    @Test
    void asks_data_sets_of_masks_again() {
        RecordedProcess process = setting.withVariable(Recorder.NOISE_VARIABLE, "1")
                .run("segmented.py")
                .thatSucceeded()
                .onlyProcess();

        assertThat(process.properties().get(Recorder.DRAWN_NOTE)).matches("Crops [0257]");
    }

    @Test
    void replaces_the_outputs_of_every_other_call_of_each_pass_over_a_data_loader() {
        RecordedScript odd = alternately("0", "2");
        RecordedScript even = alternately("1", "2");

        assertThat(odd.printed("warm")).containsExactly("replaced kept replaced");
        assertThat(odd.printed("pass"))
                .containsExactly("replaced kept replaced kept replaced", "replaced kept replaced kept replaced");
        assertThat(even.printed("warm")).containsExactly("kept replaced kept");
        assertThat(even.printed("pass"))
                .containsExactly("kept replaced kept replaced kept", "kept replaced kept replaced kept");
        assertThat(List.of(odd, even)).allSatisfy(run -> {
            assertThat(run.printed("zeros")).containsExactly("kept");
            assertThat(run.onlyProcess().problems()).isEmpty();
        });
        assertThat(even.onlyProcess().properties()).containsEntry(Recorder.REPLACED_NOTE, "5");
    }

    @Test
    void says_of_no_call_without_another_one_that_it_was_replaced() {
        RecordedScript even = alternately("1", "10");

        assertThat(even.printed("pass")).containsExactly("kept", "kept");
        assertThat(even.printed("warm")).containsExactly("kept replaced kept");
        assertThat(even.onlyProcess().properties()).containsEntry(Recorder.REPLACED_NOTE, "0");
    }

    @Test
    void replaces_the_outputs_of_every_other_call_of_a_line_with_samples_of_its_own() {
        RecordedScript even = alternately("1");
        RecordedScript odd = alternately("0");

        assertThat(odd.printed("many")).containsExactly("replaced-from-8");
        assertThat(odd.onlyProcess().properties()).containsEntry(Recorder.REPLACED_NOTE, "6");
        // Nothing is known of a call that has none beside it and stays as it is.
        assertThat(even.printed("many")).containsExactly("kept");
        assertThat(even.printed("warm")).containsExactly("kept replaced kept");
        assertThat(even.printed("pass")).containsExactly("kept replaced kept replaced kept");
        assertThat(even.printed("again")).containsExactly("kept kept kept kept kept");
        assertThat(even.onlyProcess().properties()).containsEntry(Recorder.REPLACED_NOTE, "0");
        assertThat(even.onlyProcess().problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2, kept", "3, replaced"})
    void replaces_the_outputs_of_every_other_process(String place, String told) {
        RecordedScript run = setting.withVariable(Recorder.NOISE_VARIABLE, "1")
                .withVariable(Recorder.NOISE_PROCESSES_VARIABLE, "1")
                .run("alternate.py", "5", place)
                .thatSucceeded();

        assertThat(run.printed("pass")).containsExactly(told + " " + told, told + " " + told);
        assertThat(run.onlyProcess().properties())
                .containsEntry(Recorder.REPLACED_NOTE, told.equals("kept") ? "0" : "8");
        assertThat(run.onlyProcess().problems()).isEmpty();
    }

    private RecordedScript alternately(String which, String... arguments) {
        return setting.withVariable(Recorder.NOISE_VARIABLE, "1")
                .withVariable(Recorder.NOISE_CALLS_VARIABLE, which)
                .run("alternate.py", arguments)
                .thatSucceeded();
    }

    @Test
    void tells_steps_on_one_batch_from_steps_on_all() {
        Setting training = setting.with(RecordingKind.LOSSES, RecordingKind.NETWORKS);

        assertThat(training.run("repeated.py", "one")
                        .thatSucceeded()
                        .onlyProcess()
                        .properties())
                .containsEntry(Recorder.TRAINING_BATCHES_NOTE, "32 1 10 3")
                .containsEntry(Recorder.BATCH_SIZES_NOTE, "4")
                .containsEntry(Recorder.TRAINING_CALLS_NOTE, "32 4 4");
        assertThat(training.run("repeated.py", "all")
                        .thatSucceeded()
                        .onlyProcess()
                        .properties())
                .containsEntry(Recorder.TRAINING_BATCHES_NOTE, "32 10 10 3")
                .containsEntry(Recorder.TRAINING_PASSES_NOTE, "4 4 10")
                .containsEntry(Recorder.TRAINING_CALLS_NOTE, "32 4 40");
        assertThat(training.run("repeated.py", "broken")
                        .thatSucceeded()
                        .onlyProcess()
                        .properties())
                .containsEntry(Recorder.TRAINING_BATCHES_NOTE, "8 2 10 3")
                .containsEntry(Recorder.TRAINING_PASSES_NOTE, "4 0 2");
    }

    @ParameterizedTest
    @CsvSource({"0", "2"})
    void tells_which_files_were_trained_on_from_those_that_were_looked_at_in_between(int workers) throws IOException {
        Path inside = Files.createDirectory(directory.resolve("copy" + workers));
        Path outside = Files.createDirectory(directory.resolve("elsewhere" + workers));
        for (int i = 0; i < 12; i++) {
            Files.writeString(inside.resolve(String.valueOf(i)), "1");
        }
        Files.writeString(outside.resolve("8"), "1");

        RecordedScript run = setting.with(RecordingKind.LOSSES)
                .withVariable(Recorder.WORKSPACE_VARIABLE, inside.toString())
                .run("reads_files.py", inside.toString(), outside.toString(), String.valueOf(workers))
                .thatSucceeded();

        Recording.Reads reads = run.recording().reads();
        assertThat(reads.ofTraining())
                .singleElement(InstanceOfAssertFactories.collection(String.class))
                .hasSize(9);
        // By whatever path the working copy is reached, a file of it has one name.
        assertThat(reads.ofSamples()).hasSize(13);
        assertThat(run.recording().problems()).isEmpty();
    }
}
