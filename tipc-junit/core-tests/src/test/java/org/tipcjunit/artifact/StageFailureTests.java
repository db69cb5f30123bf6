// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Artifacts;

class StageFailureTests {

    private static StageFailure failed(StageKind kind, String... output) {
        StageRun run = Artifacts.stage(kind, List.of("python3"), new Termination.Exited(1), List.of(), output);
        return StageFailure.of(
                run,
                "the " + run.name() + " command failed: exit status 1",
                "exit status 0",
                "exit status 1",
                "correct what its log names");
    }

    @Test
    void tells_of_a_failure_beside_it_with_its_last_lines() {
        StageFailure both = failed(StageKind.PREDICT, "no folder")
                .besides(failed(StageKind.INFER, "1", "2", "3", "Traceback", "ValueError: 4"));

        assertThat(both.stage()).isEqualTo("predict");
        assertThat(both.summary()).isEqualTo("the predict command failed: exit status 1");
        assertThat(both.observed()).isEqualTo("""
                exit status 1
                besides, the infer command failed: exit status 1
                  | 2
                  | 3
                  | Traceback
                  | ValueError: 4""");
        assertThat(both.remedy()).isEqualTo("""
                correct what its log names
                correct what its log names""");
    }
}
