// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tipcjunit.stage.RecordedProcesses.ended;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.chain.Stages;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recording;

class RecordingGapsTests {

    @ParameterizedTest
    @EnumSource
    void complete_recording_has_no_gap(StageKind kind) {
        assertThat(gaps(kind, List.of("epoch 1", "the recorder"), ended("orderly")))
                .isEmpty();
        assertThat(gaps(kind, List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRAIN", "PREDICT", "INFER"})
    void problem_of_any_process_is_a_gap_where_a_series_is_the_evidence(StageKind kind) {
        assertThat(gaps(kind, List.of(), ended("orderly", "one"), ended("orderly", "two", "one")))
                .containsExactly("one", "two");
    }

    @ParameterizedTest
    @EnumSource(names = {"EVALUATE", "EXPORT"})
    void layer_that_has_no_dygraph_form_is_no_gap_of_an_export(StageKind kind) {
        assertThat(gaps(kind, List.of(), ended("orderly", "the export is of a plain function")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void recorder_that_gave_up_is_a_gap(StageKind kind) {
        String line = "epoch 1: tipc recorder: cannot write to /run: disk full; recording ends here";

        assertThat(gaps(kind, List.of("epoch 0", line), ended("orderly")))
                .containsExactly("cannot write to /run: disk full; recording ends here");
    }

    @Test
    void work_that_outlives_its_command_is_cut_off() {
        assertThat(isCutOff(List.of("python train.py"), ended("orderly"), ended("")))
                .isTrue();
    }

    @Test
    void daemon_beside_finished_work_cuts_nothing_off() {
        assertThat(isCutOff(List.of("tensorboard"), ended("orderly"))).isFalse();
    }

    /** Forked workers and scripts that call os._exit leave no word of their end. */
    @Test
    void process_that_vanished_is_not_cut_off_where_nothing_was_left() {
        assertThat(isCutOff(List.of(), ended(""))).isFalse();
    }

    private static List<String> gaps(StageKind kind, List<String> output, RecordedProcess... processes) {
        boolean whole = Stages.named(kind.label()).orElseThrow().watch().whole();
        return RecordingGaps.of(whole, recording(processes), output).sentences();
    }

    private static boolean isCutOff(List<String> leftovers, RecordedProcess... processes) {
        ProcessOutcome outcome = new ProcessOutcome(
                new Command(List.of("python"), Path.of("/repo"), Map.of()),
                new Termination.Exited(0),
                Duration.ofSeconds(1),
                Path.of("/run/stage.log"),
                leftovers);
        return RecordingGaps.isCutOff(outcome, recording(processes));
    }

    private static Recording recording(RecordedProcess... processes) {
        return new Recording(Path.of("/run/recording"), List.of(processes));
    }
}
