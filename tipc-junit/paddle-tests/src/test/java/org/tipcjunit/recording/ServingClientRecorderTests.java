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
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.process.Termination;
import org.tipcjunit.serving.TestPipelineServer;
import org.tipcjunit.serving.proto.Response;

/** Records client scripts of services, which have other ports written into them than the services have. */
@NeedsPaddle
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
    @ValueSource(strings = {"requests", "localhost", "urllib", "elsewhere"})
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
    @ValueSource(strings = {"grpc", "grpc later", "grpc aio"})
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
    void a_script_gets_the_errors_of_grpc_that_it_would_get_and_they_are_recorded() throws Exception {
        int unused = unusedPort();
        RecordedScript script = setting(unused, unused).run("client.py", "grpc to nobody");

        assertThat(script.outcome().termination()).isEqualTo(new Termination.Exited(6));
        assertThat(script.printed("error")).containsExactly("UNAVAILABLE");
        ClientExchange exchange = onlyExchange(script);
        assertThat(exchange.status()).isZero();
        assertThat(exchange.error()).startsWith("_InactiveRpcError: ").doesNotContain("\n");
        assertThat(exchange.requestKeys()).containsExactly("image");
    }

    @Test
    void a_call_that_the_script_did_not_wait_for_has_no_answer() {
        ClientExchange exchange = onlyExchange(RecordedScript.Setting.of(python, directory)
                .with(RecordingKind.SERVING_CLIENT)
                .run("client.py", "grpc not awaited")
                .thatSucceeded());

        assertThat(exchange.isSuccess()).isFalse();
        assertThat(exchange.error()).isEqualTo("the script ended before an answer came");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>Bad Gateway</html>", "{\"err_no\": true}", "{\"err_no\": 4294967296}", "[[[", "null"})
    void what_is_no_answer_of_a_pipeline_service_has_no_err_no(String body) throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(body, GOOD_RESPONSE)) {
            RecordedScript script = client(server, "not JSON").thatSucceeded();

            assertThat(script.printed("answer")).containsExactly(body);
            ClientExchange exchange = onlyExchange(script);
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.errNo()).isEmpty();
            assertThat(exchange.error()).isEmpty();
        }
    }

    @Test
    void an_error_of_http_is_an_answer_which_the_script_can_still_read() throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            RecordedScript script = client(server, "urllib for nothing").thatSucceeded();

            assertThat(script.printed("answer")).singleElement().asString().contains("404 Not Found");
            ClientExchange exchange = onlyExchange(script);
            assertThat(exchange.status()).isEqualTo(404);
            assertThat(exchange.errNo()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redirected requests", "redirected urllib"})
    void a_redirection_is_one_exchange(String way) throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            ClientExchange exchange = onlyExchange(client(server, way).thatSucceeded());

            assertThat(exchange.target()).isEqualTo("http://127.0.0.1:18080/net/prediction");
            assertThat(exchange.isSuccess()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requests",
                "not JSON",
                "stream",
                "fork",
                "redirected requests",
                "urllib",
                "urllib by amount",
                "urllib by line",
                "urllib for nothing",
                "nobody",
                "grpc",
                "grpc later",
                "grpc aio",
                "grpc to nobody"
            })
    void a_script_ends_and_prints_as_it_does_without_the_recorder(String way) throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            boolean answered = !way.endsWith("nobody");
            RecordedScript.Setting setting = RecordedScript.Setting.of(python, directory)
                    .with(RecordingKind.SERVING_CLIENT)
                    .withVariable("CLIENT_PORT", String.valueOf(answered ? server.httpPort() : unusedPort()))
                    .withVariable("CLIENT_RPC_PORT", String.valueOf(answered ? server.grpcPort() : unusedPort()));

            RecordedScript recorded = setting.run("client.py", way);
            RecordedScript unrecorded = setting.runUnrecorded("client.py", way);

            assertThat(withoutTimes(recorded)).isEqualTo(withoutTimes(unrecorded));
            assertThat(recorded.outcome().termination())
                    .isEqualTo(unrecorded.outcome().termination());
            assertThat(recorded.recording().processes()).isNotEmpty();
        }
    }

    @Test
    void a_forked_child_counts_its_own_requests() throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            RecordedScript script = client(server, "fork").thatSucceeded();

            assertThat(script.printed("child")).containsExactly("0");
            assertThat(script.recording().processes())
                    .extracting(process -> process.exchanges().stream()
                            .map(ClientExchange::index)
                            .toList())
                    .containsExactlyInAnyOrder(List.of(0, 1), List.of(0));
        }
    }

    @Test
    void leads_only_targets_on_loopback() {
        RecordedScript script = RecordedScript.Setting.of(python, directory)
                .with(RecordingKind.SERVING_CLIENT)
                .run("client.py", "targets")
                .thatSucceeded();

        assertThat(script.printed("target"))
                .containsExactly(
                        "ipv4:127.0.0.1:7,127.0.0.1:9994", "[::1]:7", "dns:///localhost:7", "mylocalhost:9993");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "urllib by amount", "urllib by line"})
    void an_answer_that_is_read_in_pieces_stays_readable_and_is_a_problem(String way) throws Exception {
        try (TestPipelineServer server = new TestPipelineServer(GOOD, GOOD_RESPONSE)) {
            RecordedScript script = client(server, way).thatSucceeded();

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

    @ParameterizedTest
    @ValueSource(strings = {"18080:here", "18080", "18080:0", "18080:65536", "18080:\u00b2"})
    void ports_that_are_none_are_a_problem(String ports) {
        RecordedScript script = RecordedScript.Setting.of(python, directory)
                .with(RecordingKind.SERVING_CLIENT)
                .withVariable(Recorder.SERVING_PORTS_VARIABLE, ports)
                .run("client.py", "nobody");

        assertThat(script.recording().processes())
                .flatExtracting(RecordedProcess::problems)
                .contains("TIPC_SERVING_PORTS holds '" + ports + "', which is no pair of ports");
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

    /** Serving's client prints the time of day. */
    private static List<String> withoutTimes(RecordedScript script) {
        return script.output()
                .lines()
                .map(line -> line.replaceFirst(" time:[0-9.]+$", ""))
                .toList();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(0));
            return socket.getLocalPort();
        }
    }
}
