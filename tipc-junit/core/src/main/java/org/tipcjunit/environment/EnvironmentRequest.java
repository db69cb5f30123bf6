// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Which Python and Paddle to run a repository with.
 *
 * @param python an interpreter that already has Paddle, as a path or as a command name on {@code PATH}; empty to provision
 *     one; never {@code null}
 * @param provision the name of the committed requirement set to provision when no interpreter is named, such as
 *     {@value #DEFAULT_PROVISION}; never {@code null}
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record EnvironmentRequest(Optional<String> python, String provision) {

    /** The requirement set that is provisioned unless another one is named. */
    public static final String DEFAULT_PROVISION = "paddle-2.6.2";

    /** Get a request for an interpreter that the user names. */
    public static EnvironmentRequest named(String python) {
        return new EnvironmentRequest(Optional.of(python), DEFAULT_PROVISION);
    }

    /** Get a request for a provisioned requirement set. */
    public static EnvironmentRequest provisioned(String provision) {
        return new EnvironmentRequest(Optional.empty(), provision);
    }
}
