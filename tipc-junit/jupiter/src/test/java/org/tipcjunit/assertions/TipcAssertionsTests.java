// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.assertions;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tipcjunit.assertions.TipcAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.ServiceRuns;

class TipcAssertionsTests {

    private static final Prediction PREDICTION = new Prediction(
            Artifacts.stage(StageKind.PREDICT, List.of("python3", "predict.py")),
            List.of(Path.of("0007.png")),
            List.of());
    private static final Inference INFERENCE = new Inference(
            Artifacts.stage(StageKind.INFER, List.of("python3", "infer.py")), List.of(), List.of(), List.of());
    private static final ExportedModel MODEL = Artifacts.exported("inference.json", List.of(), List.of(), "");

    @Test
    void serves_for_ordinary_values_too() {
        assertThat("text").startsWith("te");
        assertThat(List.of(1)).hasSize(1);
        assertThat(3).isPositive();
    }

    @Test
    void passes_a_training_that_converges() {
        TrainingRun training = Artifacts.training(Artifacts.falling(120));

        assertThat(training).hasFiniteLoss().convergesWithin(100).hasSameLossesAs(training);
    }

    @Test
    void passes_a_service_that_says_what_inference_says() {
        ServiceRuns runs = ServiceRuns.sound();

        assertThat(runs.serving()).matches(runs.inference(), ServiceRuns.exported(), ServiceRuns.IMAGES);
    }

    @Test
    void fails_a_service_that_swaps_answers() {
        ServiceRuns runs = ServiceRuns.swapping();

        failing(() -> assertThat(runs.serving()).matches(runs.inference(), ServiceRuns.exported(), ServiceRuns.IMAGES))
                .withMessageStartingWith(
                        "[4.2.3-1] @ServingMatchesInference failed for digits: answers are swapped between concurrent requests");
    }

    @Test
    void fails_with_the_message_of_the_finding() {
        failing(() -> assertThat(Artifacts.training()).convergesWithin(100))
                .withMessageStartingWith("[4.1.3-1] @LossConverges cannot judge digits: no iteration was recorded\n");
        failing(() -> assertThat(Artifacts.training(1)).hasSameLossesAs(Artifacts.training(2)))
                .withMessageStartingWith(
                        "[4.1.3-1r] @Reproducible failed for digits: the losses differ from iteration 1\n");
        failing(() -> assertThat(Artifacts.evaluation("top1: 0.96")).reaches("top1", 0.97))
                .withMessageStartingWith(
                        "[4.1.3-2] @MetricReaches failed for digits: top1 is 0.96, below the documented 0.97\n");
        failing(() -> assertThat(PREDICTION).matches(MODEL, INFERENCE))
                .withMessageStartingWith(
                        "[4.1.3-3] @InferenceMatchesPrediction failed for digits: predict.py: no outermost layer call");
        failing(() -> assertThat(INFERENCE).matches(PREDICTION, MODEL))
                .withMessageStartingWith("[4.1.3-3] @InferenceMatchesPrediction failed for digits: ");
        failing(() -> assertThat(MODEL).exportsLoadableModel())
                .withMessageStartingWith(
                        "[4.1.3] @ExportsInferenceModel failed for digits: export ended with exit status 0 but wrote no program"
                                + " file inference.json\n");
    }

    @Test
    void keeps_a_description() {
        failing(() -> assertThat(Artifacts.training()).as("whole training").convergesWithin(100))
                .withMessageStartingWith("[whole training] [4.1.3-1] @LossConverges cannot judge digits");
    }

    @Test
    void keeps_percent_signs_of_a_message() {
        failing(() -> assertThat(Artifacts.evaluation("100%d %s", "top1: 0.5")).reaches("top1", 0.97))
                .withMessageContaining("| 100%d %s\n");
    }

    @Test
    void names_the_iteration_of_a_loss_that_is_not_finite() {
        failing(() -> assertThat(Artifacts.training(1, Double.NaN, 1)).hasFiniteLoss())
                .withMessage("the loss of digits is NaN at iteration 2 of 3");
        failing(() -> assertThat(Artifacts.training()).hasFiniteLoss()).withMessage("no loss was recorded for digits");
    }

    @Test
    void checks_the_standard_log(@TempDir Path folder) throws IOException {
        Path log = Files.createDirectory(folder.resolve("test_log")).resolve("log_train.txt");
        TrainingRun bare = Artifacts.training(2, 1);
        TrainingRun training = new TrainingRun(bare.stage(), bare.losses(), log, bare.checkpoint());

        failing(() -> assertThat(training).wroteLog("test_log/log_train.txt"))
                .withMessageStartingWith("the log of digits cannot be read: ");
        Files.writeString(log, "iter: 1, loss: 2\n");
        failing(() -> assertThat(training).wroteLog("test_log/log_train.txt"))
                .withMessage("the log " + log + " of digits has 1 lines for 2 iterations");
        failing(() -> assertThat(training).wroteLog("log/train.txt"))
                .withMessage("the log of digits was written to " + log + ", not to log/train.txt");
        Files.writeString(log, "iter: 1, loss: 2\niter: 2, loss: 1\n");
        assertThat(training).wroteLog("test_log/log_train.txt");
    }

    @Test
    void reads_the_documented_value(@TempDir Path folder) throws IOException {
        Path readme =
                Files.writeString(folder.resolve("README.md"), "| model | top1 |\n|---|---|\n| digits | 0.97 |\n");

        assertThat(Artifacts.evaluation("top1: 0.98"))
                .reachesDocumented("top1", readme)
                .reaches("top1", 0.97);
        assertThat(Artifacts.evaluation("loss: 0.1")).staysWithin("loss", 0.2);
        failing(() -> assertThat(Artifacts.evaluation("loss: 0.3")).staysWithin("loss", 0.2))
                .withMessageContaining("loss is 0.3, above the documented 0.2");
    }

    @Test
    void refuses_null() {
        failing(() -> assertThat((TrainingRun) null).hasFiniteLoss()).withMessageContaining("not to be null");
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<AssertionError> failing(ThrowingCallable code) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(code);
    }
}
