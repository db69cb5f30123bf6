// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.example.inference.Classifier;
import org.example.inference.GuardedScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.tensor.TensorValue;

/** The code that the user guide shows for inference in Java does what the guide says. */
@ExtendWith(Installations.Resolver.class)
@NeedsPaddle
@ResourceLock("Paddle in this JVM, whose memory is measured")
class GuideExampleTests {

    private static final PaddleVersion VERSION =
            PaddleVersion.valueOf(System.getProperty("tipc.test.in-process", PaddleVersion.PADDLE_2_6.name()));

    private final Installation installation;

    GuideExampleTests(Installations installations) {
        this.installation = installations.of(VERSION);
    }

    @Test
    void the_classifier_its_clone_and_the_child_jvm_say_the_same(@TempDir Path work) {
        ModelFiles model = installation.model("conv");
        TensorValue image = TensorValues.images(1);
        FloatBuffer elements = image.buffer().asFloatBuffer();
        float[] pixels = new float[elements.remaining()];
        elements.get(pixels);

        float[] scores;
        try (Classifier classifier = Classifier.load(installation.library(), model.program(), model.parameters());
                Classifier clone = classifier.forAnotherThread()) {
            scores = classifier.scores(pixels, 1, 3, 16, 16);
            assertThat(clone.scores(pixels, 1, 3, 16, 16)).isEqualTo(scores);
        }

        assertThat(scores).hasSize(10);
        assertThat(GuardedScores.of(
                        image, installation.library(), model.program().getParent(), work))
                .singleElement()
                .satisfies(output -> {
                    float[] guarded = new float[scores.length];
                    output.buffer().asFloatBuffer().get(guarded);
                    assertThat(guarded).isEqualTo(scores);
                });
    }
}
