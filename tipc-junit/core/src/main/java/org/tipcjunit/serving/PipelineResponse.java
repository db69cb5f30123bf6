// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.time.Duration;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The answer of a pipeline service.
 *
 * @param status the status of HTTP, which is 200 also when the request failed; 200 over gRPC
 * @param errNo the verdict of the service: 0 when it answered the request
 * @param errMsg what the service says of an error
 * @param keys the keys
 * @param values the values, each of the key at its place
 * @param latency the time from sending the request to having the answer
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record PipelineResponse(
        int status, int errNo, String errMsg, List<String> keys, List<String> values, Duration latency) {

    public PipelineResponse {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    /** Whether the service answered the request. */
    public boolean isSuccess() {
        return errNo == 0;
    }
}
