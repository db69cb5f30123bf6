// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.nio.file.Path;
import java.time.Duration;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;

/**
 * A stage as it is to be run.
 *
 * @param name the stage's name, unique in its chain
 * @param kind the kind of stage
 * @param command the repository's own command
 * @param directory the stage's folder, which does not exist before it runs
 * @param limit how long the command may run
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record PlannedStage(String name, StageKind kind, Command command, Path directory, Duration limit) {

    /** Get the folder that the command writes to. */
    public Path output() {
        return directory.resolve("output");
    }

    /** Get the folder that the recorder writes to. */
    public Path recording() {
        return directory.resolve("recording");
    }

    /** Get the file that the command's output goes to. */
    public Path log() {
        return directory.resolve("stage.log");
    }
}
