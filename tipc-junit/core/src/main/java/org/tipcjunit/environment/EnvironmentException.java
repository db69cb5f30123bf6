// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Says why no Python with Paddle could be had, what was tried and what to do.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class EnvironmentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Create one with its whole message. */
    public EnvironmentException(String message) {
        super(message);
    }

    /** Create one with its whole message and the failure behind it, potentially {@code null}. */
    public EnvironmentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
