// SPDX-License-Identifier: Apache-2.0
package org.example.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A requirement from outside the library keeps a model from being certified, and the report names its judge. */
@Tag("paddle")
class LatencyBudgetTests {

    @TempDir
    Path output;

    @Test
    void a_budget_that_nothing_keeps_fails_one_test_and_leaves_no_certificate() throws Exception {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(LatencyBudgetTestCases.class))
                .configurationParameter("tipc.output", output.toString())
                .execute();

        results.testEvents()
                .assertStatistics(
                        statistics -> statistics.started(6).succeeded(5).failed(1));
        assertThat(results.testEvents().failed().stream().toList())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getTestDescriptor().getDisplayName()).isEqualTo("latency()");
                    assertThat(event.getRequiredPayload(TestExecutionResult.class)
                                    .getThrowable()
                                    .orElseThrow())
                            .hasMessageStartingWith(
                                    "[latency] @LatencyBudget failed for digits: an image takes longer than the latency budget allows");
                });
        assertThat(output.resolve("digits/certificate.json")).doesNotExist();
        assertThat(Files.readString(output.resolve("digits/not-certified.json")))
                .contains("judged by org.example.latency.LatencyBudgetJudge");
    }
}
