// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.training.MetricReached;
import org.tipcjunit.stage.noise.NoisyEvaluation.Outcome;
import org.tipcjunit.stage.noise.RenamedPrediction;

class PrintedNamesTests {

    private static final Finding PASSED = new MetricReached(MetricReached.Parameters.of("top1"))
            .judge(Artifacts.evaluation("top1: 0.95"), new BigDecimal("0.5"));
    private static final String[] LINES = {
        "1.png: red 0.91", "10.png: green 0.92", "2.png: blue 0.93", "9.png: red 0.94"
    };

    private final List<RenamedPrediction> asked = new ArrayList<>();

    @Test
    void results_that_go_with_their_images_are_beside_the_right_names() {
        assertThat(judge(LINES, "1.png: red 0.91", "10.png: green 0.92", "2.png: red 0.94", "9.png: blue 0.93"))
                .isSameAs(PASSED);
        assertThat(asked).containsExactly(RenamedPrediction.SHUFFLED);
    }

    @Test
    void results_beside_names_in_another_order_cannot_be_judged() {
        // Images in the order of their numbers, 1, 2, 9, 10, beside names in that of their letters.
        Finding finding = judge(LINES, "1.png: red 0.91", "10.png: blue 0.93", "2.png: green 0.92", "9.png: red 0.94");

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("results are printed beside the names of other images");
        assertThat(finding.observed()).isEqualTo("""
                10.png: green 0.92
                10.png: blue 0.93
                the second line was printed when that image had the content of the first: 3 of 4 results did not go with the \
                content, though all came again
                top1 = 0.95""");
        assertThat(finding.remedy())
                .isEqualTo("take the name that is printed from the path that the image was read from");
    }

    @Test
    void every_other_order_is_told_from_the_right_one() {
        for (int count = 3; count <= 20; count++) {
            int images = count;
            List<Integer> contents = RenamedPrediction.SHUFFLED.contents(images);
            for (int moved = 1; moved < images; moved++) {
                int by = moved;
                assertThat(IntStream.range(0, images)
                                .filter(i -> contents.get((i + by) % images) != (contents.get(i) + by) % images))
                        .as("%d images, moved by %d", images, by)
                        .isNotEmpty();
            }
            assertThat(IntStream.range(0, images)
                            .filter(i -> contents.get(images - 1 - i) != images - 1 - contents.get(i)))
                    .as("%d images, reversed", images)
                    .isNotEmpty();
        }
    }

    @Test
    void lines_that_say_more_of_a_file_or_nothing_else_mean_nothing() {
        assertThat(judge(LINES, "1.png: red 0.91", "10.png: blue 0.93", "2.png: green 0.92", "9.png: red 0.99"))
                .isSameAs(PASSED);
        assertThat(judge(LINES, "Traceback")).isSameAs(PASSED);
        asked.clear();
        assertThat(judge(new String[] {"1.png: ok", "10.png: ok", "2.png: ok", "9.png: ok"}))
                .isSameAs(PASSED);
        assertThat(asked).isEmpty();
    }

    private Finding judge(String[] lines, String... renamed) {
        Prediction prediction = new Prediction(
                Artifacts.stage(StageKind.PREDICT, List.of("python3", "predict.py"), lines),
                Stream.of("1.png", "10.png", "2.png", "9.png").map(Path::of).toList(),
                List.of(),
                Prediction.Source.COMMAND);
        Inference inference = new Inference(
                Artifacts.stage(StageKind.INFER, List.of("python3", "infer.py"), lines),
                List.of(),
                List.of(),
                List.of());
        return PrintedNames.of(prediction, inference).in(PASSED, run -> {
            asked.add(run);
            return new Outcome(Optional.empty(), List.of(renamed), 0);
        });
    }
}
