// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

class WeightsFolderTests {

    @TempDir
    private Path folder;

    private StageFailure failed(String weights, String line) {
        return StageFailure.of(
                Artifacts.stage(
                        StageKind.PREDICT,
                        List.of("python3", "predict.py", "--model-path=" + weights),
                        new Termination.Exited(1),
                        List.of(),
                        line),
                "the predict command failed: exit status 1",
                "exit status 0",
                "exit status 1",
                "run the command by hand");
    }

    @Test
    void weights_that_are_a_folder_are_not_sought_above_it() throws IOException {
        Path weights = Files.createDirectories(folder.resolve("out/model_best"));
        StageFailure above = failed("log/out", "path (log/out/model.pdparams) to load not exists");

        StageFailure told = WeightsFolder.told(above, Optional.of(weights));

        assertThat(told.remedy())
                .isEqualTo(
                        "the weights are the folder model_best itself: write {weights} in the prediction command where"
                                + " {weights-folder}, the folder above it, stands");
        assertThat(told.summary()).isEqualTo(above.summary());
    }

    @Test
    void other_failures_stay_what_they_are() throws IOException {
        Path weights = Files.createDirectories(folder.resolve("out/model_best"));
        StageFailure given = failed("log/out/model_best", "log/out/model_best/x not found");
        StageFailure another = failed("log/out", "No module named 'imgaug'");

        assertThat(WeightsFolder.told(given, Optional.of(weights))).isSameAs(given);
        assertThat(WeightsFolder.told(another, Optional.of(weights))).isSameAs(another);
        StageFailure file = failed("log/out", "log/out/model.pdparams not found");
        assertThat(WeightsFolder.told(file, Optional.of(folder.resolve("out/latest"))))
                .isSameAs(file);
        assertThat(WeightsFolder.told(file, Optional.empty())).isSameAs(file);
    }
}
