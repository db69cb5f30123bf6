// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.printed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.tensor.TensorValue;

class ReadOutputTests {

    private static final List<Path> IMAGES =
            List.of(Path.of("a.png"), Path.of("b.png"), Path.of("c.png"), Path.of("d.png"));
    private static final float[][] MAIN = {{4, 0}, {3, 0}, {0, 2}, {0, 1}};
    private static final float[][] EARLY = {{0, 0.4f}, {0.3f, 0}, {0.2f, 0}, {0.1f, 0}};

    @Test
    void scores_tell_the_output_that_is_read() {
        assertThat(read("a.png: cat 4.0000", "b.png: cat 3.0000", "c.png: dog 2.0000", "d.png: dog 1.0000"))
                .containsExactly(0);
        assertThat(read("a.png: dog 0.4000", "b.png: cat 0.3000", "c.png: cat 0.2000", "d.png: cat 0.1000"))
                .containsExactly(1);
    }

    @Test
    void labels_alone_tell_nothing() {
        assertThat(read("a.png: cat", "b.png: cat", "c.png: dog", "d.png: dog")).isEmpty();
    }

    private static Set<Integer> read(String... printed) {
        Prediction prediction = new Prediction(
                Artifacts.stage(StageKind.PREDICT, List.of("python3", "predict.py"), printed),
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
                        List.of(scores("main", MAIN[image]), scores("early", EARLY[image]))))
                .toList();
        return ReadOutput.of(
                prediction,
                new Inference(
                        Artifacts.stage(StageKind.INFER, List.of("python3", "infer.py"), printed),
                        runs,
                        List.of(),
                        List.of()));
    }

    private static TensorValue scores(String name, float... values) {
        return TensorValue.ofFloats(name, List.of(1L, (long) values.length), values);
    }
}
