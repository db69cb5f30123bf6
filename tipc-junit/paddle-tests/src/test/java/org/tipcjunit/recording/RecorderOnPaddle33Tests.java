// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.recording.RecordedScript.Setting;
import org.tipcjunit.tensor.TensorValue;

@Tag("paddle-3.3")
class RecorderOnPaddle33Tests extends RecorderTests {

    private static Path python;

    @BeforeAll
    static void findPython() {
        python = TestEnvironments.of("paddle-3.3.1", line -> {}).python();
    }

    @Override
    Path python() {
        return python;
    }

    @Override
    String paddleVersion() {
        return "3.3.1";
    }

    /** Not on Paddle 2.6.2, whose predictor crashes when it is run on tensors. */
    @Test
    void records_a_predictor_that_is_run_on_tensors() {
        Setting setting = Setting.of(python(), directory);
        setting.run("export.py", "--output", directory.resolve("model").toString())
                .thatSucceeded();

        RecordedScript script = setting.run(
                        "predictors.py",
                        directory.resolve("model").resolve("inference").toString(),
                        "tensors")
                .thatSucceeded();

        PredictorRun run = script.onlyProcess().predictorRuns().get(0);
        assertThat(run.inputs().get(0).doubleAt(0)).isEqualTo(4);
        assertThat(run.outputs().get(0).shape()).containsExactly(1L, 5L);
    }

    @Test
    void asks_a_newer_static_graph_what_it_makes_of_its_inputs_alone_and_names_the_weights_of_its_export() {
        Path inputs = directory.resolve("inputs");
        InputSet.write(inputs, List.of(List.of(TensorValue.ofFloats("image", List.of(2L, 6L), new float[12]))));
        RecordedScript run = Setting.of(python(), directory)
                .withInputs(inputs)
                .with(RecordingKind.NETWORKS, RecordingKind.SAMPLES, RecordingKind.EXPORTS)
                .run("newer_graph.py")
                .thatSucceeded();
        RecordedProcess process = run.onlyProcess();

        assertThat(process.problems()).isEmpty();
        assertThat(run.printed("found")).hasSize(8).containsOnly("()");
        // Of the graph that has a branch nothing is asked.
        assertThat(process.networks().calls()).hasSize(3).allSatisfy(call -> {
            assertThat(call.inputs().toString()).isEqualTo("[image FLOAT32[7, 6]]");
            assertThat(call.outputs())
                    .extracting(TensorValue::toString)
                    .anySatisfy(output -> assertThat(output).matches("add_\\d+ FLOAT32\\[7, 3\\]"))
                    .noneSatisfy(output -> assertThat(output).contains("INT64"));
        });
        assertThat(process.exports()).singleElement().satisfies(export -> assertThat(export.weightDigests())
                .containsOnlyKeys("w1_0", "b1_0", "w2_0", "b2_0"));
    }
}
