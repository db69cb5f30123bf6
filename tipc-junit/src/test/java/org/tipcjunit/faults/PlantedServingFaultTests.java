// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantedServingFaultTests {

    @TempDir
    Path folder;

    @Test
    void sound_service_is_certified() {
        FixtureCopy copy = FixtureCopy.into(folder.resolve("copy"));
        CertificationOutcome outcome = CertificationOutcome.of(
                DigitsServingTestCases.class,
                folder.resolve("output"),
                Map.of("tipc.repository", copy.root().toString()));

        assertThat(outcome.tests().values())
                .allSatisfy(result -> assertThat(result.message()).isEmpty());
        assertThat(outcome.hasCertificate()).isTrue();
    }
}
