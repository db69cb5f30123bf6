// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving.grpc;

import java.time.Duration;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.serving.GrpcClients;
import org.tipcjunit.serving.PipelineClient;

/**
 * Makes clients with gRPC's own library.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class GrpcClientsOfModule implements GrpcClients {

    @Override
    public PipelineClient connect(int port, Duration limit) {
        return new GrpcPipelineClient(port, limit);
    }
}
