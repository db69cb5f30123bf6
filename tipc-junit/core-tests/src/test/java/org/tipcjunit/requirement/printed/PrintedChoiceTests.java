// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.MetricReached;
import org.tipcjunit.stage.noise.ExchangedPrediction;
import org.tipcjunit.stage.noise.ExchangedScores;
import org.tipcjunit.stage.noise.NoisyEvaluation.Outcome;
import org.tipcjunit.tensor.TensorValue;

class PrintedChoiceTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.5"));
    private static final List<String> NAMES = List.of("red", "green", "blue");
    private static final List<String> IMAGES = List.of("a.png", "b.png", "c.png");
    private static final String[] LINES = {"a.png: red 0.9525", "b.png: green 0.9525", "c.png: red 0.9525"};

    private final List<ExchangedPrediction> asked = new ArrayList<>();

    @Test
    void the_label_of_the_highest_score_is_a_choice() {
        assertThat(judge(3, (best, row) -> NAMES.get(best) + " %.4f")).isSameAs(PASSED);
        assertThat(judge(3, (best, row) -> "top1: " + NAMES.get(best) + ", score unknown"))
                .isSameAs(PASSED);
        assertThat(judge(3, (best, row) -> "class_id: " + best + ", prob: %.4f"))
                .isSameAs(PASSED);
        assertThat(asked)
                .isEqualTo(IntStream.rangeClosed(1, 4)
                        .mapToObj(ExchangedPrediction::new)
                        .toList());
    }

    @Test
    void a_label_of_another_class_beside_the_highest_score_cannot_be_judged() {
        Finding finding = judge(3, (best, row) -> NAMES.get((best + 1 + row / 2 % 2) % 3) + " %.4f");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the printed labels do not go with the highest scores");
        assertThat(finding.observed()).isEqualTo("""
                class 1: a.png: blue 0.9100
                class 0: b.png: green 0.9110
                class 1: c.png: red 0.9120
                class 0: a.png: blue 0.9130
                class 1: b.png: blue 0.9140
                class 0: c.png: green 0.9150
                class 1: a.png: red 0.9160
                class 0: b.png: blue 0.9170
                labels of images whose scores were given to other classes, each with the class that has the highest
                top1 = 0.95""");
        assertThat(finding.remedy()).isEqualTo("name the class with the highest score of the image's own outputs");
    }

    @Test
    void of_two_classes_and_of_what_was_not_exchanged_nothing_is_said() {
        assertThat(judge(2, (best, row) -> NAMES.get(row % 3) + " %.4f")).isSameAs(PASSED);
        assertThat(asked).isEmpty();
        assertThat(judge(3, (best, row) -> NAMES.get(row % 3), run -> new Outcome(Optional.empty(), List.of(LINES), 3)))
                .isSameAs(PASSED);
        assertThat(asked).hasSize(1);
    }

    private Finding judge(int classes, BiFunction<Integer, Integer, String> said) {
        return judge(classes, said, run -> exchanged(run.seed(), classes, said));
    }

    private Finding judge(
            int classes, BiFunction<Integer, Integer, String> said, Function<ExchangedPrediction, Outcome> exchanged) {
        asked.clear();
        List<Path> images = IMAGES.stream().map(Path::of).toList();
        Prediction prediction = new Prediction(
                Artifacts.stage(StageKind.PREDICT, List.of("python3", "predict.py"), LINES),
                images,
                List.of(),
                Prediction.Source.COMMAND);
        float[] scores = new float[classes];
        scores[0] = 3;
        List<PredictorRun> runs = IntStream.range(0, images.size())
                .mapToObj(image -> new PredictorRun(
                        image,
                        "inference.pdmodel",
                        "",
                        Map.of(),
                        List.of(TensorValue.ofFloats("x", List.of(1L, 1L), image)),
                        List.of(TensorValue.ofFloats("scores", List.of(1L, (long) classes), scores))))
                .toList();
        Inference inference = new Inference(
                Artifacts.stage(StageKind.INFER, List.of("python3", "infer.py"), LINES), runs, List.of(), List.of());
        return PrintedChoice.of(prediction, inference).in(PASSED, run -> {
            asked.add(run);
            return exchanged.apply(run);
        });
    }

    /** One of the first two classes has the highest score, in turns. */
    private static Outcome exchanged(int seed, int classes, BiFunction<Integer, Integer, String> said) {
        List<String> lines = new ArrayList<>();
        List<ExchangedScores> scores = new ArrayList<>();
        for (int image = 0; image < IMAGES.size(); image++) {
            int row = (seed - 1) * IMAGES.size() + image;
            int best = (seed + image) % 2;
            double share = 0.91 + row / 1000.0;
            scores.add(new ExchangedScores(classes, best, 3 + row / 10.0, share));
            lines.add(IMAGES.get(image) + ": " + said.apply(best, row).formatted(share));
        }
        return new Outcome(Optional.empty(), lines, scores.size(), List.of(), Map.of(), scores, Optional.empty());
    }
}
