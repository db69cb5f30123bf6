// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.nio.file.Path;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A command that has been started and may still be running. Thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface RunningProcess extends AutoCloseable {

    /** Get the process id, which is also the id of the process group and of the session; -1 when it was not started. */
    long pid();

    /** Whether the command itself has not ended yet. */
    boolean isAlive();

    /**
     * Wait until the command has ended, its descendants are gone and its output has been handed on.
     *
     * <p>An interrupt of the waiting thread stops the command and leaves the thread's interrupt flag set.
     *
     * @return how it ended; never {@code null}
     */
    ProcessOutcome await();

    /**
     * End the command and every descendant: SIGTERM, a short grace, SIGKILL.
     *
     * @return how it ended: {@link Termination.Stopped} unless it had ended before; never {@code null}
     */
    ProcessOutcome stop();

    /** Do what {@link #stop()} does. */
    @Override
    void close();

    /**
     * Get the processes that are alive now: the command and its descendants, whatever session they are in.
     *
     * @return their command lines by process id; empty when nothing of it is left
     */
    Map<Long, String> members();

    /** Get the file that holds the merged standard output and error. */
    Path log();
}
