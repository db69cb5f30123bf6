// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Follows what a command prints while it runs.
 *
 * <p>Called from one thread per command, in the order of the lines. An exception from it ends the following of that command
 * with a warning in the log of {@link ProcessRunner}; the command itself goes on.
 *
 * @since 0.1
 */
@FunctionalInterface
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface OutputListener {

    /**
     * Take one line.
     *
     * @param line a line without its end; a carriage return also ends a line, so that progress bars show; a line longer than
     *     64 KiB arrives in pieces; never {@code null}
     */
    void line(String line);

    /** Get a listener that ignores every line. */
    static OutputListener none() {
        return Silent.INSTANCE;
    }

    /** The listener that ignores every line. */
    enum Silent implements OutputListener {
        INSTANCE;

        @Override
        public void line(String line) {}
    }
}
