// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.MetricReached;
import org.tipcjunit.stage.noise.NoisyEvaluation.Outcome;
import org.tipcjunit.stage.noise.NoisyPrediction;
import org.tipcjunit.tensor.TensorValue;

class PrintedDependenceTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.5"));
    private static final List<Path> IMAGES = List.of(Path.of("a.png"), Path.of("b.png"), Path.of("c.png"));
    private static final String[] LINES = {"a.png: 3 cells", "b.png: 7 cells", "c.png: 4 cells"};
    private static final Outcome SAME = printed(LINES);
    private static final Outcome OTHER = printed("a.png: 3 cells", "b.png: 9 cells", "c.png: 4 cells");

    private final List<NoisyPrediction> asked = new ArrayList<>();

    @Test
    void lines_that_random_outputs_leave_as_they_are_cannot_be_judged() {
        Finding finding = judge(mask(), LINES, SAME, SAME, SAME, SAME, SAME, SAME, SAME, SAME);

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the printed results do not depend on what the network says");
        assertThat(finding.observed())
                .isEqualTo("a.png: 3 cells\n"
                        + "and all others are the same with random numbers in the place of the network's outputs, in each"
                        + " of 8 runs\n"
                        + "top1 = 0.95");
        assertThat(finding.remedy())
                .isEqualTo(
                        "print what is decided about the image from the outputs; results that are read from a file say"
                                + " nothing of the model");
        assertThat(asked)
                .isEqualTo(IntStream.rangeClosed(1, 8)
                        .mapToObj(NoisyPrediction::new)
                        .toList());
    }

    @Test
    void one_line_that_changes_is_enough() {
        assertThat(judge(mask(), LINES, OTHER)).isSameAs(PASSED);
        assertThat(judge(mask(), LINES, SAME, SAME, OTHER)).isSameAs(PASSED);
        assertThat(judge(mask(), LINES, printed("Traceback"))).isSameAs(PASSED);
    }

    @Test
    void what_cannot_be_tried_says_nothing() {
        assertThat(judge(mask(), LINES, new Outcome(Optional.of("no room"), List.of(), 0)))
                .isSameAs(PASSED);
        assertThat(judge(mask(), LINES, new Outcome(Optional.empty(), List.of(LINES), 0)))
                .isSameAs(PASSED);
    }

    @Test
    void nothing_found_on_every_image_and_scores_of_one_class_are_not_tried() {
        assertThat(judge(mask(), new String[] {"a.png: 0 cells", "b.png: 0 cells", "c.png: 0 cells"}))
                .isSameAs(PASSED);
        assertThat(judge(TensorValue.ofFloats("scores", List.of(1L, 3L), 1, 5, -2), LINES))
                .isSameAs(PASSED);
        assertThat(asked).isEmpty();
    }

    private Finding judge(TensorValue output, String[] lines, Outcome... outcomes) {
        asked.clear();
        Iterator<Outcome> next = Arrays.asList(outcomes).iterator();
        Prediction prediction = new Prediction(
                Artifacts.stage(StageKind.PREDICT, List.of("python3", "predict.py"), lines),
                IMAGES,
                List.of(),
                Prediction.Source.COMMAND);
        List<PredictorRun> runs = IntStream.range(0, IMAGES.size())
                .mapToObj(image -> new PredictorRun(
                        image,
                        "inference.pdmodel",
                        "",
                        Map.of(),
                        List.of(TensorValue.ofFloats("x", List.of(1L, 1L), image)),
                        List.of(output)))
                .toList();
        Inference inference = new Inference(
                Artifacts.stage(StageKind.INFER, List.of("python3", "infer.py"), lines), runs, List.of(), List.of());
        return PrintedDependence.of(prediction, inference).in(PASSED, run -> {
            asked.add(run);
            return next.next();
        });
    }

    private static TensorValue mask() {
        return TensorValue.ofFloats("mask", List.of(1L, 1L, 2L, 2L), 0.1f, 0.9f, 0.2f, 0.8f);
    }

    private static Outcome printed(String... lines) {
        return new Outcome(Optional.empty(), Stream.of(lines).toList(), 9);
    }
}
