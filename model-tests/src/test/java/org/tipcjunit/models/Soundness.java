// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.ExemptFromBackbones;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.TipcModel;

/**
 * Certifies the sound fixtures with many seeds, to show that the requirements raise no false alarm. Trains for each, so it runs
 * only when asked for: {@code mvn test -Dtest=Soundness}. Most seeds are those of the digits' small data set: what hangs on a seed is judged
 * there alike, a training of few images lies nearer to every bound, and no service has to start.
 */
class Soundness {

    /** The chain of the digits without their service, on the small data set. */
    @Tag("paddle")
    @ExemptFromBackbones(ExemptFromBackbones.Reason.IMAGE_CLASSIFICATION)
    @TipcModel(
            config = "test_tipc/configs/digits/train_infer_python.txt",
            predict = "fixtures/digits/predict.py --config=fixtures/digits/configs/digits.yaml --use_gpu=False"
                    + " --weights={weights} --image_dir={images} --batch_size=1")
    static class SmallDigits {

        @LossConverges(iterations = 100)
        void training() {}

        @MetricReaches(metric = "top1", documentedIn = "fixtures/digits/README.md", row = "digits (lite)")
        void evaluation() {}

        @ExportsInferenceModel
        void export() {}

        @InferenceMatchesPrediction(input = "fixtures/digits/images")
        void inference() {}

        @ReadmeDocuments(readme = "fixtures/digits/README.md")
        void documentation() {}
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        seeds(SmallDigits.class, 20),
                        seeds(DigitsCertificationTest.class, 3),
                        seeds(ArcFaceCertificationTest.class, 5),
                        seeds(CenterNetBackbonesCertificationTest.class, 5),
                        seeds(CenterNetServingCertificationTest.class, 5))
                .flatMap(each -> each);
    }

    private static Stream<Arguments> seeds(Class<?> certification, int seeds) {
        return IntStream.rangeClosed(1, seeds).mapToObj(seed -> Arguments.of(certification, seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void certifies_a_sound_fixture_with_every_seed(Class<?> certification, int seed) throws IOException {
        Path output = Path.of("target", "soundness", certification.getSimpleName(), String.valueOf(seed));

        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(certification))
                .configurationParameter("tipc.output", output.toString())
                .configurationParameter("tipc.train.args", "--seed=" + seed)
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.failed(0).aborted(0).skipped(0));

        List<String> written = certificates(output);
        assertThat(written).contains("certificate.json").doesNotContain("not-certified.json");
    }

    /** Get the names of what was written; the runs hold working copies of the repository, which has certificates itself. */
    private static List<String> certificates(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(file -> !output.relativize(file).toString().contains("runs/"))
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }
}
