// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Inference.Batched;
import org.tipcjunit.artifact.Inference.Probe;
import org.tipcjunit.artifact.Inference.Replay;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.LayerCall;
import org.tipcjunit.recording.LayerCall.InnerOutput;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.Artifacts;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.tensor.TensorValue;

/** Image i is {i + 1, 0.5}; its scores are {i + 1, 3, 0}. */
class PairingTests {

    private static final int IMAGES = 4;

    private final List<LayerCall> calls = new ArrayList<>();
    private final List<LayerCall> dygraph = new ArrayList<>();
    private final List<TensorValue> inputs = new ArrayList<>();
    private final List<TensorValue> outputs = new ArrayList<>();
    private List<Batched> batched = List.of();
    private List<Batched> predicted = List.of();

    PairingTests() {
        for (int i = 0; i < IMAGES; i++) {
            calls.add(call("Net", List.of(image(i)), scores(i)));
            dygraph.add(call("Net", List.of(image(i)), scores(i)));
            inputs.add(image(i));
            outputs.add(scores(i));
        }
    }

    @Test
    void order_does_not_matter() {
        Collections.reverse(calls);

        assertThat(judged().verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged().summary()).isEqualTo("prediction and inference agree on 4 images");
    }

    @Test
    void runs_that_warm_up_are_named_and_do_not_count() {
        inputs.add(0, TensorValue.ofFloats("x", List.of(1L, 2L), 0, 0));
        outputs.add(0, scores(7));
        inputs.add(1, TensorValue.ofFloats("x", List.of(1L, 2L), 0.31f, 0.77f));
        outputs.add(1, scores(8));
        calls.add(0, call("Net", List.of(TensorValue.ofFloats("x", List.of(1L, 2L), 0, 0)), scores(7)));

        assertThat(judged().summary()).isEqualTo("prediction and inference agree on 4 images");
        assertThat(judged().observed())
                .contains("2 of 6 predictor runs of infer.py have no counterpart or warm up, and do not count");
    }

