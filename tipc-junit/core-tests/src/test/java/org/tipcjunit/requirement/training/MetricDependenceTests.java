// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.stage.noise.NoisyEvaluation;
import org.tipcjunit.stage.noise.NoisyEvaluation.Outcome;

class MetricDependenceTests {

    private static final MetricReached REACHED = new MetricReached(MetricReached.Parameters.of("top1"));
    private static final Outcome OTHER = new Outcome(Optional.empty(), List.of("top1: 0.31"), 9);
    private static final Outcome SAME = new Outcome(Optional.empty(), List.of("top1: 0.9500"), 9);

    private final List<NoisyEvaluation> asked = new ArrayList<>();

    @Test
    void a_metric_that_random_outputs_leave_as_it_is_cannot_be_judged() {
        Finding finding = judge("eval.py:9", SAME, SAME, SAME, SAME);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("top1 does not depend on what the network says");
        assertThat(finding.observed()).isEqualTo("""
                top1 = 0.95
                top1 = 0.95 with random numbers in the place of the network's outputs
                top1 = 0.95 with random numbers in the place of the network's outputs
                top1 = 0.95 with random numbers in the place of the network's outputs
                top1 = 0.95 with random numbers in the place of the network's outputs
                code that ran and goes on after exceptions: eval.py:9""");
        assertThat(finding.remedy())
                .isEqualTo(
                        "calculate top1 from the outputs of the network on each sample; let the exception out that the"
                                + " evaluation survives: what it prints instead says nothing of the model");
    }

    @Test
    void random_scores_with_more_right_answers_than_by_chance_are_counted_wrongly() {
        Finding finding = judge("", scored("0.55", 10), scored("0.5333", 10));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("top1 counts answers as right that are not");
        assertThat(finding.observed()).isEqualTo("""
                top1 = 0.55 with random numbers in the place of 10 scores each of 60 samples, which chance gives 0.1
                top1 = 0.95""");
        assertThat(finding.remedy())
                .isEqualTo("count a sample as right only where the number of its best score equals its label");
        assertThat(asked).containsExactly(NoisyEvaluation.FIRST, NoisyEvaluation.SECOND);
    }

