// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A request to a pipeline service.
 *
 * @param service the service's name
 * @param keys the keys
 * @param values the values, each of the key at its place; images as Base64
 * @param logId a number that the service's log shows
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PipelineRequest(String service, List<String> keys, List<String> values, long logId) {

    public PipelineRequest {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
        if (keys.size() != values.size()) {
            throw new IllegalArgumentException(keys.size() + " keys need as many values, not " + values.size());
        }
    }
}