    @Test
    void warm_ups_do_not_stand_in_for_an_image() {
        inputs.set(0, TensorValue.ofFloats("x", List.of(1L, 2L), 0, 0));
        outputs.set(0, scores(7));
        calls.set(0, call("Net", List.of(TensorValue.ofFloats("x", List.of(1L, 2L), 0.3f, 0.7f)), scores(7)));

        assertThat(judged().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void calls_of_other_layers_do_not_matter() {
        for (int i = IMAGES - 1; i >= 0; i--) {
            calls.add(i + 1, call("Softmax", List.of(scores(i)), softmax(i)));
        }

        assertThat(judged().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void layer_may_take_more_than_the_program() {
        for (int i = 0; i < IMAGES; i++) {
            TensorValue id = TensorValue.ofFloats("inputs.im_id", List.of(1L, 1L), i);
            calls.set(i, call("Net", List.of(id, image(i).withName("inputs.image")), scores(i)));
        }

        assertThat(judged().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void softmax_may_be_added_at_export_to_the_layer_that_predicts() {
        for (int i = 0; i < IMAGES; i++) {
            outputs.set(i, softmax(i));
            dygraph.set(i, within(i, softmax(i), scores(i)));
        }

        Finding finding = judged();

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.observed())
                .contains("prediction ends at layer `head.fc` (Linear) of the exported one, bit for bit, to which the"
                        + " export adds softmax");
    }

    @Test
    void softmax_does_not_hide_that_the_layer_before_it_is_another() {
        for (int i = 0; i < IMAGES; i++) {
            outputs.set(i, softmax(i));
            // All scores moved by as much, which softmax takes away again.
            dygraph.set(i, within(i, softmax(i), floats("y", i + 2, 4, 1)));
        }

        assertThat(judged().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void export_that_adds_something_unknown_fails() {
        for (int i = 0; i < IMAGES; i++) {
            outputs.set(i, floats("y", 3 * i + 1, 3, 0));
            dygraph.set(i, within(i, floats("y", 3 * i + 1, 3, 0), scores(i)));
        }

        assertThat(judged().summary())
                .isEqualTo("the exported layer computes something else than the one that predicts");
    }

    @Test
    void export_of_another_shape_that_is_not_known_fails_and_says_what_was_tried() {
        for (int i = 0; i < IMAGES; i++) {
            outputs.set(i, TensorValue.ofFloats("y", List.of(1L, 1L), i * 7 + 1));
            dygraph.set(i, call("Net", List.of(image(i)), outputs.get(i)));
        }

        Finding finding = judged();

        assertThat(finding.summary())
                .isEqualTo("nothing of predict.py corresponds to the outputs of the exported program");
        assertThat(finding.observed())
                .contains("the program gives [y FLOAT32[1, 1]]; prediction's calls on the first input give Net"
                        + " [y FLOAT32[1, 3]]; tried on each of 1 call: the same numbers, softmax");
    }

    @Test
    void batches_of_other_sizes_are_compared_sample_by_sample() {
        inputs.clear();
        outputs.clear();
        inputs.add(floats("x", List.of(4L, 2L), 1, 0.5, 2, 0.5, 3, 0.5, 4, 0.5));
        outputs.add(floats("y", List.of(4L, 3L), 1, 3, 0, 2, 3, 0, 3, 3, 0, Math.nextUp(4f), 3, 0));
        batched = List.of(new Batched(
                1,
                IntStream.range(0, IMAGES).mapToObj(i -> List.of(image(i))).toList(),
                IntStream.range(0, IMAGES).mapToObj(i -> List.of(scores(i))).toList()));

        Finding finding = judged();

        assertThat(finding.summary()).isEqualTo("prediction and inference agree on 4 images");
        assertThat(finding.observed()).contains("compared sample by sample");
    }

    @Test
    void one_image_that_is_run_for_all_fails() {
        for (int i = 0; i < IMAGES; i++) {
            inputs.set(i, image(0));
            outputs.set(i, scores(0));
        }

        assertThat(judged().summary()).isEqualTo("infer.py ran 1 of 4 test images");
        assertThat(judged().observed())
                .contains("4 different inputs in predict.py, 1 different input in infer.py, 1 of them paired; 4 test"
                        + " images");
    }

    @Test
    void images_that_both_skip_fail() {
        calls.remove(2);
        inputs.remove(2);
        outputs.remove(2);

        assertThat(judged().summary()).isEqualTo("predict.py and infer.py ran 3 of 4 test images");
    }

    @Test
    void images_shifted_by_one_fail() {
        Collections.rotate(outputs, 1);

        assertThat(judged().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void inputs_that_are_rounded_otherwise_are_replayed_as_prediction_had_them() {
        List<List<TensorValue>> theirs = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            theirs.add(List.of(floats("x", i + 1 + 1e-6, 0.5)));
            calls.set(i, call("Net", theirs.get(i), scores(i)));
            dygraph.set(i, calls.get(i));
        }
        assertThat(judged().summary()).isEqualTo("blind evidence: nothing could be compared bit for bit");

        List<List<TensorValue>> said =
                new ArrayList<>(outputs.stream().map(List::of).toList());
        predicted = List.of(new Batched(1, theirs, said));
        assertThat(judged().summary()).isEqualTo("prediction and inference agree on 4 images");

        said.set(2, List.of(floats("y", 3.000001, 3, 0)));
        predicted = List.of(new Batched(1, theirs, said));
        assertThat(judged().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void softmax_may_be_added_where_inputs_are_rounded_otherwise() {
        addSoftmaxToInputsThatAreRoundedOtherwise(0);

        Finding finding = judged();

        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.observed()).contains("to which the export adds softmax");
    }

    @Test
    void softmax_hides_no_other_layer_where_inputs_are_rounded_otherwise() {
        addSoftmaxToInputsThatAreRoundedOtherwise(1);

        assertThat(judged().verdict()).isEqualTo(Verdict.FAIL);
    }

    private void addSoftmaxToInputsThatAreRoundedOtherwise(double moved) {
        List<List<TensorValue>> theirs = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            theirs.add(List.of(floats("x", i + 1 + 1e-6, 0.5)));
            calls.set(i, call("Net", theirs.get(i), scores(i)));
            outputs.set(i, softmax(i));
            LayerCall within = within(i, softmax(i), floats("y", i + 1 + moved, 3 + moved, moved));
            dygraph.set(i, new LayerCall(i, "Export", false, theirs.get(i), within.outputs(), within.inner()));
        }
        predicted =
                List.of(new Batched(1, theirs, outputs.stream().map(List::of).toList()));
    }

    @Test
    void last_image_twice_and_the_first_never_fails() {
        inputs.set(0, image(3));
        outputs.set(0, scores(3));

        assertThat(judged().summary()).isEqualTo("infer.py ran 3 of 4 test images");
    }

    private Finding judged() {
        Prediction prediction = new Prediction(
                Artifacts.stage(
                        StageKind.PREDICT,
                        List.of("python3", "predict.py"),
                        new Termination.Exited(0),
                        List.of(),
                        printed()),
                IntStream.range(0, IMAGES)
                        .mapToObj(i -> Path.of("/repo/images/" + i + ".png"))
                        .toList(),
                calls);
        List<ExportedModel.Spec> specs = List.of(new ExportedModel.Spec("x", "float32", List.of(-1L, 2L)));
        ExportedModel bare = Artifacts.exported("inference.pdmodel", specs, specs, "");
        ExportedModel exported = new ExportedModel(
                bare.stage(),
                bare.program(),
                bare.parameters(),
                Optional.of(new ExportRecord(
                        "paddle.jit.save", "/run/export/inference", "Net", false, List.of(), Map.of(), dygraph)),
                bare.checkpoint(),
                bare.inputs(),
                bare.outputs(),
                Optional.empty());
        List<List<TensorValue>> said = outputs.stream().map(List::of).toList();
        List<List<TensorValue>> others = outputs.stream()
                .map(output -> List.of(floats(
                        "y",
                        output.shape(),
                        IntStream.range(0, (int) output.elementCount())
                                .mapToDouble(i -> output.doubleAt(i) + 9)
                                .toArray())))
                .toList();
        Inference inference = new Inference(
                Artifacts.stage(
                        StageKind.INFER,
                        List.of("python3", "infer.py"),
                        new Termination.Exited(0),
                        List.of(),
                        printed()),
                IntStream.range(0, inputs.size())
                        .mapToObj(i -> new PredictorRun(
                                i, "/run/export/inference.pdmodel", "", Map.of(), List.of(inputs.get(i)), said.get(i)))
                        .toList(),
                List.of(new Replay("plain", true, said, "")),
                List.of(new Probe("mean shifted", others)),
                List.of(),
                List.of(),
                batched,
                predicted);
        return new PredictionConsistency(
                        new PredictionConsistency.Parameters(Tolerance.ofOptimisedBackends(), Optional.empty()))
                .judge(prediction, exported, inference);
    }

    private static String[] printed() {
        return IntStream.range(0, IMAGES)
                .mapToObj(i -> i + ".png: class " + i % 2 + ", score 0.5")
                .toArray(String[]::new);
    }

    private static LayerCall call(String layer, List<TensorValue> inputs, TensorValue output) {
        return new LayerCall(0, layer, false, inputs, List.of(output));
    }

    private static LayerCall within(int i, TensorValue output, TensorValue inner) {
        String digest = SeenSamples.digest(inner.buffer());
        return new LayerCall(
                i,
                "Net",
                false,
                List.of(image(i)),
                List.of(output),
                List.of(new InnerOutput("head.fc", "Linear", digest)));
    }

    private static TensorValue image(int i) {
        return floats("x", i + 1, 0.5);
    }

    private static TensorValue scores(int i) {
        return floats("y", i + 1, 3, 0);
    }

    private static TensorValue softmax(int i) {
        double sum = Math.exp(i + 1) + Math.exp(3) + 1;
        return floats("y", Math.exp(i + 1) / sum, Math.exp(3) / sum, 1 / sum);
    }

    private static TensorValue floats(String name, double... values) {
        return floats(name, List.of(1L, (long) values.length), values);
    }

    private static TensorValue floats(String name, List<Long> shape, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return TensorValue.ofFloats(name, shape, floats);
    }
}
