// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be had is waited for once. */
class FailedToolsTests {

    private static final RequirementSet YAPF = RequirementSet.ofTool("yapf", "0.40.2", "3.9");
    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");

    @TempDir
    Path cache;

    private int tries;

    @BeforeEach
    void make_the_folder_of_logs() throws IOException {
        Files.createDirectories(cache.resolve("logs"));
    }

    @Test
    void what_failed_is_not_tried_again_for_ten_minutes_and_the_first_reason_is_said() {
        fails(NOON, Map.of(), YAPF, "no network");
        fails(
                NOON.plus(Duration.ofMinutes(9)),
                Map.of(),
                YAPF,
                "no network (at 2024-01-01T12:00:00Z, not tried again). It is tried again 10 minutes after that");
        assertThat(tries).isOne();

        fails(NOON.plus(Duration.ofMinutes(10)), Map.of(), YAPF, "no network");
        assertThat(tries).isEqualTo(2);
    }

    @Test
    void another_version_and_other_variables_of_installers_are_tried_at_once() {
        fails(NOON, Map.of(), YAPF, "no network");
        fails(NOON, Map.of(), RequirementSet.ofTool("yapf", "0.32.0", "3.9"), "no network");
        fails(NOON, Map.of("HOME", "/root"), YAPF, "not tried again");
        fails(NOON, Map.of("https_proxy", "http://proxy"), YAPF, "no network");
        fails(NOON, Map.of("PIP_INDEX_URL", "https://mirror"), YAPF, "no network");
        assertThat(tries).isEqualTo(4);
    }

    @Test
    void what_can_be_had_is_forgotten_as_a_failure() {
        fails(NOON, Map.of(), YAPF, "no network");
        Instant later = NOON.plus(Duration.ofMinutes(11));
        assertThat(failed(later, Map.of()).remembering(YAPF, () -> cache)).isEqualTo(cache);
        fails(later, Map.of(), YAPF, "no network");
        assertThat(tries).isEqualTo(2);
    }

    private void fails(Instant now, Map<String, String> variables, RequirementSet set, String said) {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> failed(now, variables).remembering(set, () -> {
                    tries++;
                    throw new EnvironmentException("no network\nmore of it", "wait");
                }))
                .withMessageContaining(said);
    }

    private FailedTools failed(Instant now, Map<String, String> variables) {
        return new FailedTools(new EnvironmentSettings(cache, variables), () -> now);
    }
}
