// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.ProcessOutcome;

/**
 * Hears of the commands that stages run, in the thread that runs them; each method does nothing unless it is overridden.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface StageListener {

    /** Listen to nothing. */
    static StageListener none() {
        return new StageListener() {};
    }

    /**
     * Hear that the command of a stage, or its service, is about to start.
     *
     * @param stage the name of the stage, such as {@code train}
     * @param log where what it prints is written
     */
    default void stageStarted(String stage, Path log) {}

    /**
     * Hear how the command of a stage, or its service, ended; whether it left evidence is judged later.
     *
     * @param stage the name of the stage
     * @param outcome how it ended
     */
    default void stageEnded(String stage, ProcessOutcome outcome) {}

    /**
     * Hear that a stage is taken from an earlier run in place of being run.
     *
     * @param stage the name of the stage
     * @param outcome how it ended when it ran
     */
    default void stageTaken(String stage, ProcessOutcome outcome) {}
}
