// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Probe;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.Evidence.CaptionedImage;
import org.tipcjunit.finding.Evidence.ImagesEvidence;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.CheckpointRecord;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.stage.ReadFiles;
import org.tipcjunit.tensor.TensorValue;

class PredictionConsistencyTests {

    private static final int IMAGES = 4;

    @Test
    void passes_when_everything_agrees() {
        Finding finding = new Scenario().judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("prediction and inference agree on 4 images");
        assertThat(finding.figures())
                .contains(
                        Figure.of("max abs difference (plain)", 0, ""),
                        Figure.of("max abs difference (onednn)", 9.537e-7, ""),
                        Figure.of("max difference (onednn)", 1, "ULP"),
                        Figure.of("different outputs among 4 images", 4, ""),
                        Figure.share("outputs changed (channels swapped)", 4, 4, "images"));
        assertThat(finding.observed())
                .isEqualTo(
                        "equal bit for bit on the plain backend; elsewhere max abs 9.537e-7, max rel 1.192e-7, max 1 ULP");
        assertThat(finding.evidence().get(0)).isInstanceOfSatisfying(TableEvidence.class, table -> assertThat(
                        table.rows())
                .contains(List.of("all 4", "onednn", "9.537e-7", "1.192e-7", "1", "0 of 4", "within tolerance", "yes"))
                .hasSize(8));
        assertThat(finding.evidence().get(1))
                .isInstanceOfSatisfying(TableEvidence.class, table -> assertThat(table.rows())
                        .contains(List.of(
                                "0001.png", "onednn", "9.537e-7", "1.192e-7", "1", "0 of 1", "within tolerance", "yes"))
                        .hasSize(8 * IMAGES));
        assertThat(finding.evidence()).contains(new TextEvidence("printed results", """
                        predict.py: 0000.png: class 0, score 0.998713
                        infer.py: 0000.png: class 0, score 0.998713
                        predict.py: 0001.png: class 1, score 0.998713
                        infer.py: 0001.png: class 1, score 0.998713
                        predict.py: 0002.png: class 2, score 0.998713
                        infer.py: 0002.png: class 2, score 0.998713
                        predict.py: 0003.png: class 3, score 0.998713
                        infer.py: 0003.png: class 3, score 0.998713"""));
    }

    @Test
    void fails_other_normalisation_in_inference() {
        Scenario scenario = new Scenario();
        scenario.inferredInput = value -> value * 2 + 0.5f;

        assertThat(FailureMessage.of(scenario.judge())).isEqualTo("""
                        [4.1.3-3] @InferenceMatchesPrediction failed for digits: the inputs of predict.py and infer.py differ
                          expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b| with equal decisions; equal printed results; evidence that tells right from wrong
                          observed: inputs, 0000.png: max abs 8.75, max rel 0.5152, max 8650752 ULP; looks like another mean or std: inferred = 2 x + 0.5
                          command:  python3 infer.py --model_dir=/run/export (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/infer/log.txt, last 4 lines:
                            | 0000.png: class 0, score 0.998713
                            | 0001.png: class 1, score 0.998713
                            | 0002.png: class 2, score 0.998713
                            | 0003.png: class 3, score 0.998713
                          remedy:   prepare images by the same code in predict.py and infer.py (decoding, size, channel order, scale, mean, std)""");
    }

