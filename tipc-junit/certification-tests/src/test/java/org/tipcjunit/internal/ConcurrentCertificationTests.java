// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;

/** Certifies two classes on two versions of Paddle in one execution, whose tests all run at the same time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NeedsPaddle
class ConcurrentCertificationTests {

    private CertificationOutcome composed;
    private CertificationOutcome onPaddle3;
    private Path reports;

    @BeforeAll
    void certify(@TempDir Path folder) {
        Path output = folder.resolve("output");
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ComposedTestCases.class), selectClass(Paddle3TestCases.class))
                .configurationParameter("tipc.output", output.toString())
                .configurationParameter(
                        "tipc.repository",
                        FixtureCopy.into(folder.resolve("repository")).root().toString())
                .configurationParameter(
                        "tipc.publish", folder.resolve("reports").toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .execute();
        composed = CertificationOutcome.of(results, ComposedTestCases.class, output.resolve("digits-composed"));
        reports = folder.resolve("reports");
        onPaddle3 = CertificationOutcome.of(results, Paddle3TestCases.class, output.resolve("digits-paddle-3"));
    }

    @Test
    void certifies_with_inherited_nested_and_composed_requirements() {
        assertSound(composed, 6);
        assertThat(CertificateReport.certified(composed).clauses())
                .containsOnlyKeys("4.1.3-1", "4.1.3-2", "4.1.3", "4.1.3-3", "4.1.3-4", "4.1.3-1r")
                .allSatisfy((clause, status) -> assertThat(status).isEqualTo("PASS"));
    }

    @Test
    void runs_each_stage_once_when_all_tests_run_at_the_same_time() {
        assertThat(CertificateReport.certified(composed).stages())
                .containsExactlyInAnyOrder("train", "train-again", "evaluate", "predict", "export", "infer-4", "infer");
        assertThat(CertificateReport.certified(onPaddle3).stages())
                .containsExactlyInAnyOrder("train", "evaluate", "predict", "export", "infer-4", "infer");
    }

    @Test
    void certifies_on_two_versions_of_paddle_in_one_execution() {
        assertSound(onPaddle3, 5);
        assertThat(CertificateReport.certified(composed).paddle()).isEqualTo("2.6.2");
        assertThat(CertificateReport.certified(onPaddle3).paddle()).isEqualTo("3.3.1");
    }

    @Test
    void publishes_a_copy_of_every_certificate() {
        assertThat(reports.resolve("digits-composed/certificate.json")).isNotEmptyFile();
        assertThat(reports.resolve("digits-paddle-3/certificate.json")).isNotEmptyFile();
    }

    @Test
    void finds_two_trainings_with_equal_seeds_bitwise_equal() {
        assertThat(CertificateReport.certified(composed).summaryOf("@Reproducible"))
                .isEqualTo("120 losses are equal bit for bit");
    }

    private static void assertSound(CertificationOutcome outcome, int tests) {
        assertThat(outcome.containers()).isEmpty();
        assertThat(outcome.tests().values()).hasSize(tests).allSatisfy(result -> assertThat(result.message())
                .isEmpty());
        assertThat(outcome.named(SUCCESSFUL)).hasSize(tests);
        assertThat(outcome.hasCertificate()).isTrue();
    }
}
