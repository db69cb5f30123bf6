// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.lanes.AlsoShownBy;
import org.tipcjunit.lanes.PlantsFaults;

/** Plants one fault at a time in a copy of the detector: exactly the right test must fail, with a message that says what is wrong. */
@Execution(ExecutionMode.CONCURRENT)
@PlantsFaults
class PlantedBackboneFaultTests {

    private static final String LIGHT = "MobileNetV3_small_x1_0";
    private static final String CONFIG = "test_tipc/configs/centernet_" + LIGHT + "/train_infer_python.txt";
    private static final String EPOCHS = "lite_train_lite_infer=6";
    private static final String ONE_EPOCH = "lite_train_lite_infer=1";
    private static final String SETTINGS = "fixtures/centernet/configs/base.yaml";
    private static final String BACKBONES = "fixtures/centernet/centernet/backbones.py";
    private static final String INFER = "fixtures/centernet/infer.py";
    private static final String TAKEN = "mobilenet_v3(SMALL, [1, 3, 8, 11], [16, 24, 48, 96])";
    private static final String DECODED = "            objects = decode(heat[i], box[i], settings)\n";

    private static final String EXPORTED = """
  command:  <paddle-2.6.2> fixtures/centernet/export.py --config=fixtures/centernet/configs/MobileNetV3_small_x1_0.yaml --weights=./test_tipc/output/centernet_MobileNetV3_small_x1_0/lite_train_lite_infer/norm_train_gpus_-1_autocast_null/latest.pdparams --output_dir=./test_tipc/output/centernet_MobileNetV3_small_x1_0/lite_train_lite_infer/norm_train_gpus_-1_autocast_null (cwd <folder>/output/detector/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/detector/runs/<run>/export/stage.log, last lines:
""";

    private static final String INFERRED = """
  command:  <paddle-2.6.2> fixtures/centernet/infer.py --config=fixtures/centernet/configs/MobileNetV3_small_x1_0.yaml --draw_dir=fixtures/centernet/output/infer --use_gpu=False --enable_mkldnn=False --cpu_threads=1 --model_dir=./test_tipc/output/centernet_MobileNetV3_small_x1_0/lite_train_lite_infer/norm_train_gpus_-1_autocast_null --batch_size=1 --image_dir=fixtures/centernet/images --precision=fp32 (cwd <folder>/output/detector/runs/<run>/workspace)
  ended:    exit status 0 after # s
  log:      <folder>/output/detector/runs/<run>/infer/stage.log, last lines:
""";

    private static final String EXPECTED = """
  expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= # * max(1, max|y|) + # * |b| with equal decisions; equal printed results; evidence that tells right from wrong
""";

    private static final String PRINTED = EXPECTED + """
  observed: predict.py: 0000.png: <objects>
            infer.py: 0000.png: <objects>
""";

    private static final String PRINT_EQUALLY =
            "  remedy:   print results in the same form in predict.py and infer.py; if the numbers differ while the outputs"
                    + " agree, look at what happens between the output tensor and the print";

    @TempDir
    Path folder;

    @Test
    void switch_that_is_ignored() throws IOException {
        FixtureCopy copy = hardlyTrained(FixtureCopy.of("centernet", folder))
                .plant(BACKBONES, "return BACKBONES[name]()", "return resnet18_half()")
                .plant(CONFIG, EPOCHS, ONE_EPOCH)
                .plant("test_tipc/configs/centernet_ResNet18_x0_5/train_infer_python.txt", EPOCHS, ONE_EPOCH);

        EngineExecutionResults results = certify(SwitchedBackboneTestCases.class, copy);

        List<String> messages = messages(results);
        assertThat(messages).hasSize(1);
        assertThat(StableMessage.of(messages.get(0), folder))
                .isEqualTo("""
[4.3.2] @ReplacesBackbone failed for centernet_MobileNetV3_small_x1_0: the switch to MobileNetV3_small_x1_0 is ignored
  expected: with each backbone another model: other weights and other outputs
  observed: the model with MobileNetV3_small_x1_0 is the one with ResNet18_x0_5: all 143 weights are equal bit for bit
""" + EXPORTED.replace("/detector/", "/centernet_" + LIGHT + "/") + """
  remedy:   build the backbone that the config names, in training and export alike\
""");
        assertThat(Files.readString(folder.resolve("output/centernet_" + LIGHT + "/not-certified.json")))
                .contains("the model with " + LIGHT + " is the one with ResNet18_x0_5: all ");
        assertThat(folder.resolve("output/centernet_" + LIGHT + "/certificate.json"))
                .doesNotExist();
    }

    @Test
    void feature_map_whose_index_is_off_by_one() {
        assertOnlyFailure(
                hardlyTrained(detector()).plant(BACKBONES, TAKEN, TAKEN.replace("3, 8, 11", "3, 7, 11")),
                "featureMaps",
                """
[4.3.3-2] @ExtractsFeatureMaps failed for detector: stride 16 is taken from idx 8, the last one is idx 9
  expected: the model uses the last feature map at each of the strides 4, 8, 16, 32 of its backbone
  observed: idx 8 of [5, 6, 7, 8, 9] at stride 16
""" + EXPORTED + "  remedy:   take idx 9: the last layer of a stride has seen most");
    }

