// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.process.Termination;
import org.tipcjunit.process.Termination.Exited;
import org.tipcjunit.process.Termination.NotStarted;
import org.tipcjunit.process.Termination.Signalled;
import org.tipcjunit.process.Termination.Stopped;
import org.tipcjunit.process.Termination.TimedOut;

/**
 * Findings about stages that did not do their work, so that nothing else could be judged.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class StageFindings {

    private StageFindings() {}

    /**
     * Get a {@link Verdict#FAIL} for a stage that did not end with status 0.
     *
     * @param clause the clause that the stage was run for
     * @param requirement the annotation's name, such as {@code @LossConverges}
     * @param stage the stage
     * @throws IllegalArgumentException if the stage ended with status 0
     */
    public static Finding failed(Clause clause, String requirement, StageRun stage) {
        Termination termination = stage.outcome().termination();
        if (termination.isSuccess()) {
            throw new IllegalArgumentException("stage " + stage.name() + " ended well");
        }
        int iterations = stage.recording().processes().stream()
                .mapToInt(process -> process.losses().size())
                .max()
                .orElse(0);
        String observed =
                termination.describe() + (iterations > 0 ? "; " + iterations + " iterations were recorded before" : "");
        return Judgement.of(clause, requirement, stage, "the " + stage.name() + " stage ends with exit status 0")
                .fail(
                        "the " + stage.name() + " stage did not end well: " + termination.describe(),
                        observed,
                        remedy(termination));
    }

    /**
     * Get a {@link Verdict#FAIL} for a stage that ended with status 0 but lacks an output.
     *
     * @param clause the clause that the stage was run for
     * @param requirement the annotation's name, such as {@code @ExportsInferenceModel}
     * @param stage the stage
     * @param kind what is missing, such as {@code checkpoint}
     * @param missing where it was looked for
     */
    public static Finding lacksOutput(Clause clause, String requirement, StageRun stage, String kind, Path missing) {
        String ended =
                stage.name() + " ended with " + stage.outcome().termination().describe();
        return Judgement.of(
                        clause, requirement, stage, "the " + stage.name() + " stage writes the " + kind + " " + missing)
                .fail(
                        ended + " but wrote no " + kind + " " + missing.getFileName(),
                        "no file " + missing,
                        "make the script write it there, or correct the path in the test_tipc config; if the script"
                                + " reports an error, let it end with a status other than 0");
    }

    private static String remedy(Termination termination) {
        if (termination instanceof TimedOut) {
            return "look at the end of the log for what it waits for; if it only needs longer, raise the stage's time limit";
        }
        if (termination instanceof Signalled signalled) {
            return "SIGKILL".equals(signalled.name())
                    ? "something else killed it, often the system for lack of memory: see the kernel's log, use a smaller batch"
                    : "native code crashed: look at the end of the log, then run the command by hand";
        }
        if (termination instanceof NotStarted) {
            return "check that the program exists and may be executed";
        }
        if (termination instanceof Stopped) {
            return "run it again to the end";
        }
        if (termination instanceof Exited) {
            return "read the error at the end of the log, then run the command by hand until it ends with status 0";
        }
        return "look at the log";
    }
}
