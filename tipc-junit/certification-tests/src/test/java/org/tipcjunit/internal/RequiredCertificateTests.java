// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.LossConverges;
import org.tipcjunit.TipcModel;
import org.tipcjunit.faults.CertificationOutcome;
import org.tipcjunit.faults.CertificationOutcome.Result;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;

/** A build that is to be red without a certificate is, although nothing failed. */
@NeedsPaddle
class RequiredCertificateTests {

    private static final Map<String, String> REQUIRED = Map.of("tipc.require", "certified");

    @TempDir
    private Path folder;

    @Test
    void class_whose_tests_did_not_run_passes_unless_a_certificate_is_required() {
        assertThat(certify(selectClass(DisabledTestCases.class), DisabledTestCases.class, Map.of())
                        .containers())
                .isEmpty();

        CertificationOutcome outcome = certify(selectClass(DisabledTestCases.class), DisabledTestCases.class, REQUIRED);

        assertThat(outcome.containers()).hasSize(1);
        Result failed = outcome.containers().values().iterator().next();
        assertThat(failed.status()).isEqualTo(FAILED);
        assertThat(failed.message())
                .startsWith("digits is not certified, and tipc.require=certified demands it; no test failed:\n  ")
                .contains("4.1.3-1", "4.1.3-4")
                .contains("\n  tests that did not run: export, training")
                .contains("remedy: do what ", "run the whole class " + DisabledTestCases.class.getName());
    }

    @Test
    void one_test_of_several_that_is_run_alone_is_left_as_it_is() {
        CertificationOutcome outcome =
                certify(selectMethod(DisabledTestCases.class, "other"), DisabledTestCases.class, REQUIRED);

        assertThat(outcome.containers()).isEmpty();
    }

    @Test
    void the_annotation_requires_it_too_of_a_class_that_demands_too_little() {
        CertificationOutcome outcome =
                certify(selectClass(RequiringTestCases.class), RequiringTestCases.class, Map.of());

        assertThat(outcome.containers().values()).singleElement().satisfies(failed -> assertThat(failed.message())
                .contains("is not certified"));
    }

    private CertificationOutcome certify(DiscoverySelector tests, Class<?> owner, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put(
                "tipc.repository",
                FixtureCopy.into(folder.resolve("repository" + parameters.size()))
                        .root()
                        .toString());
        all.put("tipc.output", folder.resolve("output").toString());
        return CertificationOutcome.of(
                EngineTestKit.engine("junit-jupiter")
                        .selectors(tests)
                        .configurationParameters(all)
                        .execute(),
                owner,
                folder.resolve("output/digits"));
    }

    @TipcModel(config = CertifiesDigits.CONFIG)
    static class DisabledTestCases {

        @Disabled
        @LossConverges
        void training() {}

        @Disabled
        @ExportsInferenceModel
        void export() {}

        @Test
        void other() {}

        @Test
        void another() {}
    }

    @TipcModel(config = CertifiesDigits.CONFIG, require = "certified")
    static class RequiringTestCases {

        @Test
        void runs_no_stage() {}
    }
}