    @Test
    void lucky_random_scores_are_asked_again() {
        assertThat(judge("", scored("0.55", 10), scored("0.1", 10)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge("", scored("0.18", 10)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge("", scored("0.6", 2)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void answers_that_need_not_be_of_one_class_say_nothing() {
        MetricReached accuracy = new MetricReached(MetricReached.Parameters.of("acc"));
        List<Outcome> outcomes = List.of(scored("0.55", 10), scored("0.55", 10));

        assertThat(judge(accuracy, Set.of(), outcomes).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(accuracy, Set.of(5), outcomes).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(accuracy, Set.of(10), outcomes).summary())
                .isEqualTo("acc counts answers as right that are not");
    }

    @Test
    void random_scores_whose_few_best_count_as_one_are_told_by_how_many() {
        MetricReached accuracy = new MetricReached(MetricReached.Parameters.of("acc"));
        List<Outcome> three = Stream.of("0.55", "0.62", "0.6", "0.5833")
                .map(share -> scored(share, 5, 400))
                .toList();
        Finding finding = judge(accuracy, Set.of(5), three);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("the printed acc is the share of samples whose label is among the 3 best scores");
        assertThat(finding.observed())
                .isEqualTo(
                        "acc = 0.55 with random numbers in the place of 5 scores each, of which the 3 best have the label"
                                + " in 0.6 of cases\nacc = 0.95");
        assertThat(finding.remedy()).endsWith("; or name what is printed and documented after it, as top3");
        // The 2 best of 60 are no more than a tenth above chance, but each time.
        List<Outcome> two = List.of(scored("0.0335", 60, 5000), scored("0.0333", 60, 5000));
        assertThat(judge(
                                accuracy,
                                Set.of(60),
                                Stream.concat(two.stream(), two.stream()).toList())
                        .summary())
                .contains("among the 2 best");
        assertThat(judge(accuracy, Set.of(60), List.of(two.get(0), scored("0.0167", 60, 5000)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_share_that_is_always_rounded_to_tenths_is_warned_of() {
        MetricReached accuracy = new MetricReached(MetricReached.Parameters.of("acc"));
        List<Outcome> tenths =
                List.of(scored("0.1", 10, 400), scored("0.1", 10, 400), scored("0.1", 10, 400), scored("0.1", 10, 400));
        assertThat(ofTenths(accuracy, tenths).observed())
                .endsWith("\nwarning: acc is rounded to tenths, also with random numbers in the place of the network's"
                        + " outputs: what is printed hides up to 5 percentage points");
        // All right, and no more decimals than that needs; few samples.
        assertThat(ofTenths(accuracy, List.of(scored("0.0975", 10, 400))).observed())
                .doesNotContain("warning");
        assertThat(ofTenths(accuracy, List.of(tenths.get(0), scored("0.1025", 10, 400)))
                        .observed())
                .doesNotContain("warning");
        assertThat(ofTenths(accuracy, List.of(scored("0.1", 10, 20))).observed())
                .doesNotContain("warning");
        assertThat(judge(accuracy, Set.of(10), tenths).observed()).doesNotContain("warning");
    }

    private Finding ofTenths(MetricReached accuracy, List<Outcome> outcomes) {
        return judge(accuracy, Artifacts.evaluation("acc: 1.0"), "1.0", Set.of(10), outcomes);
    }

    private static Outcome scored(String share, int classes) {
        return scored(share, classes, 60);
    }

    private static Outcome scored(String share, int classes, int rows) {
        return new Outcome(
                Optional.empty(),
                List.of("top1: " + share, "acc: " + share),
                9,
                List.of(),
                Map.of(classes, rows),
                List.of(),
                Optional.empty());
    }

    @Test
    void one_other_value_is_enough() {
        assertThat(judge("eval.py:9", OTHER).verdict()).isEqualTo(Verdict.PASS);
        assertThat(asked).containsExactly(NoisyEvaluation.FIRST);
        assertThat(judge("eval.py:9", SAME, OTHER).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge("eval.py:9", new Outcome(Optional.empty(), List.of("RuntimeError"), 9))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void outputs_that_could_not_be_replaced_say_nothing() {
        assertThat(judge("eval.py:9", new Outcome(Optional.empty(), List.of("top1: 0.95"), 0))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void what_could_not_be_tried_cannot_be_judged() {
        Finding finding = judge("eval.py:9", new Outcome(Optional.of("no room"), List.of(), 0));

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("whether the metric depends on the network could not be tried");
        assertThat(finding.observed()).startsWith("no room\ncode that ran and goes on after exceptions: eval.py:9");
    }

    @Test
    void a_metric_of_a_file_beside_a_network_that_runs_cannot_be_judged() {
        Finding finding = judge("", SAME, SAME, SAME, SAME);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.observed()).endsWith("in the place of the network's outputs");
        assertThat(finding.remedy())
                .isEqualTo(
                        "calculate top1 from the outputs of the network on each sample, not from a file or from the"
                                + " labels alone; where all samples have one label, any network is as right, and others are needed");
        assertThat(asked).containsExactly(NoisyEvaluation.values());
    }

    @Test
    void code_that_lets_exceptions_out_passes_with_another_value_or_where_it_could_not_be_tried() {
        assertThat(judge("", OTHER).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge("", new Outcome(Optional.of("no room"), List.of(), 0)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void nothing_reached_where_nothing_is_documented_is_not_tried() {
        assertThat(judge("top1: 0.0", "0", "eval.py:9").verdict()).isEqualTo(Verdict.PASS);
        assertThat(asked).isEmpty();
    }

    private Finding judge(String handlers, Outcome... outcomes) {
        return judge("top1: 0.95", "0.5", handlers, outcomes);
    }

    private Finding judge(String printed, String documented, String handlers, Outcome... outcomes) {
        Evaluation evaluation =
                Artifacts.evaluation(Map.of(Recorder.HANDLERS_NOTE, handlers), Networks.none(), printed);
        return judge(REACHED, evaluation, documented, Set.of(), List.of(outcomes));
    }

    private Finding judge(MetricReached reached, Set<Integer> classes, List<Outcome> outcomes) {
        return judge(reached, Artifacts.evaluation("acc: 0.95"), "0.5", classes, outcomes);
    }

    private Finding judge(
            MetricReached reached,
            Evaluation evaluation,
            String documented,
            Set<Integer> classes,
            List<Outcome> outcomes) {
        Iterator<Outcome> left = outcomes.iterator();
        return new MetricDependence(reached, evaluation, classes)
                .of(reached.judge(evaluation, new BigDecimal(documented)), noisy -> {
                    asked.add(noisy);
                    return left.next();
                });
    }
}
