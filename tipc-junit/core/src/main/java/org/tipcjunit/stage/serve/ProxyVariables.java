// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The environment variables that name proxies.
 *
 * @param set those that are set
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ProxyVariables(List<String> set) {

    /** What Python's libraries and gRPC look at. */
    static final List<String> NAMES = List.of(
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "grpc_proxy",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "GRPC_PROXY");

    public ProxyVariables {
        set = List.copyOf(set);
    }

    public static ProxyVariables of(Map<String, String> environment) {
        return new ProxyVariables(NAMES.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .toList());
    }
}
