// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * Tells why a request got no answer of a pipeline service.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PipelineException extends Exception {

    private static final long serialVersionUID = 1L;

    public PipelineException(String message, Throwable cause) {
        super(message, cause);
    }

    public PipelineException(String message) {
        super(message);
    }

    /** Get what kept the answer away; whoever asks knows what to do about it. */
    public Problem problem() {
        return new Problem(Place.nowhere(), String.valueOf(getMessage()), "");
    }
}
