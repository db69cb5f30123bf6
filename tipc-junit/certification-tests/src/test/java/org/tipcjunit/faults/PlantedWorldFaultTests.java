// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.lanes.AlsoShownBy;
import org.tipcjunit.lanes.PlantsFaults;

/** Plants in a repository of each suite's shape a fault that is typical of the suite; the training is cut short, as no fault needs it. */
@Execution(ExecutionMode.CONCURRENT)
@PlantsFaults
class PlantedWorldFaultTests {

    @TempDir
    Path folder;

    @Test
    void export_of_a_segmentation_that_takes_the_best_column_for_the_best_class() {
        String message = inferenceMessage(
                copy("seg", "littleseg/train_infer_python.txt", "lite_infer=120", "lite_infer=5")
                        .plant("fixtures/world/seg/tools/export.py", "axis=1, dtype", "axis=-1, dtype"),
                "seg",
                WorldTestCases.Seg.class,
                "littleseg");

        assertThat(message)
                .startsWith(
                        "[4.1.3-3] @InferenceMatchesPrediction failed for littleseg: the printed results for 000.png differ")
                .containsPattern("predict.py: 000.png: pixels of ground \\d+, even digits \\d+, odd digits \\d+\n"
                        + " +infer.py: 000.png: pixels of ground \\d+, even digits \\d+, odd digits \\d+\n");
    }

    @Test
    void inference_of_a_detection_that_forgets_how_the_picture_was_scaled() {
        String message = inferenceMessage(
                copy("det", "littledet/littledet_digits_train_infer_python.txt", "lite_infer=13", "lite_infer=1")
                        .plant(
                                "fixtures/world/det/deploy/python/infer.py",
                                "    return {name: np.stack",
                                "    for sample in samples:\n"
                                        + "        sample[\"scale_factor\"] = np.ones(2, \"float32\")\n"
                                        + "    return {name: np.stack"),
                "det",
                WorldTestCases.Det.class,
                "littledet_digits");

        assertThat(message)
                .startsWith("[4.1.3-3] @InferenceMatchesPrediction failed for littledet_digits: the inputs of"
                        + " tools/infer.py and deploy/python/infer.py differ")
                .contains(
                        "input inputs.scale_factor looks otherwise prepared: 2 of 2 numbers differ, the first is 1 against"
                                + " 1.6",
                        "prepare inputs by the same code in tools/infer.py and deploy/python/infer.py");
    }

    @Test
    void segmentation_that_is_evaluated_with_its_labels_and_predicts_on_another_scale() {
        FixtureCopy copy = copy("seg", "littleseg/train_infer_python.txt", "lite_infer=120", "lite_infer=5")
                .plant("fixtures/world/seg/README.md", "| 0.90 | 0.98 |", "| 0.01 | 0.01 |")
                .plant(
                        "fixtures/world/seg/paddleseg/models.py",
                        "def forward(self, x):\n        fine",
                        "def forward(self, x, label=None):\n        fine")
                .plant(
                        "fixtures/world/seg/paddleseg/models.py",
                        "        return [self.cls(paddle.concat([fine, fused], axis=1))]",
                        "        logit = self.cls(paddle.concat([fine, fused], axis=1))\n"
                                + "        if label is not None:\n"
                                + "            logit += F.one_hot(label, 3).transpose([0, 3, 1, 2])\n"
                                + "        return [logit]")
                .plant(
                        "fixtures/world/seg/paddleseg/core.py",
                        "argmax(model(images)[0]",
                        "argmax(model(images, labels)[0]")
                .plant(
                        "fixtures/world/seg/tools/predict.py",
                        "cfg.dic[\"val_dataset\"][\"transforms\"]",
                        "[{\"type\": \"Normalize\", \"mean\": [0, 0, 0], \"std\": [1, 1, 1]}]")
                .plant(
                        "fixtures/world/seg/tools/export.py",
                        "cfg.dic[\"val_dataset\"][\"transforms\"]",
                        "[{\"type\": \"Normalize\", \"mean\": [0, 0, 0], \"std\": [1, 1, 1]}]");
        CertificationOutcome outcome = outcome(copy, "seg", WorldTestCases.SegMeasured.class, "littleseg");

        assertThat(outcome.tests().get("evaluation").message())
                .contains(
                        "the evaluation gives the network what the prediction does not",
                        "its outputs depend on label; the prediction gives x");
        assertThat(outcome.tests().get("inference").message())
                .contains(
                        "the prediction scales images otherwise than the evaluation",
                        "LittleSeg gets in channel 1 of x from -1 to ",
                        " in the prediction: no one scaling of 8-bit colours gives both");
        assertThat(outcome.hasCertificate()).isFalse();
    }

