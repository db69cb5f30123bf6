// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigFuzzTests {

    private static final int CASES = 2_000;

    @Test
    void reads_explains_or_rejects_every_broken_config() {
        ConfigFuzzer fuzzer = new ConfigFuzzer(ConfigFuzzer.samples(), 20220808);

        assertTimeoutPreemptively(
                Duration.ofMinutes(2), () -> assertThat(fuzzer.run(CASES).map(ConfigFuzzer.Failure::problem))
                        .isEmpty());
    }

    @Test
    void breaks_configs_in_different_ways() {
        Random random = new Random(1);
        Set<String> broken = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            broken.add(new String(ConfigMutation.broken(Samples.text("common"), random), StandardCharsets.UTF_8));
        }

        assertThat(broken).hasSizeGreaterThan(190);
    }
}
