// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.lanes.OnEveryJdk;

/** Whatever fails in a certification class, and whatever does not run, keeps the certificate from being written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NeedsPaddle
@OnEveryJdk
class AuthorFailureTests {

    private CertificationOutcome outcome;
    private CertificateReport report;

    @BeforeAll
    void certify(@TempDir Path folder) {
        Path output = folder.resolve("output");
        outcome = CertificationOutcome.of(
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(AuthorFailureTestCases.class))
                        .filters(TagFilter.excludeTags("slow"))
                        .configurationParameter("tipc.output", output.toString())
                        .configurationParameter(
                                "tipc.repository",
                                FixtureCopy.into(folder.resolve("repository"))
                                        .root()
                                        .toString())
                        .configurationParameter("tipc.train.args", "--epochs=5")
                        .execute(),
                AuthorFailureTestCases.class,
                output.resolve("digits"));
        report = CertificateReport.notCertified(outcome);
    }

    @Test
    void runs_what_was_not_disabled_or_excluded_by_its_tag() {
        assertThat(outcome.tests())
                .containsOnlyKeys(
                        "training", "plain_test", "passing_test", "test_whose_clean_up_fails", "sound", "unsound");
        assertThat(outcome.named(SUCCESSFUL)).isEqualTo(Set.of("passing_test", "sound"));
        assertThat(report.stages()).containsExactly("train");
    }

    @Test
    void writes_no_certificate() {
        assertThat(outcome.hasCertificate()).isFalse();
    }

    @Test
    void counts_disabled_and_excluded_requirements_as_not_run() {
        assertThat(report.clauses())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "4.1.3-1", "PASS",
                        "4.1.3-2", "NOT_RUN",
                        "4.1.3", "NOT_RUN",
                        "4.1.3-3", "NOT_RUN",
                        "4.1.3-4", "NOT_RUN"));
    }

    @Test
    void states_the_settings_that_changed_the_commands() {
        assertThat(report.json().get("run").get("overrides").toString())
                .isEqualTo("{\"tipc.train.args\":\"--epochs=5\"}");
    }

    @Test
    void names_every_failure_of_the_authors_own_code() {
        assertThat(report.reasons())
                .filteredOn(reason -> reason.startsWith("test failed: "))
                .containsExactlyInAnyOrder(
                        "test failed: training(): the author's demand on a passed requirement",
                        "test failed: plain_test(): plain test",
                        "test failed: test_whose_clean_up_fails(): clean-up of a test",
                        "test failed: unsound: dynamic test",
                        "test failed: failing_factory(): factory",
                        "test failed: WithoutPreparation: preparation of a nested class",
                        "test failed: AuthorFailureTestCases: clean-up of the class");
    }
}
