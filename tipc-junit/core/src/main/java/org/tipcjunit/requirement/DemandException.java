// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.problem.ProblemException;

/**
 * Something was demanded that cannot be as it is written; the message says where it stands and what to write instead.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class DemandException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public DemandException(Problem problem) {
        super(problem);
    }

    /** Create an exception whose sentence says all. */
    public DemandException(String message) {
        this(new Problem(Place.nowhere(), message, ""));
    }
}
