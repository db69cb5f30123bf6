// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.NetworkState;
import org.tipcjunit.recording.NetworkUse;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.answers.CountedCalls.Division;
import org.tipcjunit.requirement.training.MetricReached;
import org.tipcjunit.stage.noise.AlternatelyNoisyEvaluation;
import org.tipcjunit.stage.noise.AlternatelyNoisyEvaluation.Calls;
import org.tipcjunit.stage.noise.NoisyEvaluation.Outcome;

class CountedCallsTests {

    private static final String METRIC = "mIoU";
    private static final CountedCalls LOADERS = new CountedCalls(Division.CALLS, true, false);
    private static final CountedCalls SAMPLES = new CountedCalls(Division.CALLS, false, false);

    private final List<AlternatelyNoisyEvaluation> asked = new ArrayList<>();

    @Test
    void a_metric_that_every_other_batch_does_not_change_is_that_of_the_last_one() {
        Finding finding =
                judge(LOADERS, run -> run.calls() == Calls.ODD ? printed("mIoU: 0.950") : printed("mIoU: 0.3"));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("mIoU does not depend on all of the samples");
        assertThat(finding.observed()).isEqualTo("""
                mIoU = 0.95 with random numbers for what the network says in every other call, or of the second half of its samples, from the first one on
                mIoU = 0.95""");
        assertThat(finding.remedy())
                .isEqualTo(
                        "calculate mIoU from the outputs of all samples; a value that is set anew for each batch is that"
                                + " of one batch, and one of the first row of outputs that of one sample");
        assertThat(asked)
                .containsExactly(
                        new AlternatelyNoisyEvaluation(Calls.ODD, 1),
                        new AlternatelyNoisyEvaluation(Calls.ODD, 2),
                        new AlternatelyNoisyEvaluation(Calls.ODD, 3));
    }

    @Test
    void a_metric_that_is_kept_from_the_first_batch_says_nothing_of_the_others() {
        Finding finding =
                judge(SAMPLES, run -> run.calls() == Calls.EVEN ? printed("mIoU: 0.95") : printed("mIoU: 0.3"));

        assertThat(finding.summary()).isEqualTo("mIoU does not depend on all of the samples");
        assertThat(finding.observed()).isEqualTo("""
                mIoU = 0.95 with random numbers for what the network says in every other call, or of the second half of its samples, from the second one on
                mIoU = 0.95""");
    }

    @Test
    void a_metric_that_every_other_process_does_not_change_is_that_of_one_part() {
        Finding finding = judge(
                new CountedCalls(Division.NONE, true, true),
                run -> run.calls() == Calls.EVEN_PROCESSES ? printed("mIoU: 0.95") : printed("mIoU: 0.3"));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("mIoU does not depend on all of the processes");
        assertThat(finding.observed()).isEqualTo("""
                mIoU = 0.95 with random numbers for the outputs of every other process that evaluates
                mIoU = 0.95""");
        assertThat(finding.remedy())
                .isEqualTo(
                        "put together what all processes found (all_gather, all_reduce) before mIoU is calculated, or"
                                + " evaluate in one process");
        assertThat(asked)
                .startsWith(
                        new AlternatelyNoisyEvaluation(Calls.ODD_PROCESSES, 1),
                        new AlternatelyNoisyEvaluation(Calls.EVEN_PROCESSES, 1));
    }

