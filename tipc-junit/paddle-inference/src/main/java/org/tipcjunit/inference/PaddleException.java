// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Says what Paddle Inference, or a check before it, refused and why.
 *
 * <p>The message ends with Paddle's own text where Paddle gave one.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class PaddleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Create an exception with a complete message. */
    public PaddleException(String message) {
        super(message);
    }

    /** Create an exception with a complete message and what led to it. */
    public PaddleException(String message, Throwable cause) {
        super(message, cause);
    }
}
