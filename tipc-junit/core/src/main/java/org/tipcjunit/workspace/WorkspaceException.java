// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.workspace;

import java.io.Serial;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.problem.ProblemException;

/**
 * Says that a working copy can't be made or removed: of which repository, what is in the way, and what to do.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class WorkspaceException extends ProblemException {

    @Serial
    private static final long serialVersionUID = 1;

    WorkspaceException(String problem, String remedy) {
        super(new Problem(Place.nowhere(), problem, remedy));
    }

    WorkspaceException(String problem, String remedy, Throwable cause) {
        super(new Problem(Place.nowhere(), problem, remedy), cause);
    }
}
