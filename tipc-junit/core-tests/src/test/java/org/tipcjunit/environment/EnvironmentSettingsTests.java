// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EnvironmentSettingsTests {

    @Test
    void the_named_cache_folder_goes_before_that_of_xdg_and_that_below_home() {
        Map<String, String> all = Map.of("TIPC_CACHE", "/a", "XDG_CACHE_HOME", "/b", "HOME", "/c");
        assertThat(EnvironmentSettings.of(all).cacheDirectory()).isEqualTo(Path.of("/a"));
        Map<String, String> xdg = Map.of("TIPC_CACHE", "", "XDG_CACHE_HOME", "/b", "HOME", "/c");
        assertThat(EnvironmentSettings.of(xdg).cacheDirectory()).isEqualTo(Path.of("/b/tipc-junit"));
        assertThat(EnvironmentSettings.of(Map.of("HOME", "/c")).cacheDirectory())
                .isEqualTo(Path.of("/c/.cache/tipc-junit"));
    }
}
