// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.Networks;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.MetricReached;
import org.tipcjunit.stage.noise.NoisyEvaluation.Outcome;

class BesidePredictorTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.5"));
    private static final List<Path> IMAGES = List.of(Path.of("a.png"), Path.of("b.png"));
    private static final String[] LINES = {"a.png: cat 0.91", "b.png: dog 0.84", "largest difference: 0.0"};
    private static final Outcome SAME = printed("a.png: cat 0.91", "b.png: dog 0.84", "largest difference: 7.3");
    private static final Outcome OTHER = printed("a.png: cat 0.91", "b.png: dog 0.31", "largest difference: 7.3");

    @Test
    void results_that_random_networks_leave_as_they_are_come_from_the_predictor() {
        assertThat(judge(true, LINES, SAME, SAME, SAME, SAME)).isSameAs(PASSED);
    }

    @Test
    void results_that_change_with_a_dygraph_network_cannot_be_judged() {
        Finding finding = judge(true, LINES, SAME, OTHER);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).endsWith(" asks a dygraph network what it asks the predictor");
        assertThat(finding.observed()).isEqualTo("Net got the predictor's inputs, bit for bit, in the same process");
    }

    @Test
    void what_cannot_be_tried_cannot_be_judged() {
        assertThat(judge(true, LINES, new Outcome(Optional.of("no room"), List.of(), 0))
                        .verdict())
                .isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(judge(true, LINES, new Outcome(Optional.empty(), List.of(LINES), 0))
                        .verdict())
                .isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(judge(true, new String[] {"a.png: cat 0.91", "done"}).verdict())
                .isEqualTo(Verdict.CANNOT_JUDGE);
    }

    @Test
    void a_predictor_that_nobody_reads_answers_nothing() {
        assertThat(judge(false, LINES).observed()).endsWith("\nno output of the predictor was read");
    }

    @Test
    void an_inference_without_networks_is_not_tried() {
        Inference inference = inference(Map.of(Recorder.READ_NOTE, "1"), LINES);

        assertThat(BesidePredictor.of(prediction(), inference).in(PASSED, run -> {
                    throw new IllegalStateException("it is tried");
                }))
                .isSameAs(PASSED);
    }

    private static Finding judge(boolean read, String[] lines, Outcome... outcomes) {
        Map<String, String> notes = new HashMap<>(Map.of(Recorder.BESIDE_NOTE, "Net"));
        if (read) {
            notes.put(Recorder.READ_NOTE, "1");
        }
        Iterator<Outcome> next = Arrays.asList(outcomes).iterator();
        return BesidePredictor.of(prediction(), inference(notes, lines)).in(PASSED, run -> next.next());
    }

    private static Prediction prediction() {
        return new Prediction(
                Artifacts.stage(StageKind.PREDICT, List.of("python3", "predict.py"), LINES),
                IMAGES,
                List.of(),
                Prediction.Source.COMMAND);
    }

    private static Inference inference(Map<String, String> notes, String... lines) {
        StageRun stage = Artifacts.evaluation(notes, Networks.none(), lines).stage();
        return new Inference(stage, List.of(), List.of(), List.of(), List.of());
    }

    private static Outcome printed(String... lines) {
        return new Outcome(Optional.empty(), List.of(lines), 9);
    }
}
