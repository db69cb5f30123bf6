// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.ABORTED;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.artifact.TrainingRun;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.CertificationOutcome.Result;
import org.tipcjunit.faults.DigitsTestCases;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.faults.KeptRuns;
import org.tipcjunit.lanes.NeedsPaddle;

/** Selects one method of a certification, as an IDE does. */
@NeedsPaddle
class SingleRequirementTests {

    @TempDir
    Path folder;

    @Test
    void training_alone_runs_no_other_stage_and_certifies_nothing() throws IOException {
        CertificationOutcome outcome = run(copy(), selectMethod(DigitsTestCases.class, "training", TrainingRun.class));

        assertThat(outcome.tests()).containsExactly(Map.entry("training", new Result(SUCCESSFUL, "")));
        assertThat(outcome.containers()).isEmpty();
        try (Stream<Path> made = Files.list(outcome.onlyRun())) {
            assertThat(made.filter(path -> Files.exists(path.resolve("stage.log"))))
                    .extracting(path -> path.getFileName().toString())
                    .containsExactly("train");
        }
        assertThat(outcome.hasCertificate()).isFalse();
        assertThat(CertificateReport.notCertified(outcome).clauses())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "4.1.3-1", "PASS",
                        "4.1.3-2", "NOT_RUN",
                        "4.1.3", "NOT_RUN",
                        "4.1.3-3", "NOT_RUN",
                        "4.1.3-4", "NOT_RUN"));
    }

    @Test
    void evaluation_alone_is_not_green_when_the_training_failed() {
        FixtureCopy copy =
                copy().plant("fixtures/digits/train.py", "import argparse\n", "raise SystemExit('planted')\n");

        CertificationOutcome outcome = run(copy, selectMethod(DigitsTestCases.class, "evaluation", Evaluation.class));

        assertThat(outcome.tests()).containsOnlyKeys("evaluation");
        assertThat(outcome.tests().get("evaluation").status()).isEqualTo(ABORTED);
        assertThat(outcome.tests().get("evaluation").message())
                .isEqualTo("@MetricReaches of digits was not judged because @LossConverges, which it builds on, failed:"
                        + " the train command failed: exit status 1");
        assertThat(outcome.containers()).containsOnlyKeys("DigitsTestCases");
        assertThat(outcome.containers().get("DigitsTestCases").status()).isEqualTo(FAILED);
        assertThat(outcome.containers().get("DigitsTestCases").message().lines())
                .containsExactly(
                        "tests of digits were aborted, or rest on what failed, and no test that ran reported why:",
                        "  '@LossConverges' failed: the train command failed: exit status 1",
                        "  remedy: run the whole class " + DigitsTestCases.class.getName());
        assertThat(outcome.hasCertificate()).isFalse();
    }

    private FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    private CertificationOutcome run(FixtureCopy copy, DiscoverySelector selector) {
        Path output = folder.resolve("output");
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(selector)
                .configurationParameter("tipc.output", output.toString())
                .configurationParameter("tipc.repository", copy.root().toString());
        KeptRuns.on("paddle-2.6.2").forEach(kit::configurationParameter);
        return CertificationOutcome.of(kit.execute(), DigitsTestCases.class, output.resolve("digits"));
    }
}
