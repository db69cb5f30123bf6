// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.ServiceRuns;
import org.tipcjunit.requirement.tensors.Rounding;
import org.tipcjunit.requirement.tensors.Samples;
import org.tipcjunit.tensor.TensorValue;

class ServedTensorsTests {

    private static final Path MODEL = ServiceRuns.SERVED.resolve("inference.pdmodel");

    @Test
    void finds_the_image_of_every_run_by_its_input() {
        ServedTensors tensors = tensors(runs -> {});

        assertThat(tensors.part().faults()).isEmpty();
        assertThat(tensors.samples()).isEqualTo(13);
        assertThat(rows(tensors))
                .containsExactly(
                        List.of("a.png", "7", "equal bit for bit", "equal bit for bit", "equal bit for bit", "0 of 7"),
                        List.of("b.png", "6", "equal bit for bit", "equal bit for bit", "equal bit for bit", "0 of 6"));
    }

    @Test
    void two_images_may_have_the_same_input() {
        List<PredictorRun> inferred =
                new ArrayList<>(ServiceRuns.sound().inference().runs());
        inferred.add(inferred.get(0));
        List<Path> images = new ArrayList<>(ServiceRuns.IMAGES);
        images.add(Path.of("/repo/images/copy_of_a.png"));

        ServedTensors tensors = ServedTensors.of(
                ServiceRuns.sound().service(), "cell", expected(inferred), images, "infer.py", Rounding.unknown());

        assertThat(tensors.part().faults()).isEmpty();
        assertThat(rows(tensors)).extracting(row -> row.get(1)).containsExactly("7", "6", "7");
    }

    @Test
    void requests_that_the_service_batches_are_cut_into_images() {
        ServedTensors tensors = tensors(runs -> {
            runs.runs.subList(1, 3).clear();
            runs.reference.subList(1, 3).clear();
            runs.runs.add(batch(new float[] {1, 2, 3, 4, 5, 6, 7, 9}, new float[] {0.1f, 0.9f, 0.8f, 0.2f}));
            runs.reference.add(
                    List.of(TensorValue.ofFloats("fetch", List.of(2L, 2L), new float[] {0.1f, 0.9f, 0.8f, 0.2f})));
        });

        assertThat(tensors.part().faults()).isEmpty();
        assertThat(tensors.samples()).isEqualTo(13);
    }

    @Test
    void one_image_that_is_prepared_otherwise_is_compared_with_itself() {
        ServedTensors tensors = tensors(runs ->
                runs.runs.set(2, ServiceRuns.run(2, MODEL, new float[] {10, 12, 14, 18}, new float[] {0.8f, 0.2f})));

        assertThat(tensors.part().faults()).hasSize(1);
        assertThat(tensors.part().faults().get(0).detail())
                .startsWith("input 3 of 13 is none that infer.py prepared; against b.png: max abs 9,")
                .endsWith("looks like another mean or std: inferred = 2 x + 0");
    }

    @Test
    void an_output_within_the_tolerance_of_the_script_needs_the_reference_to_be_equal() {
        // oneDNN against plain: the service's settings explain the difference.
        float[] optimised = {0.1f, Math.nextUp(0.9f)};

        ServedTensors tensors = tensors(runs -> {
            for (int i = 0; i < runs.runs.size(); i++) {
                if (runs.runs.get(i).inputs().get(0).doubleAt(0) == 1) {
                    runs.runs.set(i, ServiceRuns.run(i, MODEL, new float[] {1, 2, 3, 4}, optimised));
                    runs.reference.set(i, List.of(TensorValue.ofFloats("fetch", List.of(1L, 2L), optimised)));
                }
            }
        });

        assertThat(tensors.part().faults()).isEmpty();
        assertThat(rows(tensors)).extracting(row -> row.get(3)).containsOnly("equal bit for bit");
        assertThat(rows(tensors).get(0).get(4)).startsWith("max abs 5.96e-8,");
    }

    @Test
    void another_decision_than_the_script_fails_though_the_reference_is_equal() {
        float[] other = {0.6f, 0.4f};

        ServedTensors tensors = tensors(runs -> {
            runs.runs.set(1, ServiceRuns.run(1, MODEL, new float[] {1, 2, 3, 4}, other));
            runs.reference.set(1, List.of(TensorValue.ofFloats("fetch", List.of(1L, 2L), other)));
        });

        assertThat(tensors.part().faults())
                .extracting(Fault::summary)
                .containsExactly("the service's model gives another output than Paddle Inference (cell)");
        assertThat(tensors.part().faults().get(0).detail())
                .contains("(no graph optimisation, oneDNN, 1 thread): equal bit for bit; against infer.py: max abs 0.5")
                .endsWith("1 of 13 decisions changed");
    }

    @Test
    void an_output_that_is_not_a_number_fails() {
        float[] nan = {Float.NaN, 0.9f};

        ServedTensors tensors = tensors(runs -> {
            runs.runs.set(1, ServiceRuns.run(1, MODEL, new float[] {1, 2, 3, 4}, nan));
            runs.reference.set(1, List.of(TensorValue.ofFloats("fetch", List.of(1L, 2L), nan)));
        });

        assertThat(tensors.part().faults()).hasSize(1);
        assertThat(tensors.part().faults().get(0).detail()).contains("NaN present");
    }

    @Test
    void a_reference_of_another_form_fails() {
        ServedTensors tensors = tensors(runs -> runs.reference.remove(12));

        assertThat(tensors.part().faults())
                .containsExactly(new Fault(
                        "the service's outputs have another form than Paddle Inference's (cell)",
                        "13 samples against 12",
                        "serve the model that was exported"));
        assertThat(rows(tensors)).isEmpty();
    }

    private static List<List<String>> rows(ServedTensors tensors) {
        return ((TableEvidence) tensors.part().evidence().get(0)).rows();
    }

    private static PredictorRun batch(float[] inputs, float[] outputs) {
        PredictorRun one = ServiceRuns.run(0, MODEL, new float[4], new float[2]);
        return new PredictorRun(
                13,
                one.modelFile(),
                one.paramsFile(),
                one.settings(),
                List.of(TensorValue.ofFloats("x", List.of(2L, 1L, 2L, 2L), inputs)),
                List.of(TensorValue.ofFloats("y", List.of(2L, 2L), outputs)));
    }

    private static Samples expected(List<PredictorRun> runs) {
        return Samples.of(
                runs.stream().map(PredictorRun::inputs).toList(),
                runs.stream().map(PredictorRun::outputs).toList());
    }

    private static ServedTensors tensors(Consumer<ServiceRuns> change) {
        return ServedTensors.of(
                ServiceRuns.with(change).service(),
                "cell",
                ServedTensors.expected(ServiceRuns.sound().inference()),
                ServiceRuns.IMAGES,
                "infer.py",
                Rounding.unknown());
    }
}
