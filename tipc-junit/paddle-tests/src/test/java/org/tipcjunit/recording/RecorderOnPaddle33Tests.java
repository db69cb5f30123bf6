// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.recording.RecordedScript.Setting;

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
}
