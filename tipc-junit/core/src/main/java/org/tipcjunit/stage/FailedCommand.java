// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Termination;

/** What to do about a command that failed. */
final class FailedCommand {

    private FailedCommand() {}

    static String remedy(StageRun run) {
        Termination termination = run.outcome().termination();
        if (termination instanceof Termination.TimedOut) {
            return "find out what it waits for, or raise the limit with tipc.stage.limit or tipc.limit (seconds)";
        }
        if (termination instanceof Termination.LimitReached) {
            return "find out what it needs so much for, or let it have more with tipc.memory.limit, tipc.process.limit or"
                    + " tipc.disk.limit";
        }
        return "run the command by hand in " + run.outcome().command().workingDirectory()
                + " and correct what its log names"
                + KnownCause.of(termination, run.output())
                        .map(cause -> ".\n" + cause.remedy())
                        .orElse("");
    }
}