    @Test
    @AlsoShownBy("feature_map_whose_index_is_off_by_one")
    void stride_that_is_missing() {
        FixtureCopy copy = hardlyTrained(detector())
                .plant(BACKBONES, TAKEN, "mobilenet_v3(SMALL, [3, 8, 11], [24, 48, 96])")
                .plant(
                        "fixtures/centernet/centernet/model.py",
                        "lateral(finer))\n        return x\n",
                        "lateral(finer))\n        return F.interpolate(x, scale_factor=2)\n");

        assertOnlyFailure(
                copy,
                "featureMaps",
                """
[4.3.3-2] @ExtractsFeatureMaps failed for detector: stride 4 is not used
  expected: the model uses the last feature map at each of the strides 4, 8, 16, 32 of its backbone
  observed: the backbone returns no map at stride 4, of which idx 2 is the last
""" + EXPORTED + "  remedy:   let the backbone return the last map of each stride");
    }

    @Test
    void parameters_that_are_larger_than_stated() {
        assertOnlyFailure(
                hardlyTrained(detector()).plant(SETTINGS, "width: 48 ", "width: 320 "), "size", """
[4.3.3-1] @ModelSize failed for detector: the exported parameters are larger than stated
  expected: exported parameters of at most 17 MB (10^6 bytes)
  observed: # MB, 22247352 bytes in inference.pdiparams
""" + EXPORTED + """
  remedy:   export the light model, without weights of training (optimizer, teacher, second head), or state its size\
""");
    }

    @Test
    void boxes_that_inference_shifts_by_one_pixel() {
        assertOnlyFailure(
                detector()
                        .plant(
                                INFER,
                                DECODED,
                                DECODED
                                        + "            objects = [o[:2] + tuple(v + 1 for v in o[2:]) for o in objects]\n"),
                "inference",
                """
[4.1.3-3] @InferenceMatchesPrediction failed for detector: the printed results for 0000.png differ
""" + PRINTED + "            # against #; # numbers are # smaller: a shift\n" + INFERRED
                        + PRINT_EQUALLY);
    }

    @Test
    @AlsoShownBy("boxes_that_inference_shifts_by_one_pixel")
    void detections_that_inference_swaps() {
        assertOnlyFailure(
                detector().plant(INFER, DECODED, DECODED + "            objects[:2] = objects[1::-1]\n"),
                "inference",
                """
[4.1.3-3] @InferenceMatchesPrediction failed for detector: the printed results for 0000.png differ
""" + PRINTED + """
            # against #; the same results in another order: number 1 and number 2 are swapped
""" + INFERRED + PRINT_EQUALLY);
    }

    @Test
    @AlsoShownBy("boxes_that_inference_shifts_by_one_pixel")
    void threshold_of_overlaps_that_differs_between_prediction_and_inference() {
        String message = onlyFailure(
                detector()
                        .plant(
                                INFER,
                                "    images = list_images(args.image_dir)\n",
                                "    images = list_images(args.image_dir)\n    settings['nms_threshold'] = 0.05\n"),
                "inference");

        // Which image shows it first, and how many boxes overlap there, depends on the training.
        assertThat(message.replaceAll("\\d{4}\\.png", "0000.png")
                        .replaceAll("\\d+ results against \\d+.*", "# results against #"))
                .isEqualTo("""
[4.1.3-3] @InferenceMatchesPrediction failed for detector: the printed results for 0000.png differ
""" + PRINTED + "            the texts differ; # results against #\n" + INFERRED
                        + PRINT_EQUALLY);
    }

    @Test
    void picture_on_which_inference_draws_other_boxes_than_it_prints() {
        assertOnlyFailure(
                detector()
                        .plant(
                                INFER,
                                "save_drawing(",
                                "objects = [o[:2] + tuple(v + 1 for v in o[2:]) for o in objects]\n                save_drawing("),
                "inference",
                """
[4.1.3-3] @InferenceMatchesPrediction failed for detector: the drawings of 0000.png differ
""" + EXPECTED + """
  observed: predict.py against infer.py: # of 65536 pixels differ, between (#, #) and (#, #)
""" + INFERRED + """
  remedy:   draw by the same code; if the printed results agree, look at what happens between the print and the drawing\
""");
    }

    @Test
    void sound_results_of_all_backbones_pass() {
        EngineExecutionResults results = documented(FixtureCopy.of("centernet", folder));

        results.testEvents()
                .assertStatistics(statistics -> statistics.started(5).succeeded(5));
    }

