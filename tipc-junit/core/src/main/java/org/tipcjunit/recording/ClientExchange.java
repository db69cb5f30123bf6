// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * One request that a client script sent to a service, and what it got.
 *
 * <p>Of a redirection only the target is an exchange. Immutable.
 *
 * @param index 0 for the first one of the process
 * @param transport {@code http} or {@code grpc}
 * @param target the address, with the port that the request really went to over gRPC, and the script's own over HTTP
 * @param status the status of HTTP, 200 for an answer over gRPC, 0 where none came
 * @param errNo the verdict of the service; empty where no pipeline service answered
 * @param errMsg what the service says of an error
 * @param requestKeys the keys of the request
 * @param keys the keys of the answer; empty where {@code errNo} is
 * @param values the values of the answer; empty where {@code errNo} is
 * @param error why no answer came, of which one reason is that the script did not wait for it; empty where one came
 * @param seconds how long it took
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ClientExchange(
        int index,
        String transport,
        String target,
        int status,
        OptionalInt errNo,
        String errMsg,
        List<String> requestKeys,
        List<String> keys,
        List<String> values,
        String error,
        double seconds) {

    public ClientExchange {
        requestKeys = List.copyOf(requestKeys);
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    /** Whether a service answered, and well. */
    public boolean isSuccess() {
        return error.isEmpty() && errNo.isPresent() && errNo.getAsInt() == 0;
    }
}
