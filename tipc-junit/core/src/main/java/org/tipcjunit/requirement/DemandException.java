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

    /**
     * Create an exception whose message is two sentences.
     *
     * @param what what cannot be, without a full stop
     * @param remedy what to do about it, beginning with a capital letter
     */
    public DemandException(String what, String remedy) {
        super(what + ". " + remedy, new Problem(Place.nowhere(), what, remedy), null);
    }
}
