// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tipcjunit.environment.TestEnvironments;
import org.tipcjunit.process.Termination;
import org.tipcjunit.serving.TestPipelineServer;
import org.tipcjunit.serving.proto.Response;

/** Records client scripts of services, which have other ports written into them than the services have. */
class ServingClientRecorderTests {

    private static final String GOOD =
            "{\"err_no\":0,\"err_msg\":\"\",\"key\":[\"result\"],\"value\":[\"class 4\"],\"tensors\":[]}";
    private static final Response GOOD_RESPONSE =
            Response.newBuilder().addKey("result").addValue("class 4").build();

    private static Path python;

    @TempDir
    Path directory;

    @BeforeAll
    static void findPython() {
        python = TestEnvironments.of("paddle-2.6.2", line -> {}).python();
    }

    @ParameterizedTest
    @ValueSource(strings = {"requests", "localhost", "urllib"})
    void leads_http_to_the_port_in_use_and_records_the_answer(String way) throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            RecordedScript script = client(server, way).thatSucceeded();

            assertThat(script.printed("status")).containsExactly("200");
            assertThat(script.printed("answer"))
                    .containsExactly(
                            "{\"err_msg\": \"\", \"err_no\": 0, \"key\": [\"result\"], \"tensors\": [], \"value\": [\"class 4\"]}");
            ClientExchange exchange = onlyExchange(script);
            assertThat(exchange.isSuccess()).isTrue();
            assertThat(exchange.transport()).isEqualTo("http");
            assertThat(exchange.target()).endsWith(":18080/net/prediction");
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.requestKeys()).containsExactly("image");
            assertThat(exchange.keys()).containsExactly("result");
            assertThat(exchange.values()).containsExactly("class 4");
            assertThat(exchange.error()).isEmpty();
            assertThat(exchange.seconds()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "grpc later"})
    void leads_grpc_to_the_port_in_use_and_records_the_answer(String way) throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            RecordedScript script = client(server, way).thatSucceeded();

            ClientExchange exchange = onlyExchange(script);
            assertThat(exchange.isSuccess()).isTrue();
            assertThat(exchange.transport()).isEqualTo("grpc");
            assertThat(exchange.target()).endsWith("127.0.0.1:" + server.grpcPort());
            assertThat(exchange.requestKeys()).containsExactly("image");
            assertThat(exchange.values()).containsExactly("class 4");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void err_no_is_recorded_although_the_status_of_http_is_200() throws Exception {
        String refusal = "{\"err_no\":5000,\"err_msg\":\"planted\",\"key\":[],\"value\":[],\"tensors\":[]}";
        try (TestPipelineServer server = new TestPipelineServer(refusal, GOOD_RESPONSE)) {
            ClientExchange exchange = onlyExchange(client(server, "requests").thatSucceeded());

            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.errNo()).hasValue(5000);
            assertThat(exchange.errMsg()).isEqualTo("planted");
            assertThat(exchange.isSuccess()).isFalse();
        }
    }

    @Test
    void an_answer_of_something_else_has_no_err_no() throws Exception {
        try (TestPipelineServer server = new TestPipelineServer("{\"hello\": 1}", GOOD_RESPONSE)) {
            ClientExchange exchange = onlyExchange(client(server, "requests").thatSucceeded());

            assertThat(exchange.errNo()).isEmpty();
            assertThat(exchange.isSuccess()).isFalse();
        }
    }

    @Test
    void a_script_gets_the_errors_that_it_would_get_and_they_are_recorded() throws Exception {
        int unused = unusedPort();
        RecordedScript script = setting(unused, unused).run("client.py", "nobody");

        assertThat(script.outcome().termination()).isEqualTo(new Termination.Exited(5));
        assertThat(script.printed("error")).containsExactly("ConnectionError");
        ClientExchange exchange = onlyExchange(script);
        assertThat(exchange.isSuccess()).isFalse();
        assertThat(exchange.error()).startsWith("ConnectionError: ");
    }

    @Test
    void an_answer_that_is_read_in_pieces_stays_readable_and_is_a_problem() throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            RecordedScript script = client(server, "stream").thatSucceeded();

            assertThat(script.printed("answer")).containsExactly(GOOD);
            assertThat(script.recording().processes())
                    .flatExtracting(RecordedProcess::problems)
                    .containsExactly("an answer that the client reads in pieces is not recorded");
        }
    }

    @Test
    void requests_of_several_threads_are_all_recorded() throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            RecordedScript script = client(server, "session in threads").thatSucceeded();

            assertThat(script.onlyProcess().exchanges())
                    .hasSize(8)
                    .allSatisfy(exchange -> assertThat(exchange.isSuccess()).isTrue())
                    .extracting(ClientExchange::index)
                    .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        }
    }

    @Test
    void imports_nothing_that_the_script_does_not_import() throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            assertThat(client(server, "urllib").thatSucceeded().printed("modules"))
                    .containsExactly("[]");
        }
    }

    @Test
    void ports_that_are_none_are_a_problem() {
        RecordedScript script = RecordedScript.Setting.of(python, directory)
                .with(RecordingKind.SERVING_CLIENT)
                .withVariable(Recorder.SERVING_PORTS_VARIABLE, "18080:here")
                .run("client.py", "nobody");

        assertThat(script.recording().processes())
                .flatExtracting(RecordedProcess::problems)
                .contains("TIPC_SERVING_PORTS holds '18080:here', which is no pair of ports");
    }

    private RecordedScript client(TestPipelineServer server, String way) {
        return setting(server.httpPort(), server.grpcPort()).run("client.py", way);
    }

    private RecordedScript.Setting setting(int http, int grpc) {
        return RecordedScript.Setting.of(python, directory)
                .with(RecordingKind.SERVING_CLIENT)
                .withVariable(Recorder.SERVING_PORTS_VARIABLE, "18080:" + http + ",9993:" + grpc);
    }

    private static ClientExchange onlyExchange(RecordedScript script) {
        List<ClientExchange> exchanges = script.recording().processes().stream()
                .flatMap(process -> process.exchanges().stream())
                .toList();
        assertThat(exchanges).as(script.output()).hasSize(1);
        assertThat(script.recording().processes())
                .flatExtracting(RecordedProcess::problems)
                .isEmpty();
        return exchanges.get(0);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(0));
            return socket.getLocalPort();
        }
    }
}
