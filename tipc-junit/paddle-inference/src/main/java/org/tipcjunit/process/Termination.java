// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.time.Duration;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How a process ended.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public sealed interface Termination {

    /** Whether the process ended by itself with status 0, or was ended because it was no longer needed. */
    default boolean isSuccess() {
        return this instanceof Dismissed || (this instanceof Exited exited && exited.status() == 0);
    }

    /** Describe the end in the words used in every message, such as {@code exit status 1} or {@code killed by SIGSEGV (139)}. */
    String describe();

    /** The process ended by itself. */
    record Exited(int status) implements Termination {
        @Override
        public String describe() {
            return "exit status " + status;
        }
    }

    /** The process was ended by a signal that this run did not send. */
    record Signalled(int number, String name) implements Termination {
        @Override
        public String describe() {
            return "killed by " + name + " (" + (128 + number) + ")";
        }
    }

    /** The process group was ended because it ran longer than {@code limit}. */
    record TimedOut(Duration limit) implements Termination {
        @Override
        public String describe() {
            return "ended after its time limit of " + limit.toSeconds() + " s";
        }
    }

    /** The process group was ended because it took more than it may. */
    record LimitReached(String what) implements Termination {
        @Override
        public String describe() {
            return "ended because " + what;
        }
    }

    /** The process group was ended because it waited, without running, for a thread of its own that had died of {@code raised}. */
    record Stalled(String raised, Duration patience) implements Termination {
        @Override
        public String describe() {
            return "ended because one of its threads died (" + raised + ") and nothing of it ran any more for "
                    + patience.toSeconds() + " s";
        }
    }

    /** The process group was ended because the run was stopped. */
    record Stopped() implements Termination {
        @Override
        public String describe() {
            return "ended because the run was stopped";
        }
    }

    /** The process, which would not have ended by itself, was ended because it was no longer needed. */
    record Dismissed() implements Termination {
        @Override
        public String describe() {
            return "ended when it was no longer needed";
        }
    }

    /** The program could not be started at all. */
    record NotStarted(String reason) implements Termination {
        @Override
        public String describe() {
            return "not started: " + reason;
        }
    }
}
