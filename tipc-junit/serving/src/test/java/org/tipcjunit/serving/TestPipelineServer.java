// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import com.sun.net.httpserver.HttpServer;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.tipcjunit.serving.proto.Request;
import org.tipcjunit.serving.proto.Response;

/** Answers like a pipeline service over both protocols, for tests of clients. */
public final class TestPipelineServer implements AutoCloseable {

    private static final String SERVICE = "baidu.paddle_serving.pipeline_serving.PipelineService";

    private final HttpServer http;
    private final Server grpc;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * Start on free ports.
     *
     * @param body what is answered over HTTP
     * @param response what is answered over gRPC
     */
    public TestPipelineServer(String body, Response response) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        http.createContext("/net/prediction", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
        MethodDescriptor<Request, Response> inference = MethodDescriptor.<Request, Response>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(SERVICE + "/inference")
                .setRequestMarshaller(ProtoUtils.marshaller(Request.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Response.getDefaultInstance()))
                .build();
        grpc = ServerBuilder.forPort(0)
                .addService(ServerServiceDefinition.builder(SERVICE)
                        .addMethod(inference, ServerCalls.asyncUnaryCall((request, observer) -> {
                            requests.add(request);
                            observer.onNext(response);
                            observer.onCompleted();
                        }))
                        .build())
                .build()
                .start();
    }

    public int httpPort() {
        return http.getAddress().getPort();
    }

    public int grpcPort() {
        return grpc.getPort();
    }

    /** Get what came over gRPC. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        http.stop(0);
        grpc.shutdownNow();
    }
}
