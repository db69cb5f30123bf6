// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * Certifies the sound fixture with 20 seeds, to show that the requirements raise no false alarm. Takes about 20 trainings, so
 * it runs only when asked for: {@code mvn test -Dtest=DigitsSoundness}.
 */
class DigitsSoundness {

    @RepeatedTest(20)
    void certifies_the_sound_fixture_with_every_seed(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Path output = Path.of("target", "soundness", String.valueOf(seed));

        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(DigitsCertification.class))
                .configurationParameter("tipc.output", output.toString())
                .configurationParameter("tipc.train.args", "--seed=" + seed)
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.failed(0).aborted(0).skipped(0));

        assertThat(output.resolve("digits/certificate.json")).exists();
    }
}
