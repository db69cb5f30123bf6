// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The ports of a pipeline service.
 *
 * @param http for HTTP, 1 to 65535
 * @param rpc for gRPC, 1 to 65535, another one
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ServicePorts(int http, int rpc) {

    private static final int HIGHEST = 65_535;

    public ServicePorts {
        for (int port : new int[] {http, rpc}) {
            if (port < 1 || port > HIGHEST) {
                throw new IllegalArgumentException("a port lies between 1 and " + HIGHEST + ", unlike " + port);
            }
        }
        if (http == rpc) {
            throw new IllegalArgumentException("a service needs two different ports, not " + http + " twice");
        }
    }
}
