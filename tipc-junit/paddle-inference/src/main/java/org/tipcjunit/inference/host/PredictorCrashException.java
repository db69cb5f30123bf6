// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference.host;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.ProcessOutcome;

/**
 * Says that the child JVM of a {@link PredictorHost} ended, or had to be ended, in the middle of a call.
 *
 * <p>The message holds the signal, the crash report's account of where it happened, and the paths of report and log.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class PredictorCrashException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ProcessOutcome outcome;
    private final String crashReport;

    PredictorCrashException(String message, ProcessOutcome outcome, Path crashReport) {
        super(message);
        this.outcome = outcome;
        this.crashReport = crashReport.toString();
    }

    /** Get how the child JVM ended, with its command and log. */
    public ProcessOutcome outcome() {
        return outcome;
    }

    /** Get where the JVM writes its crash report; the file exists only after a crash of native code. */
    public Path crashReport() {
        return Path.of(crashReport);
    }
}
