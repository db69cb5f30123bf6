// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;

@NeedsPaddle
class ReproducibilityTests {

    @TempDir
    Path folder;

    @Test
    void names_the_first_iteration_that_differs_when_seeds_are_missing() {
        FixtureCopy copy = FixtureCopy.into(folder.resolve("repository"))
                .plant("fixtures/digits/train.py", "    paddle.seed(seed)\n    np.random.seed(seed)\n", "");

        CertificationOutcome outcome = CertificationOutcome.of(
                ReproducibleTestCases.class,
                folder.resolve("output"),
                Map.of("tipc.repository", copy.root().toString(), "tipc.train.args", "--epochs=1"));

        assertThat(outcome.named(SUCCESSFUL)).isEqualTo(Set.of("training"));
        assertThat(outcome.named(FAILED)).isEqualTo(Set.of("repeated_training"));
        assertThat(outcome.tests().get("repeated_training").message())
                .contains("@Reproducible failed for digits: the losses differ from iteration 1", "iteration 1: ");
        assertThat(outcome.containers()).isEmpty();
        assertThat(outcome.hasCertificate()).isFalse();
    }
}
