// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What is known about a command that has ended.
 *
 * @param command what ran
 * @param termination how it ended
 * @param duration wall-clock time from start to end
 * @param log the file that holds the merged standard output and error; exists even when nothing was printed
 * @param leftovers descendants that were still alive after the command had ended by itself and were then ended, one
 *     command line each; empty when the command cleaned up after itself
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ProcessOutcome(
        Command command, Termination termination, Duration duration, Path log, List<String> leftovers) {

    public ProcessOutcome {
        leftovers = List.copyOf(leftovers);
    }

    /** Get the same of another command, where what ran was started for it. */
    public ProcessOutcome of(Command other) {
        return new ProcessOutcome(other, termination, duration, log, leftovers);
    }

    /** Get the same with another end, where whoever ended it knows why. */
    public ProcessOutcome endedBy(Termination other) {
        return new ProcessOutcome(command, other, duration, log, leftovers);
    }

    /** Say how it ended and after which time, such as {@code exit status 0 after 3.0 s}. */
    public String ending() {
        return "%s after %.1f s".formatted(termination.describe(), duration.toMillis() / 1000.0);
    }
}