    @Test
    @AlsoShownBy("another-layer-is-saved")
    void head_of_a_segmentation_that_is_put_in_after_its_optimizer_was_made() {
        String message = inferenceMessage(
                copy("seg", "littleseg/train_infer_python.txt", "lite_infer=120", "lite_infer=5")
                        .plant(
                                "fixtures/world/seg/tools/train.py",
                                "    train(model, cfg.train_dataset, cfg.optimizer(model),",
                                "    optimizer = cfg.optimizer(model)\n"
                                        + "    model.cls = paddle.nn.Conv2D(32, 3, 1)\n"
                                        + "    train(model, cfg.train_dataset, optimizer,"),
                "seg",
                WorldTestCases.Seg.class,
                "littleseg");

        assertThat(message)
                .contains(
                        "the exported network has parts that the training never changed",
                        "cls.weight: the loss reaches them, no optimizer has them");
    }

    @Test
    void inference_of_a_ranking_that_numbers_goods_otherwise() {
        String message = inferenceMessage(
                ranking()
                        .plant(
                                "fixtures/world/rec/tools/paddle_infer.py",
                                "for name, values in zip(names, batch):",
                                "batch[1] = batch[1] % 7\n            for name, values in zip(names, batch):"),
                "rec",
                WorldTestCases.Rec.class,
                "littlefm");

        assertThat(message)
                .startsWith("[4.1.3-3] @InferenceMatchesPrediction failed for littlefm: the inputs of static_infer.py"
                        + " and paddle_infer.py differ")
                .contains("input good looks otherwise prepared");
    }

    @Test
    @AlsoShownBy("export_of_other_weights_than_the_trained_ones")
    void export_of_a_ranking_that_loads_no_weights() {
        String message = inferenceMessage(
                ranking()
                        .plant(
                                "fixtures/world/rec/tools/static_export.py",
                                "    load_static_model(paddle.static.default_main_program()",
                                "    print(paddle.static.default_main_program()"),
                "rec",
                WorldTestCases.Rec.class,
                "littlefm");

        assertThat(message).contains("exported weights are not the trained ones", "embedding_0.w_0");
    }

    @Test
    void evaluation_of_a_ranking_whose_auc_counts_on_from_the_training() {
        FixtureCopy copy = ranking()
                .plant(
                        "fixtures/world/rec/tools/static_infer.py",
                        "    reset_auc(model.counters)",
                        "    reset_auc([])");
        CertificationOutcome outcome = outcome(copy, "rec", WorldTestCases.RecMetric.class, "littlefm");

        assertThat(outcome.tests().get("evaluation").message())
                .startsWith("[4.1.3-2] @MetricReaches failed for littlefm: the metric counts samples from before the"
                        + " evaluation")
                .contains("held 800 samples when the program was first run");
    }

    private FixtureCopy ranking() {
        return FixtureCopy.of("world/rec", folder);
    }

    private FixtureCopy copy(String suite, String config, String training, String shorter) {
        return FixtureCopy.of("world/" + suite, folder)
                .plant("fixtures/world/" + suite + "/test_tipc/configs/" + config, training, shorter);
    }

    /** Get the message of the inference's failure, the only one. */
    private String inferenceMessage(FixtureCopy copy, String suite, Class<?> testCases, String model) {
        CertificationOutcome outcome = outcome(copy, suite, testCases, model);

        assertThat(outcome.named(FAILED)).containsExactly("inference");
        assertThat(outcome.named(SUCCESSFUL)).containsExactly("export");
        assertThat(outcome.hasCertificate()).isFalse();
        return outcome.tests().get("inference").message();
    }

    private CertificationOutcome outcome(FixtureCopy copy, String suite, Class<?> testCases, String model) {
        return CertificationOutcome.of(
                testCases,
                model,
                folder.resolve("output"),
                Map.of(
                        "tipc.repository",
                        copy.root().resolve("fixtures/world").resolve(suite).toString()));
    }
}
