// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;

/**
 * How a repository's {@code test_tipc/prepare.sh} ended.
 *
 * @param outcome the command and how it ended
 * @param failures the commands inside the script that failed, each as {@code file:line: status: command}; also when the script
 *     went on and ended well
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Preparation(ProcessOutcome outcome, List<String> failures) {

    public Preparation {
        failures = List.copyOf(failures);
    }

    /** Whether the script ended with status 0 and no command of it failed. */
    public boolean isSuccess() {
        return outcome.termination().isSuccess() && failures.isEmpty();
    }

    /**
     * Whether stages may run, as all that failed fetches or installs something, or had nothing to work on because of that: a stage
     * that needs it fails by itself, and one that does not is none of its business.
     *
     * @param repository where the script ran
     * @param begun when it began
     */
    public boolean leavesOnlyGaps(Path repository, Instant begun) {
        if (isSuccess()) {
            return true;
        }
        boolean ended = outcome.termination() instanceof Termination.Exited;
        return ended
                && !failures.isEmpty()
                && statusIsOfTheLast()
                && new PreparationGaps(repository, begun).areAll(failures);
    }

    /** A script that ended by itself with another status says that something else is wrong. */
    private boolean statusIsOfTheLast() {
        return outcome.termination() instanceof Termination.Exited exited
                && (exited.status() == 0
                        || failures.get(failures.size() - 1).contains(": status " + exited.status() + ": "));
    }

    /** Get what went wrong, or that it ended well. */
    public String describe() {
        String ended = outcome.termination().describe();
        return failures.isEmpty()
                ? ended
                : ended + ", but " + failures.size() + (failures.size() == 1 ? " command" : " commands")
                        + " of it failed:\n" + String.join("\n", failures);
    }
}