    @Test
    void result_that_is_reported_from_the_log_of_another_backbone() throws IOException {
        FixtureCopy copy = FixtureCopy.of("centernet", folder);
        String other = lastMetric(copy, "ResNet18_x0_5");
        String own = lastMetric(copy, LIGHT);
        copy.plant("fixtures/centernet/README.md", "| " + own + " |", "| " + other + " |");

        assertThat(onlyWrongResult(copy)).isEqualTo("""
[4.3.4] @BackboneDocumented failed for centernet_%1$s: the result of %1$s is that of another backbone
  expected: a row for %1$s in <folder>/fixtures/centernet/README.md that states what its own log ends with
  observed: <folder>/fixtures/centernet/README.md:<line>: mAP in log %2$s; <folder>/fixtures/centernet/logs/%1$s.log ends with %3$s
            that is what the log of ResNet18_x0_5 ends with, <folder>/fixtures/centernet/logs/ResNet18_x0_5.log
  remedy:   state what the log of this backbone ends with""".formatted(LIGHT, other, own));
    }

    @Test
    void log_that_is_copied_between_backbones() throws IOException {
        FixtureCopy copy = FixtureCopy.of("centernet", folder);
        Path logs = copy.root().resolve("fixtures/centernet/logs");
        Files.writeString(
                logs.resolve(LIGHT + ".log"),
                Files.readString(logs.resolve("ShuffleNetV2_x1_0.log")).replace("ShuffleNetV2_x1_0", LIGHT));

        EngineExecutionResults results = documented(copy);

        // Either may be the copy.
        assertThat(messages(results))
                .containsExactlyInAnyOrder(copied(LIGHT, "ShuffleNetV2_x1_0"), copied("ShuffleNetV2_x1_0", LIGHT));
    }

    private static String copied(String backbone, String other) {
        return """
[4.3.4] @BackboneDocumented failed for centernet_%1$s: the training log of %1$s is a copy of that of %2$s
  expected: a row for %1$s in <folder>/fixtures/centernet/README.md that states what its own log ends with
  observed: # of # lines with numbers of <folder>/fixtures/centernet/logs/%1$s.log stand in <folder>/fixtures/centernet/logs/%2$s.log
  remedy:   hand in the log of this backbone's own training""".formatted(backbone, other);
    }

    /** Get a detector that has seen little, and so finds a lot. */
    private FixtureCopy detector() {
        return FixtureCopy.of("centernet", folder)
                .plant(CONFIG, EPOCHS, ONE_EPOCH)
                .plant(SETTINGS, "score_threshold: 0.2", "score_threshold: 0.02");
    }

    /** Where the fault is in what the training makes, so that no other test has made it, and no result depends on it. */
    private static FixtureCopy hardlyTrained(FixtureCopy copy) {
        return copy.plant(
                "fixtures/centernet/train.py",
                "enumerate(loader, 1)",
                "enumerate([next(iter(loader)) for _ in range(2)], 1)");
    }

    private static String lastMetric(FixtureCopy copy, String backbone) throws IOException {
        Matcher matcher = Pattern.compile("mAP: ([0-9.]+)")
                .matcher(Files.readString(copy.root().resolve("fixtures/centernet/logs/" + backbone + ".log")));
        return matcher.results().map((MatchResult found) -> found.group(1)).reduce("", (first, last) -> last);
    }

    private EngineExecutionResults documented(FixtureCopy copy) {
        return certify(BackbonesTestCases.class, copy);
    }

    private EngineExecutionResults certify(Class<?> certification, FixtureCopy copy) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(certification))
                .configurationParameter("tipc.output", folder.resolve("output").toString())
                .configurationParameter("tipc.repository", copy.root().toString())
                .execute();
    }

    private String onlyWrongResult(FixtureCopy copy) {
        List<String> messages = messages(documented(copy));
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private List<String> messages(EngineExecutionResults results) {
        return results.testEvents().finished().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .filter(result -> result.getStatus() == FAILED)
                .map(result -> result.getThrowable().map(Throwable::getMessage).orElse(""))
                .map(message -> message.replace(folder.toString(), "<folder>")
                        .replaceAll("README.md:\\d+", "README.md:<line>")
                        .replaceAll("\\d+ of \\d+ lines", "# of # lines"))
                .toList();
    }

    private void assertOnlyFailure(FixtureCopy copy, String test, String message) {
        assertThat(onlyFailure(copy, test)).isEqualTo(message);
    }

    private String onlyFailure(FixtureCopy copy, String test) {
        Map<String, String> parameters = new HashMap<>(KeptRuns.on("paddle-2.6.2"));
        parameters.put("tipc.repository", copy.root().toString());
        CertificationOutcome outcome =
                CertificationOutcome.of(DetectorTestCases.class, "detector", folder.resolve("output"), parameters);

        assertThat(outcome.containers()).as("classes that did not end well").isEmpty();
        assertThat(outcome.named(FAILED))
                .as("failed tests, of %s", outcome.tests())
                .isEqualTo(Set.of(test));
        // Sizes and strides say nothing where predictions disagree.
        assertThat(outcome.named(SUCCESSFUL)).contains(test.equals("featureMaps") ? "size" : "featureMaps");
        assertThat(outcome.hasCertificate()).as("a certificate appeared").isFalse();
        return StableMessage.of(outcome.tests().get(test).message(), folder);
    }
}
