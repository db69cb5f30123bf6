// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.process.ProcessOutcome;

/**
 * Tells why a service did not become ready; nothing of it runs any more.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServiceException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The sort of failure. */
    public enum Reason {
        /** Somebody listened on one of its ports before it was started. */
        PORT_TAKEN,
        /** Its program could not be started. */
        NOT_STARTED,
        /** It ended before it was ready. */
        EXITED,
        /** It ran, but listened on no port in time. */
        NOT_LISTENING,
        /** Another process listens on one of its ports. */
        NOT_OURS,
        /** It listened, but answered no request well in time. */
        REFUSED
    }

    private final Reason reason;
    private final transient Problem problem;
    private final transient ProcessOutcome outcome;
    private final long printed;

    ServiceException(
            Reason reason,
            String summary,
            String expected,
            String observed,
            String remedy,
            ProcessOutcome outcome,
            long printed) {
        super(summary + ": " + observed);
        this.reason = reason;
        this.problem = new Problem(Place.nowhere(), summary, expected, observed, remedy);
        this.outcome = outcome;
        this.printed = printed;
    }

    /** Get the sort of failure. */
    public Reason reason() {
        return reason;
    }

    /** Get what failed, what the service had to do, what it did, and what to do. */
    public Problem problem() {
        return problem;
    }

    /** Get what failed, in one sentence. */
    public String summary() {
        return problem.what();
    }

    /** Get what the service had to do. */
    public String expected() {
        return problem.expected();
    }

    /** Get what it did. */
    public String observed() {
        return problem.observed();
    }

    /** Get what to do. */
    public String remedy() {
        return problem.remedy();
    }

    /** Get how its command ended, whose log holds its output. */
    public ProcessOutcome outcome() {
        return outcome;
    }

    /** Get how many bytes its log had when it was given up; what follows is about its end. */
    public long printed() {
        return printed;
    }
}
