// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.lanes.NeedsPaddle;

@NeedsPaddle
class NetworkRecorderOnPaddle33Tests extends NetworkRecorderTests {

    @TempDir
    static Path directory;

    private static RecordedScript script;

    @BeforeAll
    static void run() {
        script = run(TestEnvironments.of("paddle-3.3.1", line -> {}).python(), directory);
    }

    @Override
    RecordedScript script() {
        return script;
    }
}