    @Test
    void a_metric_of_all_processes_passes_after_two_runs_and_a_counted_share_tries_no_calls() {
        assertThat(judge(new CountedCalls(Division.CALLS, true, true).ofProcesses(), run -> printed("mIoU: 0.4"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(asked)
                .containsExactly(
                        new AlternatelyNoisyEvaluation(Calls.ODD_PROCESSES, 1),
                        new AlternatelyNoisyEvaluation(Calls.EVEN_PROCESSES, 1));
    }

    @Test
    void a_metric_of_all_batches_passes_after_two_runs() {
        assertThat(judge(LOADERS, run -> printed("mIoU: 0.4")).verdict()).isEqualTo(Verdict.PASS);
        assertThat(asked)
                .containsExactly(
                        new AlternatelyNoisyEvaluation(Calls.ODD, 1), new AlternatelyNoisyEvaluation(Calls.EVEN, 1));
    }

    @Test
    void a_lucky_metric_is_asked_again() {
        assertThat(judge(LOADERS, run -> printed(run.seed() < 3 ? "mIoU: 0.95" : "mIoU: 0.94"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void without_data_loaders_another_set_of_which_more_is_printed_may_come_first() {
        assertThat(judge(SAMPLES, run -> new Outcome(Optional.empty(), List.of("train: 0.2", "mIoU: 0.95"), 9))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void times_that_are_printed_are_nothing_else() {
        List<String> later =
                List.of("[2022/03/01 10:20:33] INFO: mIoU: 0.95", "W0301 10:20:33.123456  4711 device.cc:10] no GPU");
        Evaluation evaluation = Artifacts.evaluation(
                "[2022/03/01 10:20:31] INFO: mIoU: 0.95", "W0301 10:20:31.000001  4242 device.cc:10] no GPU");

        assertThat(judge(SAMPLES, evaluation, run -> new Outcome(Optional.empty(), later, 9))
                        .verdict())
                .isEqualTo(Verdict.CANNOT_JUDGE);
    }

    @Test
    void what_cannot_be_tried_says_nothing() {
        assertThat(judge(LOADERS, run -> new Outcome(Optional.of("no room"), List.of(), 0))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(LOADERS, run -> new Outcome(Optional.empty(), List.of("mIoU: 0.95"), 0))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        asked.clear();
        assertThat(judge(new CountedCalls(Division.NONE, true, false), run -> printed("mIoU: 0.95"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(asked).isEmpty();
    }

    @Test
    void nothing_reached_is_not_tried() {
        Evaluation evaluation = Artifacts.evaluation("mIoU: 0.000");
        MetricReached reached = new MetricReached(MetricReached.Parameters.of(METRIC));
        Finding passed = reached.judge(evaluation, BigDecimal.ZERO);

        assertThat(LOADERS.in(
                        passed,
                        new CountedCalls.Reading(
                                METRIC, reached.headReading(evaluation).printed()),
                        evaluation,
                        run -> printed("mIoU: 0.000")))
                .isSameAs(passed);
    }

    @Test
    void one_call_of_few_samples_cannot_be_divided() {
        assertThat(CountedCalls.of(evaluation("6 6 1 90 0 1 6", use(0, 7, 99)))).isEqualTo(LOADERS);
        assertThat(CountedCalls.of(evaluation("", use(0, 3, 90)))).isEqualTo(SAMPLES);
        assertThat(CountedCalls.of(evaluation("", use(0, 1, 15), use(1, 1, 15))))
                .isEqualTo(new CountedCalls(Division.NONE, false, false));
    }

    @Test
    void one_call_of_many_samples_is_tried_where_what_was_printed_may_be_of_half_of_them() {
        CountedCalls once = CountedCalls.of(evaluation("", use(0, 1, 60)));
        PrintedShare all = new PrintedShare("acc", 1, 1, 5e-5);

        assertThat(once).isEqualTo(new CountedCalls(Division.SAMPLES, false, false));
        // 19 of 60, and 3 of 12.
        assertThat(once.knowing(List.of(all, new PrintedShare("acc", 1, 0.3167, 5e-5)), 60))
                .isEqualTo(new CountedCalls(Division.NONE, false, false));
        assertThat(once.knowing(List.of(all, new PrintedShare("acc", 1, 0.25, 5e-5)), 60))
                .isEqualTo(once);
        assertThat(judge(once, run -> printed("mIoU: 0.95")).summary())
                .isEqualTo("mIoU does not depend on all of the samples");
        assertThat(asked).hasSize(3).allSatisfy(run -> assertThat(run.calls()).isEqualTo(Calls.ODD));
    }

    @Test
    void several_processes_that_call_networks_share_the_evaluation() {
        RecordedProcess calling =
                evaluation("", use(0, 1, 45)).stage().recording().processes().get(0);
        RecordedProcess starting = Artifacts.process("", List.of(), List.of());

        assertThat(CountedCalls.of(evaluation(starting, calling, calling)).isShared())
                .isTrue();
        assertThat(CountedCalls.of(evaluation(starting, calling)).isShared()).isFalse();
    }

    private static Evaluation evaluation(RecordedProcess... processes) {
        return new Evaluation(Artifacts.stage(
                StageKind.EVALUATE,
                List.of("python3", "eval.py"),
                new Termination.Exited(0),
                List.of(processes),
                "mIoU: 0.95"));
    }

    private static NetworkUse use(int network, int calls, int different) {
        return new NetworkUse(network, calls, 0, different, List.of(), 0, different);
    }

    private static Evaluation evaluation(String batches, NetworkUse... uses) {
        List<NetworkState> states = IntStream.range(0, uses.length)
                .mapToObj(network -> new NetworkState(network, "Net", 0, 1, Map.of(), Set.of()))
                .toList();
        return Artifacts.evaluation(
                batches.isEmpty() ? Map.of() : Map.of(Recorder.BATCHES_NOTE, batches),
                new Networks(states, List.of(uses), List.of()),
                "mIoU: 0.95");
    }

    private static Outcome printed(String line) {
        return new Outcome(Optional.empty(), List.of(line), 9);
    }

    private Finding judge(CountedCalls counted, Function<AlternatelyNoisyEvaluation, Outcome> noisy) {
        return judge(counted, Artifacts.evaluation("mIoU: 0.95"), noisy);
    }

    private Finding judge(
            CountedCalls counted, Evaluation evaluation, Function<AlternatelyNoisyEvaluation, Outcome> noisy) {
        MetricReached reached = new MetricReached(MetricReached.Parameters.of(METRIC));
        return counted.in(
                reached.judge(evaluation, new BigDecimal("0.5")),
                new CountedCalls.Reading(METRIC, reached.headReading(evaluation).printed()),
                evaluation,
                run -> {
                    asked.add(run);
                    return noisy.apply(run);
                });
    }
}
