// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.problem.ProblemException;

/**
 * Tells that a service cannot be asked, since the module for it is not on the class path.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServingModuleException extends ProblemException {

    private static final long serialVersionUID = 1L;

    ServingModuleException(Problem problem) {
        super(problem);
    }
}
