// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.problem;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a problem that stands in the way; whoever catches it has the problem as data.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public abstract class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Create an exception whose message is the problem's text. */
    protected ProblemException(Problem problem) {
        super(problem.text());
        this.problem = problem;
    }

    /** Create an exception with the failure behind it. */
    protected ProblemException(Problem problem, Throwable cause) {
        super(problem.text(), cause);
        this.problem = problem;
    }

    /** Create an exception whose message says the problem in a form of its own. */
    protected ProblemException(String message, Problem problem, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** Get what stands in the way. */
    public final Problem problem() {
        return problem;
    }
}
