// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.LauncherSessionListener;

class JUnitVersionsTests {

    @ParameterizedTest
    @CsvSource({
        "5.13.0, 5.13.4, 1.13.4",
        "5.14.4, 5.14.4, 1.14.4",
        "6.0.0, 6.0.3, 6.0.3",
        "6.1.0-RC1, 6.1.0, 6.1.0",
        "1.14.4, 1.14.4, 1.14.4"
    })
    void parts_of_one_release_fit(String api, String engine, String launcher) {
        assertThat(versions(api, engine, launcher).problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5.12.2, 5.12.2, 1.12.2",
        "5.9.3, 5.9.3, 1.9.3",
        "5.12.2, 5.14.4, 1.14.4",
        "5.14.4, 5.12.2, 1.14.4",
        "5.14.4, 5.14.4, 1.11.0",
        "6.0.3, 5.14.4, 1.14.4"
    })
    void older_and_mixed_ones_are_told_with_the_line_that_mends_it(String api, String engine, String launcher) {
        assertThat(versions(api, engine, launcher).problem().orElse(""))
                .startsWith(
                        "tipc-junit needs JUnit 5.13 or newer, all parts of one release, and found junit-jupiter-api "
                                + api + ", junit-jupiter-engine " + engine + ", junit-platform-launcher " + launcher
                                + ". ")
                .contains("<artifactId>junit-bom</artifactId><version>5.14.4</version>")
                .contains("testImplementation(platform(\"org.junit:junit-bom:5.14.4\"))");
    }

    @Test
    void a_part_that_does_not_tell_its_version_is_not_held_against_the_others() {
        assertThat(new JUnitVersions(Map.of(
                                "junit-jupiter-api", Optional.of("5.14.4"), "junit-jupiter-engine", Optional.empty()))
                        .problem())
                .isEmpty();
    }

    @Test
    void those_of_this_test_run_are_found_and_fit_and_are_looked_at_when_a_run_starts() {
        assertThat(JUnitVersions.onClassPath().found())
                .containsKeys("junit-jupiter-api", "junit-jupiter-engine", "junit-platform-launcher");
        assertThat(JUnitVersions.onClassPath().problem()).isEmpty();
        assertThat(ServiceLoader.load(LauncherSessionListener.class)).hasAtLeastOneElementOfType(TestRunStart.class);
    }

    private static JUnitVersions versions(String api, String engine, String launcher) {
        return new JUnitVersions(Map.of(
                "junit-jupiter-api", Optional.of(api),
                "junit-jupiter-engine", Optional.of(engine),
                "junit-platform-launcher", Optional.of(launcher)));
    }
}
