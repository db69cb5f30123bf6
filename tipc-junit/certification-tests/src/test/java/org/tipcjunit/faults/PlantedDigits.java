// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Certifies digits with a fault planted, and says how the message of a failed test starts. */
abstract class PlantedDigits {

    @TempDir
    Path folder;

    FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    /** Certify the copy, of which this test and maybe others must fail. */
    void assertFailure(FixtureCopy copy, String test, String startOfStableMessage) {
        Map<String, String> parameters = new HashMap<>(KeptRuns.on("paddle-2.6.2"));
        parameters.put("tipc.repository", copy.root().toString());
        CertificationOutcome outcome =
                CertificationOutcome.of(DigitsTestCases.class, folder.resolve("output"), parameters);

        assertThat(outcome.containers()).as("classes that did not end well").isEmpty();
        assertThat(outcome.named(FAILED))
                .as("failed tests, of %s", outcome.tests())
                .contains(test);
        assertThat(StableMessage.of(outcome.tests().get(test).message(), folder))
                .startsWith(startOfStableMessage);
        assertThat(outcome.hasCertificate()).as("a certificate appeared").isFalse();
    }
}
