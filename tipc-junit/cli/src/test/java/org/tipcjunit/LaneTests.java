// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tipcjunit.faults.ProjectSources;

/** Test classes that use what starts a Python or a Paddle say so by a tag, so that lanes can leave them out. */
class LaneTests {

    private static final Pattern STARTS = Pattern.compile(
            "\\b(TestEnvironments|PaddleTools|Installations|PaddleVersion|RecordedScript|CertificationProcess|KeptRuns|OlderService)\\b");
    private static final Pattern TAGGED =
            Pattern.compile("@(NeedsPaddle|NeedsPython|PlantsFaults)\\b|extends RecorderTests\\b");

    @Test
    void test_classes_that_start_python_or_paddle_say_so() throws IOException {
        List<Path> starting = ProjectSources.below("src/test/java").stream()
                .filter(file -> file.toString().endsWith("Tests.java") && !file.endsWith("LaneTests.java"))
                .filter(file -> STARTS.matcher(text(file)).find())
                .toList();

        assertThat(starting).hasSizeGreaterThan(10);
        assertThat(starting)
                .allSatisfy(file -> assertThat(TAGGED.matcher(text(file)).find())
                        .as("%s says by a tag what it starts", file)
                        .isTrue());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
