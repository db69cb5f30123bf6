// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.problem.ProblemException;

/**
 * Tells what is wrong with a pipeline config, with file, line and remedy.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServingConfigException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public ServingConfigException(Problem problem) {
        super(problem);
    }
}
