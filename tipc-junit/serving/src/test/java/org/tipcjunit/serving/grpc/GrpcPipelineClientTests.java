// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.serving.FreePorts;
import org.tipcjunit.serving.GrpcClients;
import org.tipcjunit.serving.PipelineClient;
import org.tipcjunit.serving.PipelineException;
import org.tipcjunit.serving.PipelineRequest;
import org.tipcjunit.serving.PipelineResponse;
import org.tipcjunit.serving.TestPipelineServer;
import org.tipcjunit.serving.proto.Response;

@OnEveryJdk
class GrpcPipelineClientTests {

    @Test
    void asks_the_service_by_its_name_and_gets_keys_and_values() throws Exception {
        Response answer =
                Response.newBuilder().addKey("result").addValue("class 4").build();
        try (TestPipelineServer server = new TestPipelineServer("{}", answer);
                PipelineClient client = new GrpcPipelineClient(server.grpcPort(), Duration.ofSeconds(20))) {
            PipelineResponse response =
                    client.send(new PipelineRequest("net", List.of("image"), List.of("an image"), 17));

            assertThat(client.label()).isEqualTo("gRPC");
            assertThat(response.isSuccess()).isTrue();
            assertThat(response.keys()).containsExactly("result");
            assertThat(response.values()).containsExactly("class 4");
            assertThat(response.latency()).isPositive();
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.getName()).isEqualTo("net");
                assertThat(request.getKeyList()).containsExactly("image");
                assertThat(request.getValueList()).containsExactly("an image");
                assertThat(request.getLogid()).isEqualTo(17);
            });
        }
    }

    @Test
    void an_error_of_the_service_is_an_answer() throws Exception {
        Response answer =
                Response.newBuilder().setErrNo(3002).setErrMsg("no such name").build();
        try (TestPipelineServer server = new TestPipelineServer("{}", answer);
                PipelineClient client = new GrpcPipelineClient(server.grpcPort(), Duration.ofSeconds(20))) {
            PipelineResponse response = client.send(new PipelineRequest("net", List.of(), List.of(), 0));

            assertThat(response.isSuccess()).isFalse();
            assertThat(response.errNo()).isEqualTo(3002);
            assertThat(response.errMsg()).isEqualTo("no such name");
        }
    }

    @Test
    void says_why_there_is_no_answer() {
        int port = new FreePorts().next().rpc();
        try (PipelineClient client = new GrpcPipelineClient(port, Duration.ofSeconds(5))) {
            PipelineException lost = catchThrowableOfType(
                    PipelineException.class,
                    () -> client.send(new PipelineRequest("probe", List.of("image"), List.of("a"), 0)));

            assertThat(lost).hasMessageStartingWith("no answer over gRPC from port " + port + ": UNAVAILABLE");
        }
    }

    @Test
    void is_found_by_whoever_certifies_a_service() {
        assertThat(GrpcClients.installed()).isInstanceOf(GrpcClientsOfModule.class);
    }
}
