// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving.grpc;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.serving.PipelineClient;
import org.tipcjunit.serving.PipelineException;
import org.tipcjunit.serving.PipelineRequest;
import org.tipcjunit.serving.PipelineResponse;
import org.tipcjunit.serving.proto.Request;
import org.tipcjunit.serving.proto.Response;

/**
 * Asks a pipeline service over gRPC, never through a proxy.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class GrpcPipelineClient implements PipelineClient {

    /** What the service itself allows. */
    private static final int LARGEST_ANSWER = 256 * 1024 * 1024;

    private static final MethodDescriptor<Request, Response> INFERENCE =
            MethodDescriptor.<Request, Response>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("baidu.paddle_serving.pipeline_serving.PipelineService/inference")
                    .setRequestMarshaller(ProtoUtils.marshaller(Request.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(Response.getDefaultInstance()))
                    .build();

    private static final int HTTP_OK = 200;
    private static final long GOODBYE_SECONDS = 5;

    private final int port;
    private final Duration limit;
    private final ManagedChannel channel;

    /**
     * Create a client for a port of this machine.
     *
     * @param port the service's port for gRPC
     * @param limit how long an answer may take; positive
     */
    public GrpcPipelineClient(int port, Duration limit) {
        this.port = port;
        this.limit = limit;
        this.channel = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .proxyDetector(address -> null)
                .maxInboundMessageSize(LARGEST_ANSWER)
                .build();
    }

    @Override
    public String label() {
        return "gRPC";
    }

    @Override
    public PipelineResponse send(PipelineRequest request) throws PipelineException {
        Request message = Request.newBuilder()
                .setName(request.service())
                .addAllKey(request.keys())
                .addAllValue(request.values())
                .setLogid(request.logId())
                .build();
        long start = System.nanoTime();
        try {
            Response answer = ClientCalls.blockingUnaryCall(
                    channel,
                    INFERENCE,
                    CallOptions.DEFAULT.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS),
                    message);
            return new PipelineResponse(
                    HTTP_OK,
                    answer.getErrNo(),
                    answer.getErrMsg(),
                    answer.getKeyList(),
                    answer.getValueList(),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (StatusRuntimeException e) {
            throw new PipelineException(
                    "no answer over gRPC from port " + port + ": "
                            + e.getStatus().getCode()
                            + (e.getStatus().getDescription() == null
                                    ? ""
                                    : ", " + e.getStatus().getDescription()),
                    e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