    @Test
    void says_first_that_the_scripts_were_given_different_files(@TempDir Path images) throws IOException {
        Files.writeString(images.resolve("val_1.jpg"), "");
        Files.writeString(images.resolve("val_2.jpg"), "");
        Scenario scenario = new Scenario();
        scenario.inferredArguments = List.of("--input_file=" + images, "--save_dir=" + images);
        scenario.inferredInput = value -> value * value;

        Finding finding = scenario.judge();

        assertThat(finding.summary()).isEqualTo("predict.py and infer.py were given different files");
        assertThat(finding.observed())
                .startsWith("predict.py was given 0000.png and 3 more, infer.py val_1.jpg and 1 more by --input_file="
                        + images + ": no file name in common");
        assertThat(finding.remedy()).startsWith("let images= in certification.properties");

        // The same files by name explain nothing, nor does a folder that the script writes to.
        scenario.inferredArguments = List.of("--save_dir=" + images);
        assertThat(scenario.judge().summary()).contains("the inputs of predict.py and infer.py differ");
        Files.writeString(images.resolve("0002.png"), "");
        scenario.inferredArguments = List.of("--input_file=" + images);
        assertThat(scenario.judge().summary()).contains("the inputs of predict.py and infer.py differ");
        // Where inputs are equal, names mean nothing.
        Files.delete(images.resolve("0002.png"));
        scenario.inferredInput = UnaryOperator.identity();
        assertThat(scenario.judge().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void fails_one_bit_of_difference_on_the_plain_backend() {
        Scenario scenario = new Scenario();
        scenario.plain = Math::nextUp;

        assertThat(FailureMessage.of(scenario.judge())).isEqualTo("""
                        [4.1.3-3] @InferenceMatchesPrediction failed for digits: the export changed what the layer computes
                          expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b| with equal decisions; equal printed results; evidence that tells right from wrong
                          observed: plain against the exported layer, 0000.png: max abs 9.537e-7, max rel 1.192e-7, max 1 ULP
                                    plain, 0000.png: max abs 9.537e-7, max rel 1.192e-7, max 1 ULP
                                    plain (repeated), 0000.png: max abs 9.537e-7, max rel 1.192e-7, max 1 ULP
                          command:  python3 infer.py --model_dir=/run/export (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/infer/log.txt, last 4 lines:
                            | 0000.png: class 0, score 0.998713
                            | 0001.png: class 1, score 0.998713
                            | 0002.png: class 2, score 0.998713
                            | 0003.png: class 3, score 0.998713
                          remedy:   look in the layer for dropout or batch statistics that stay active in evaluation mode, and for control flow that depends on values""");
    }

    @Test
    void blames_the_export_when_its_own_layer_says_otherwise() {
        Scenario scenario = new Scenario();
        scenario.plain = value -> value * 1.01f;
        scenario.exportedTraining = true;

        Finding finding = scenario.judge();

        assertThat(finding.summary()).isEqualTo("the export changed what the layer computes");
        assertThat(finding.remedy()).isEqualTo("call eval() on the layer before exporting it");
        assertThat(finding.observed()).contains("the layer was in training mode when it was exported");
    }

    @Test
    void blames_the_exported_layer_when_it_differs_in_dygraph() {
        Scenario scenario = new Scenario();
        scenario.plain = value -> value * 1.01f;
        scenario.exportedLayer = value -> value * 1.01f;

        assertThat(scenario.judge().summary())
                .isEqualTo("the exported layer computes something else than the one that predicts");
    }

    @Test
    void blames_weights_that_are_not_the_trained_ones() {
        Scenario scenario = new Scenario();
        scenario.plain = value -> value * 1.01f;
        scenario.exportedLayer = value -> value * 1.01f;
        scenario.exportedWeights = Map.of("conv1.weight", "ff", "conv1.bias", "bb");

        assertThat(FailureMessage.of(scenario.judge())).isEqualTo("""
                        [4.1.3-3] @InferenceMatchesPrediction failed for digits: the exported weights are not the trained ones
                          expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b| with equal decisions; equal printed results; evidence that tells right from wrong
                          observed: exported layer in dygraph, 0000.png: max abs 0.08, max rel 0.009901, max 83886 ULP
                                    plain, 0000.png: max abs 0.08, max rel 0.009901, max 83886 ULP
                                    plain (repeated), 0000.png: max abs 0.08, max rel 0.009901, max 83886 ULP
                                    exported weights are not the trained ones: 1 of 2 tensors differ, e.g. conv1.weight
                          command:  python3 infer.py --model_dir=/run/export (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/infer/log.txt, last 4 lines:
                            | 0000.png: class 0, score 0.998713
                            | 0001.png: class 1, score 0.998713
                            | 0002.png: class 2, score 0.998713
                            | 0003.png: class 3, score 0.998713
                          remedy:   load /run/train/latest.pdparams into the layer before exporting it""");
    }

    @Test
    void compares_weights_that_were_put_into_the_layer_rather_than_those_of_the_file() {
        Scenario scenario = new Scenario();
        scenario.plain = value -> value * 1.01f;
        scenario.exportedLayer = value -> value * 1.01f;
        scenario.putWeights = Map.of("conv1.weight", "cc");

        assertThat(scenario.judge().observed())
                .endsWith("exported weights are not the trained ones: 1 of 2 tensors differ, e.g. conv1.weight");
    }

    @Test
    void blames_prediction_in_training_mode() {
        Scenario scenario = new Scenario();
        scenario.plain = value -> value * 1.01f;
        scenario.exportedLayer = value -> value * 1.01f;
        scenario.predictedTraining = true;

        assertThat(scenario.judge().summary()).isEqualTo("predict.py runs its layer in training mode");
    }

    @Test
    void blames_a_random_op_when_repeats_differ() {
        Scenario scenario = new Scenario();
        scenario.repeated = value -> value * 1.01f;

        assertThat(scenario.judge().summary())
                .isEqualTo("the exported program is not deterministic: dropout or another random op is active");
    }

    @Test
    void fails_outputs_of_a_backend_beyond_the_tolerance() {
        Scenario scenario = new Scenario();
        scenario.optimised = value -> value * 1.001f;

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the outputs of onednn differ from predict.py's");
        assertThat(finding.observed()).isEqualTo("onednn, 0000.png: max abs 0.008, max rel 9.99e-4, max 8389 ULP");
    }

    @Test
    void exported_layer_that_predicts_says_what_is_not_shown() {
        Scenario scenario = new Scenario();
        scenario.source = Prediction.Source.EXPORTED_LAYER;
        scenario.exportedWeights = Map.of("conv1.weight", "aa", "conv1.bias", "bb");
        scenario.predictedLines = List.of("exported");

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).as(FailureMessage.of(finding)).isEqualTo(Verdict.PASS);
        assertThat(finding.summary()).isEqualTo("the exported layer in dygraph and inference agree on 4 batches");
        assertThat(finding.expected()).doesNotContain("printed");
        assertThat(finding.evidence())
                .filteredOn(evidence -> evidence.title().equals("what predicted"))
                .singleElement()
                .isInstanceOfSatisfying(TextEvidence.class, text -> assertThat(text.text())
                        .isEqualTo(
                                "The exported layer predicted, in dygraph in the export's process, on the inputs that"
                                        + " inference had prepared: no prediction command was named. That a prediction of the"
                                        + " repository would prepare images and print results as inference does is not"
                                        + " shown."));
    }

    @Test
    void exported_layer_that_predicts_must_hold_the_trained_weights() {
        Scenario scenario = new Scenario();
        scenario.source = Prediction.Source.EXPORTED_LAYER;
        scenario.exportedWeights = Map.of("0.conv1.weight", "cc");

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the exported weights are not the trained ones");
        assertThat(finding.observed())
                .isEqualTo("none of 1 exported tensor equals one that was loaded from the trained weights");
    }

    @Test
    void one_image_will_do_where_a_perturbation_shows() {
        Scenario scenario = new Scenario();
        scenario.exportedWeights = Map.of("conv1.weight", "aa", "conv1.bias", "bb");
        scenario.images = 1;
        scenario.calls = 1;
        scenario.runs = 1;
        assertThat(scenario.judge().verdict()).isEqualTo(Verdict.PASS);

        scenario.source = Prediction.Source.EXPORTED_LAYER;
        assertThat(scenario.judge().verdict()).isEqualTo(Verdict.PASS);

        scenario.probed = UnaryOperator.identity();
        assertThat(scenario.judge().verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
    }

    @Test
    void exported_layer_that_refused_inputs_cannot_be_judged() {
        Scenario scenario = new Scenario();
        scenario.source = Prediction.Source.EXPORTED_LAYER;
        scenario.calls = 3;

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the exported layer did not take every input of inference");
        assertThat(finding.observed()).isEqualTo("3 of 4 batches");
    }

    @Test
    void export_that_changed_the_layer_that_predicts_fails() {
        Scenario scenario = new Scenario();
        scenario.source = Prediction.Source.EXPORTED_LAYER;
        scenario.exportedWeights = Map.of("conv1.weight", "aa");
        scenario.plain = Math::nextUp;

        assertThat(scenario.judge().summary()).isEqualTo("the export changed what the layer computes");
    }

    @Test
    void fails_a_cell_of_the_matrix_that_could_not_run() {
        Scenario scenario = new Scenario();
        scenario.cells = List.of(new Inference.Cell(
                "device=cpu, precision=bf16",
                Map.of(),
                "bf16",
                Inference.Way.REPLAY,
                List.of(),
                List.of(),
                "(Unimplemented) bfloat16",
                Optional.empty()));

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the cell device=cpu, precision=bf16 could not run (replay)");
    }

    @Test
    void cannot_judge_a_cell_of_the_matrix_that_ran_other_inputs() {
        Scenario scenario = new Scenario();
        scenario.cells = List.of(new Inference.Cell(
                "device=cpu", Map.of(), "fp32", Inference.Way.SCRIPT, List.of(), List.of(), "", Optional.empty()));

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("the cell device=cpu ran other inputs than the prediction");
    }

    @Test
    void fails_outputs_that_the_script_itself_changed() {
        Scenario scenario = new Scenario();
        scenario.own = value -> value + 1;

        assertThat(scenario.judge().summary()).isEqualTo("the outputs of infer.py differ from predict.py's");
    }

    @Test
    void fails_nan_on_both_sides() {
        Scenario scenario = new Scenario();
        scenario.predicted = value -> Float.NaN;

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the outputs hold NaN");
    }

    @Test
    void fails_a_backend_that_could_not_run() {
        Scenario scenario = new Scenario();
        scenario.replayError = "(Unimplemented) no kernel for op_x";

        Finding finding = scenario.judge();

        assertThat(finding.summary()).isEqualTo("backend onednn could not run");
        assertThat(finding.observed()).isEqualTo("backend onednn: (Unimplemented) no kernel for op_x");
    }

    @Test
    void fails_an_inference_without_a_predictor() {
        Scenario scenario = new Scenario();
        scenario.runs = 0;

        assertThat(FailureMessage.of(scenario.judge())).isEqualTo("""
                        [4.1.3-3] @InferenceMatchesPrediction failed for digits: infer.py never ran a Paddle Inference predictor
                          expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b| with equal decisions; equal printed results; evidence that tells right from wrong
                          observed: 0 predictor runs
                          command:  python3 infer.py --model_dir=/run/export (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/infer/log.txt, last 4 lines:
                            | 0000.png: class 0, score 0.998713
                            | 0001.png: class 1, score 0.998713
                            | 0002.png: class 2, score 0.998713
                            | 0003.png: class 3, score 0.998713
                          remedy:   let infer.py create a predictor with paddle.inference.create_predictor and run it on every test image; a result that is printed without running the model is no inference""");
    }

    @Test
    void fails_a_prediction_without_a_layer() {
        Scenario scenario = new Scenario();
        scenario.calls = 0;

        assertThat(FailureMessage.of(scenario.judge())).isEqualTo("""
                        [4.1.3-3] @InferenceMatchesPrediction failed for digits: predict.py: no outermost layer call was recorded
                          expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b| with equal decisions; equal printed results; evidence that tells right from wrong
                          observed: 0 layer calls
                          command:  python3 infer.py --model_dir=/run/export (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/infer/log.txt, last 4 lines:
                            | 0000.png: class 0, score 0.998713
                            | 0001.png: class 1, score 0.998713
                            | 0002.png: class 2, score 0.998713
                            | 0003.png: class 3, score 0.998713
                          remedy:   let predict.py call the trained paddle.nn.Layer on every test image""");
    }

    @Test
    void fails_an_image_that_inference_skips() {
        Scenario scenario = new Scenario();
        scenario.runs = 3;

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("infer.py ran 3 of 4 test images");
        assertThat(finding.observed())
                .contains("4 different inputs in predict.py, 3 different inputs in infer.py, 3 of them paired;"
                        + " 4 test images");
    }

    @Test
    void cannot_judge_different_batch_sizes() {
        Scenario scenario = new Scenario();
        scenario.inferredBatch = 2;

        assertThat(FailureMessage.of(scenario.judge())).isEqualTo("""
                        [4.1.3-3] @InferenceMatchesPrediction cannot judge digits: batch sizes differ
                          expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b| with equal decisions; equal printed results; evidence that tells right from wrong
                          observed: batch 1: 1 in predict.py, 2 in infer.py
                          command:  python3 infer.py --model_dir=/run/export (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/infer/log.txt, last 4 lines:
                            | 0000.png: class 0, score 0.998713
                            | 0001.png: class 1, score 0.998713
                            | 0002.png: class 2, score 0.998713
                            | 0003.png: class 3, score 0.998713
                          remedy:   run both with the same batch size: only equal batches are computed in the same order""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/yesterday/inference.pdmodel", ""})
    void fails_another_model(String file) {
        Scenario scenario = new Scenario();
        scenario.modelFile = file;

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("infer.py ran another model");
        assertThat(finding.observed())
                .isEqualTo("ran " + (file.isEmpty() ? "a model whose file could not be seen" : file)
                        + ", exported was /run/export/inference.pdmodel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../run/export/inference.pdmodel", "/run/export"})
    void knows_the_exported_model_by_other_paths(String file) {
        Scenario scenario = new Scenario();
        scenario.modelFile = file;

        assertThat(scenario.judge().isPass()).isTrue();
    }

    @Test
    void fails_an_image_without_a_printed_result() {
        Scenario scenario = new Scenario();
        scenario.inferredLines = List.of("0000.png: class 0, score 0.998713", "done");

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("infer.py printed no result for 0001.png");
    }

    @Test
    void fails_another_printed_class() {
        Scenario scenario = new Scenario();
        scenario.inferredLines = scenario.predictedLines.stream()
                .map(line -> line.replace("class 2", "class 7"))
                .toList();

        assertThat(FailureMessage.of(scenario.judge())).isEqualTo("""
                        [4.1.3-3] @InferenceMatchesPrediction failed for digits: the printed results for 0002.png differ
                          expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b| with equal decisions; equal printed results; evidence that tells right from wrong
                          observed: predict.py: 0002.png: class 2, score 0.998713
                                    infer.py: 0002.png: class 7, score 0.998713
                                    2 against 7
                          command:  python3 infer.py --model_dir=/run/export (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/infer/log.txt, last 4 lines:
                            | 0000.png: class 0, score 0.998713
                            | 0001.png: class 1, score 0.998713
                            | 0002.png: class 7, score 0.998713
                            | 0003.png: class 3, score 0.998713
                          remedy:   print results in the same form in predict.py and infer.py; if the numbers differ while the outputs agree, look at what happens between the output tensor and the print""");
    }

    @Test
    void marks_the_images_about_which_other_results_were_printed() {
        Scenario scenario = new Scenario();
        scenario.inferredLines = scenario.predictedLines.stream()
                .map(line -> line.replace("class 2", "class 7"))
                .toList();

        assertThat(pictures(scenario.judge()))
                .extracting(CaptionedImage::differs)
                .containsExactly(false, false, true, false);
        assertThat(pictures(new Scenario().judge())).noneMatch(CaptionedImage::differs);
    }

    private static List<CaptionedImage> pictures(Finding finding) {
        return finding.evidence().stream()
                .filter(ImagesEvidence.class::isInstance)
                .flatMap(evidence -> ((ImagesEvidence) evidence).images().stream())
                .toList();
    }

    @Test
    void allows_one_unit_of_the_last_printed_digit() {
        Scenario scenario = new Scenario();
        scenario.predictedLines = lines("%04d.png: class %d, score 0.998");
        scenario.inferredLines = lines("%04d.png: class %d, score 0.999");

        assertThat(scenario.judge().isPass()).isTrue();

        scenario.inferredLines = lines("%04d.png: class %d, score 0.996");
        assertThat(scenario.judge().observed()).endsWith("0.998 against 0.996");
    }

    @Test
    void fails_a_printed_nan() {
        Scenario scenario = new Scenario();
        scenario.predictedLines = lines("%04d.png: class %d, score nan");
        scenario.inferredLines = scenario.predictedLines;

        assertThat(scenario.judge().observed()).endsWith("NaN is no result");
    }

    @Test
    void compares_what_a_pattern_finds() {
        Scenario scenario = new Scenario();
        scenario.predictedLines = List.of("boxes: 3 in 12.1 ms", "boxes: 4 in 11.9 ms");
        scenario.inferredLines = List.of("boxes: 3 in 2.1 ms", "boxes: 4 in 1.9 ms");
        scenario.pattern = Optional.of("boxes: (\\d+)");

        assertThat(scenario.judge().isPass()).isTrue();

        scenario.inferredLines = List.of("boxes: 3 in 2.1 ms");
        assertThat(scenario.judge().observed()).isEqualTo("2 lines from predict.py, 1 from infer.py");
    }

    @Test
    void refuses_a_pattern_that_is_none() {
        assertThatThrownBy(
                        () -> new PredictionConsistency.Parameters(Tolerance.ofOptimisedBackends(), Optional.of("(")))
                .isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void cannot_judge_saturated_outputs() {
        Scenario scenario = new Scenario();
        scenario.predicted = value -> value >= 0 ? 1 + 1e-9f * value : 0f;
        scenario.probed = UnaryOperator.identity();

        assertThat(FailureMessage.of(scenario.judge())).isEqualTo("""
                        [4.1.3-3] @InferenceMatchesPrediction cannot judge digits: blind evidence: all images give the same output
                          expected: equal inputs; outputs equal bit for bit on the plain backend, elsewhere |a-b| <= 1e-5 * max(1, max|y|) + 1e-5 * |b| with equal decisions; equal printed results; evidence that tells right from wrong
                          observed: the outputs of 4 images differ by no more than the tolerance
                                    channels swapped: the outputs of 0 of 4 images changed by more than the tolerance
                          command:  python3 infer.py --model_dir=/run/export (cwd /repo)
                          ended:    exit status 0 after 12.3 s
                          log:      /run/infer/log.txt, last 4 lines:
                            | 0000.png: class 0, score 0.998713
                            | 0001.png: class 1, score 0.998713
                            | 0002.png: class 2, score 0.998713
                            | 0003.png: class 3, score 0.998713
                          remedy:   train longer, until different images give different outputs (running statistics of batch norms need many iterations), or choose test images that differ""");
    }

    @Test
    void cannot_judge_outputs_that_do_not_depend_on_the_input() {
        Scenario scenario = new Scenario();
        scenario.probed = UnaryOperator.identity();

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary())
                .isEqualTo("blind evidence: a wrong input gives the same outputs (channels swapped)");
        assertThat(finding.observed())
                .isEqualTo("channels swapped: the outputs of 0 of 4 images changed by more than the tolerance");
    }

    @Test
    void cannot_judge_without_perturbed_inputs() {
        Scenario scenario = new Scenario();
        scenario.probes = false;

        assertThat(scenario.judge().summary()).isEqualTo("blind evidence: no perturbed input was tried");
    }

    @Test
    void a_single_image_is_enough_where_wrong_inputs_change_its_outputs() {
        Scenario scenario = new Scenario();
        scenario.images = 1;
        scenario.calls = 1;
        scenario.runs = 1;

        assertThat(scenario.judge().summary()).isEqualTo("prediction and inference agree on 1 image");

        scenario.probes = false;

        assertThat(scenario.judge().summary()).isEqualTo("blind evidence: no perturbed input was tried");
    }

    @Test
    void cannot_judge_without_the_plain_backend() {
        Scenario scenario = new Scenario();
        scenario.plainReplays = false;

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("blind evidence: nothing could be compared bit for bit");
    }

    @Test
    void says_fail_when_blind_evidence_is_wrong_as_well() {
        Scenario scenario = new Scenario();
        scenario.predicted = value -> 1f;
        scenario.probed = value -> 1f;
        scenario.inferredInput = value -> value + 3;

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary()).isEqualTo("the inputs of predict.py and infer.py differ");
    }

    @Test
    void fails_test_images_that_nobody_read(@TempDir Path folder) throws IOException {
        Scenario scenario = new Scenario();
        scenario.folder = folder;
        List<Path> images = scenario.files();
        for (Path image : images) {
            Files.writeString(image, image.toString());
        }
        new ReadFiles(folder).forget(images);
        assumeFalse(ReadFiles.unread(images).isEmpty(), "the file system keeps no times of access");
        Files.readString(images.get(1));

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.summary())
                .isEqualTo("infer.py did not read " + (IMAGES - 1) + " of " + IMAGES + " test images");
        assertThat(finding.observed())
                .startsWith("0000.png, 0002.png, 0003.png")
                .endsWith(": not read since infer.py was started");
        images.forEach(image -> assertThat(image).isNotEmptyFile());

        // That it read none explains other inputs.
        scenario.inferredInput = value -> value + 3;
        new ReadFiles(folder).forget(images);

        Finding other = scenario.judge();

        assertThat(other.summary()).isEqualTo("infer.py did not read " + IMAGES + " of " + IMAGES + " test images");
        assertThat(other.remedy())
                .isEqualTo(
                        "give infer.py the test images in the config's line for inference, or name what it reads of its own"
                                + " as images= in certification.properties (--images)");
    }

    @Test
    void compares_within_tolerance_when_inputs_differ_by_rounding() {
        Scenario scenario = new Scenario();
        scenario.inferredInput = Math::nextUp;

        Finding finding = scenario.judge();

        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_JUDGE);
        assertThat(finding.summary()).isEqualTo("blind evidence: nothing could be compared bit for bit");
    }

    @Test
    void reports_an_inference_that_crashed() {
        Scenario scenario = new Scenario();
        scenario.ended = new Termination.Signalled(11, "SIGSEGV");

        assertThat(scenario.judge().summary()).isEqualTo("the infer stage did not end well: killed by SIGSEGV (139)");
    }

    private static List<String> lines(String format) {
        return IntStream.range(0, IMAGES)
                .mapToObj(i -> String.format(format, i, i))
                .toList();
    }

    /** Sound artifacts whose parts a test can spoil. Image i holds the input 8 + i and gets scores around 8 + i. */
    private static final class Scenario {

        private Path folder = Path.of("/repo/images");
        private int images = IMAGES;
        private int calls = IMAGES;
        private int runs = IMAGES;
        private int inferredBatch = 1;
        private String modelFile = "/run/export/inference.pdmodel";
        private boolean predictedTraining;
        private boolean exportedTraining;
        private boolean plainReplays = true;
        private boolean probes = true;
        private String replayError = "";
        private Optional<String> pattern = Optional.empty();
        private List<String> inferredArguments = List.of();
        private Termination ended = new Termination.Exited(0);
        private Map<String, String> putWeights = Map.of();
        private Map<String, String> exportedWeights = Map.of("conv1.weight", "aa", "conv1.bias", "bb");
        private List<String> predictedLines = lines("%04d.png: class %d, score 0.998713");
        private List<String> inferredLines = predictedLines;
        private UnaryOperator<Float> inferredInput = UnaryOperator.identity();
        private UnaryOperator<Float> predicted = UnaryOperator.identity();
        private UnaryOperator<Float> exportedLayer = UnaryOperator.identity();
        private UnaryOperator<Float> plain = UnaryOperator.identity();
        private UnaryOperator<Float> repeated = UnaryOperator.identity();
        private UnaryOperator<Float> optimised = Math::nextUp;
        private UnaryOperator<Float> own = UnaryOperator.identity();
        private UnaryOperator<Float> probed = value -> value + 1;
        private Prediction.Source source = Prediction.Source.COMMAND;
        private List<Inference.Cell> cells = List.of();

        private List<Path> files() {
            return IntStream.range(0, images)
                    .mapToObj(i -> folder.resolve(String.format("%04d.png", i)))
                    .toList();
        }

        private Finding judge() {
            Map<String, String> weights = Map.of("conv1.weight", "aa", "conv1.bias", "bb");
            RecordedProcess process = Artifacts.process(
                    "1",
                    List.of(),
                    List.of(
                            operation("set_state_dict", "", putWeights),
                            operation("load", "/run/train/latest.pdparams", weights)));
            Prediction prediction = new Prediction(
                    Artifacts.stage(
                            StageKind.PREDICT,
                            List.of("python3", "predict.py"),
                            new Termination.Exited(0),
                            List.of(process),
                            predictedLines.toArray(String[]::new)),
                    files(),
                    IntStream.range(0, calls)
                            .mapToObj(i -> call(i, predictedTraining, predicted))
                            .toList(),
                    source);
            List<ExportedModel.Spec> specs = List.of(new ExportedModel.Spec("x", "float32", List.of(-1L, 3L, 1L, 2L)));
            ExportedModel bare = Artifacts.exported("inference.pdmodel", specs, specs, "");
            ExportRecord export = new ExportRecord(
                    "paddle.jit.save",
                    "/run/export/inference",
                    "Net",
                    exportedTraining,
                    List.of(),
                    exportedWeights,
                    IntStream.range(0, calls)
                            .mapToObj(i -> call(i, false, value -> exportedLayer.apply(predicted.apply(value))))
                            .toList());
            ExportedModel exported = new ExportedModel(
                    bare.stage(),
                    bare.program(),
                    bare.parameters(),
                    Optional.of(export),
                    bare.checkpoint(),
                    bare.inputs(),
                    bare.outputs(),
                    Optional.empty());
            Inference inference = new Inference(
                    Artifacts.stage(
                            StageKind.INFER,
                            Stream.concat(
                                            Stream.of("python3", "infer.py", "--model_dir=/run/export"),
                                            inferredArguments.stream())
                                    .toList(),
                            ended,
                            List.of(),
                            inferredLines.toArray(String[]::new)),
                    IntStream.range(0, runs)
                            .mapToObj(i -> new PredictorRun(
                                    i,
                                    modelFile,
                                    "",
                                    Map.of(),
                                    List.of(input(i, inferredBatch, inferredInput)),
                                    output(i, own)))
                            .toList(),
                    plainReplays
                            ? List.of(
                                    replay("plain", true, plain, ""),
                                    replay("plain (repeated)", true, value -> repeated.apply(plain.apply(value)), ""),
                                    replay("onednn", false, optimised, replayError))
                            : List.of(replay("onednn", false, optimised, replayError)),
                    probes ? List.of(new Probe("channels swapped", outputs(probed))) : List.of(),
                    cells);
            return new PredictionConsistency(
                            new PredictionConsistency.Parameters(Tolerance.ofOptimisedBackends(), pattern))
                    .judge(prediction, exported, inference);
        }

        private Replay replay(String backend, boolean isPlain, UnaryOperator<Float> change, String error) {
            return new Replay(backend, isPlain, error.isEmpty() ? outputs(change) : List.of(), error);
        }

        private List<List<TensorValue>> outputs(UnaryOperator<Float> change) {
            return IntStream.range(0, runs).mapToObj(i -> output(i, change)).toList();
        }

        private LayerCall call(int i, boolean training, UnaryOperator<Float> scores) {
            TensorValue output = scores(i, scores);
            return new LayerCall(i, "Net", training, List.of(input(i, 1, UnaryOperator.identity())), List.of(output));
        }

        private List<TensorValue> output(int i, UnaryOperator<Float> change) {
            return List.of(scores(i, value -> change.apply(predicted.apply(value))));
        }

        private static TensorValue input(int i, int batch, UnaryOperator<Float> change) {
            float[] values = new float[batch * 6];
            for (int k = 0; k < values.length; k++) {
                values[k] = change.apply(8f + i + (k % 2) * 0.25f);
            }
            return TensorValue.ofFloats("x", List.of((long) batch, 3L, 1L, 2L), values);
        }

        private static TensorValue scores(int i, UnaryOperator<Float> change) {
            return TensorValue.ofFloats(
                    "y", List.of(1L, 3L), change.apply(8f + i), change.apply(1f), change.apply(-2f));
        }
    }

    private static CheckpointRecord operation(String operation, String path, Map<String, String> weights) {
        return new CheckpointRecord(operation, path, weights, Set.of(), Set.of(), Map.of());
    }
}
