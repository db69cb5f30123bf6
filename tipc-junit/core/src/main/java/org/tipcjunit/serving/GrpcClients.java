// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.time.Duration;
import java.util.ServiceLoader;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * Makes clients that speak gRPC, whose libraries only those need who certify a service: the module {@code tipc-junit-serving}
 * provides it.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public interface GrpcClients {

    /**
     * Create a client for a port of this machine.
     *
     * @param port the service's port for gRPC
     * @param limit how long an answer may take; positive
     */
    PipelineClient connect(int port, Duration limit);

    /**
     * Get the ones on the class path.
     *
     * @throws ServingModuleException if there are none
     */
    static GrpcClients installed() {
        return ServiceLoader.load(GrpcClients.class, GrpcClients.class.getClassLoader())
                .findFirst()
                .orElseThrow(
                        () -> new ServingModuleException(
                                new Problem(
                                        Place.nowhere(),
                                        "a service is to be certified, and nothing on the class path speaks gRPC",
                                        "the module tipc-junit-serving, which asks services over gRPC",
                                        "a class path without it",
                                        "add the dependency org.tipcjunit:tipc-junit-serving, of the version of tipc-junit, with scope test")));
    }
}
