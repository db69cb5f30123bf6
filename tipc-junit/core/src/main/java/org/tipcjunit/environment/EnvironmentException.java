// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.problem.ProblemException;

/**
 * Says why no Python with Paddle could be had, what was tried and what to do.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class EnvironmentException extends ProblemException {

    private static final long serialVersionUID = 1L;

    EnvironmentException(String what, String remedy) {
        this(what, remedy, null);
    }

    EnvironmentException(String what, String remedy, @Nullable Throwable cause) {
        this(remedy.isEmpty() ? what + "." : what + ". " + remedy + ".", what, remedy, cause);
    }

    /** Create one whose message lays what and remedy out in lines of its own. */
    EnvironmentException(String message, String what, String remedy, @Nullable Throwable cause) {
        super(message, new Problem(Place.nowhere(), what, remedy), cause);
    }
}
