// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.NetworkState;
import org.tipcjunit.recording.NetworkUse;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.Artifacts;

class EvaluatedNetworkTests {

    @Test
    void states_on_how_many_samples_the_network_was_evaluated() {
        Finding finding = judge(new NetworkUse(0, 5, 0, 80, List.of(), 0, 80));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.figures()).contains(Figure.of("samples that the evaluation ran the network on", 80, ""));
    }

    @Test
    void fails_an_evaluation_in_training_mode_and_names_what_is_active() {
        Finding finding = judge(new NetworkUse(0, 5, 5, 80, List.of("BatchNorm2D", "BatchNorm2D", "Dropout"), 0, 80));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the evaluation ran the network in training mode");
        assertThat(finding.observed()).isEqualTo("""
                5 of 5 calls of Net in training mode, with BatchNorm2D x2, Dropout active: they drop at random, or take the statistics of the batch, which a deployed model does not
                top1 = 0.9""");
    }

    @Test
    void accepts_training_mode_that_changes_nothing() {
        assertThat(judge(new NetworkUse(0, 5, 5, 80, List.of(), 0, 80)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void fails_an_evaluation_that_survives_exceptions_of_its_network() {
        assertThat(judge(new NetworkUse(0, 5, 0, 80, List.of(), 5, 80)).summary())
                .isEqualTo("every call of the network raised an exception");
        Finding finding = judge(new NetworkUse(0, 5, 0, 80, List.of(), 1, 80));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("calls of the network raised an exception");
        assertThat(finding.observed()).isEqualTo("""
                1 of 5 calls of Net ended with an exception that the evaluation survived
                top1 = 0.9""");
    }

    @Test
    void cannot_judge_an_evaluation_on_one_input_again_and_again() {
        Finding finding = judge(new NetworkUse(0, 5, 0, 80, List.of(), 0, 1));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the evaluation gave the network the same input again and again");
        assertThat(finding.observed()).isEqualTo("""
                1 different input among 80 samples
                top1 = 0.9""");
        assertThat(judge(new NetworkUse(0, 1, 0, 1, List.of(), 0, 1)).verdict()).isEqualTo(Verdict.PASS);
        Finding warming = judge(new NetworkUse(0, 1, 0, 1, List.of(), 0, 0));
        assertThat(warming.summary()).isEqualTo("the evaluation gave the network inputs of one number only");
        assertThat(warming.observed()).isEqualTo("""
                no input of different numbers among 1 sample
                top1 = 0.9""");
        assertThat(judge(new NetworkUse(0, 5, 0, 80, List.of(), 0, 40)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void cannot_judge_an_evaluation_on_a_few_inputs_again_and_again() {
        NetworkUse three = new NetworkUse(0, 1, 0, 90, List.of(), 0, 3);
        Finding finding = judge(three, "90 0", "");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the evaluation gave the network few different inputs");
        assertThat(finding.observed()).isEqualTo("""
                3 different inputs among 90 samples
                top1 = 0.9""");
        assertThat(finding.remedy())
                .isEqualTo("look at what reads and prepares the data: each sample must reach the network");
        assertThat(judge(three, "1 0", "90 90 1 90 0 1 90").observed())
                .startsWith("3 different inputs among 90 samples");
    }

    @Test
    void several_passes_tokens_blank_images_and_small_sets_may_have_the_same_inputs() {
        NetworkUse three = new NetworkUse(0, 90, 0, 90, List.of(), 0, 3);

        assertThat(judge(three, "1 0", "").verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(three, "", "90 90 1 90 0 1 90").verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(three, "1 87", "90 90 1 90 0 1 90").verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(three, "12 0", "").verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(new NetworkUse(0, 1, 0, 90, List.of(), 0, 40), "90 0", "")
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void fails_running_statistics_that_change_in_training_mode() {
        NetworkState before = state("m0");
        NetworkState after = state("m1");

        assertThat(judge(new NetworkUse(0, 5, 5, 80, List.of(), 0, 80), before, after)
                        .observed())
                .startsWith("5 of 5 calls of Net in training mode, with running statistics that change active");
        // A counter of calls, as some networks keep.
        assertThat(judge(new NetworkUse(0, 5, 0, 80, List.of(), 0, 80), before, after)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static NetworkState state(String mean) {
        return new NetworkState(0, "Net", 0, 1, Map.of("weight", "w", "mean", mean), Set.of("weight"));
    }

    private static Finding judge(NetworkUse use) {
        return judge(use, state("m0"));
    }

    private static Finding judge(NetworkUse use, String rows, String batches) {
        return judge(use, Map.of(Recorder.ROWS_NOTE, rows, Recorder.BATCHES_NOTE, batches), state("m0"));
    }

    private static Finding judge(NetworkUse use, NetworkState... states) {
        return judge(use, Map.of(), states);
    }

    private static Finding judge(NetworkUse use, Map<String, String> notes, NetworkState... states) {
        Evaluation evaluation = Artifacts.evaluation(notes, new Networks(List.of(states), List.of(use), List.of()));
        return EvaluatedNetwork.in(
                Judgement.of(Clause.METRIC, "@MetricReaches", evaluation.stage(), "top1 >= 0.8")
                        .pass("top1 is 0.9", "top1 = 0.9", List.of(), List.of()),
                evaluation);
    }
}
