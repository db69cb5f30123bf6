// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.tipcjunit.environment.TestEnvironments;

/** On the Paddle that certifications of the tests run on, each of which shows most of this as well. */
@Tag("thorough")
class RecorderOnPaddle26Tests extends RecorderTests {

    private static Path python;

    @BeforeAll
    static void findPython() {
        python = TestEnvironments.of("paddle-2.6.2", line -> {}).python();
    }

    @Override
    Path python() {
        return python;
    }

    @Override
    String paddleVersion() {
        return "2.6.2";
    }
}
