// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Asks a pipeline service on this machine. Thread-safe: requests may be under way at the same time.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public interface PipelineClient extends AutoCloseable {

    /** Get what it speaks, {@code HTTP} or {@code gRPC}. */
    String label();

    /**
     * Send a request and wait for the answer; an answer with another {@code err_no} than 0 is an answer.
     *
     * @throws PipelineException if none comes in time, the connection fails, or what comes is no answer of a pipeline service
     */
    PipelineResponse send(PipelineRequest request) throws PipelineException;

    /** Let go of its connections. */
    @Override
    void close();
}
