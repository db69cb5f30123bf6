// SPDX-License-Identifier: Apache-2.0
/** Asks services over gRPC. */
module org.tipcjunit.serving {
    requires org.tipcjunit.core;
    requires com.google.protobuf;
    requires io.grpc;
    requires io.grpc.protobuf;
    requires io.grpc.stub;
    requires static org.apiguardian.api;
    requires static org.jspecify;

    provides org.tipcjunit.serving.GrpcClients with
            org.tipcjunit.serving.grpc.GrpcClientsOfModule;
}
