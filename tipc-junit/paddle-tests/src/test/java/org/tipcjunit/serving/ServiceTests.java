// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.isolation.Allowance;
import org.tipcjunit.isolation.HereBubblewrap;
import org.tipcjunit.isolation.Isolation;
import org.tipcjunit.isolation.Loopback;
import org.tipcjunit.isolation.Network;
import org.tipcjunit.isolation.Place;
import org.tipcjunit.lanes.NeedsPython;
import org.tipcjunit.lanes.OnEveryJdk;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.OutputListener;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.process.Termination;

/** Starts small services that misbehave; what a real one does is tested where its model is made. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@NeedsPython
@OnEveryJdk
class ServiceTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final ProcessRunner runner = new ProcessRunner();
    private final FreePorts free = new FreePorts();
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private final List<ServerSocket> strangers = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        runner.close();
        for (ServerSocket stranger : strangers) {
            stranger.close();
        }
    }

    @Test
    void is_ready_when_it_listens_on_both_ports_and_answers() throws Exception {
        try (Service service = start("none", LIMIT)) {
            assertThat(service.isAlive()).isTrue();
            assertThat(service.startToReady()).isPositive();
            assertThat(service.memoryBytes()).isGreaterThan(1 << 20);
            assertThat(service.ended()).isEmpty();
            try (PipelineClient client = new HttpPipelineClient(service.ports().http(), LIMIT)) {
                PipelineResponse response = client.send(request("an image"));

                assertThat(response.isSuccess()).isTrue();
                assertThat(response.values()).containsExactly("about an image");
                assertThat(response.keys()).containsExactly("result");
            }
        }
        assertThat(progress).hasSize(2);
        assertThat(progress.get(0)).startsWith("[tipc] net: service started on port ");
        assertThat(progress.get(1)).startsWith("[tipc] net: service ready after ");
    }

    @Test
    void stops_with_its_ports_free_and_says_the_same_again() throws Exception {
        Service service = start("none", LIMIT);

        ServiceStop stop = service.stop();

        assertThat(stop.outcome().termination()).isEqualTo(new Termination.Stopped());
        assertThat(stop.stillListening()).isEmpty();
        assertThat(service.stop()).isSameAs(stop);
        assertThat(service.isAlive()).isFalse();
        assertThat(service.ended()).isEmpty();
        try (Service again = Service.start(spec("none", service.ports(), LIMIT), runner, progress::add)) {
            assertThat(again.isAlive()).isTrue();
        }
    }

    @Test
    void is_asked_on_a_loopback_of_its_own_that_nobody_else_reaches() throws Exception {
        ServicePorts ports = free.next();
        Isolation isolation = Isolation.by(
                HereBubblewrap.orAbort(), System.getenv(), python(), List.of(), Network.OFF, Allowance.usual());
        Path copy = Files.createDirectories(folder.resolve("run/workspace"));
        ServiceSpec plain = spec("none", ports, LIMIT);
        Files.copy(folder.resolve("service.py"), copy.resolve("service.py"));
        try (Loopback loopback =
                isolation.loopback(List.of(ports.http(), ports.rpc())).orElseThrow()) {
            Command serving = isolation.enclose(
                    new Command(
                            List.of("python3", "service.py", "" + ports.http(), "" + ports.rpc(), "none"),
                            copy,
                            Map.of()),
                    place("serve", Place.Use.SERVING, loopback));
            ServiceSpec spec = new ServiceSpec(
                    "net", serving, plain.log(), LIMIT, LIMIT, ports, plain.probe(), Optional.of(loopback.folder()));
            try (Service service = Service.start(spec, runner, progress::add);
                    PipelineClient client = new HttpPipelineClient(ports.http(), LIMIT)) {
                assertThat(client.send(request("an image")).values()).containsExactly("about an image");
                assertThat(service.memoryBytes()).isGreaterThan(1 << 20);
                // What the machine sees of it is the door of this JVM.
                assertThat(ListeningSockets.now().on(ports.http()))
                        .singleElement()
                        .satisfies(socket -> assertThat(ListeningSockets.holders(socket))
                                .containsOnlyKeys(ProcessHandle.current().pid()));
                // A client of its own network reaches it as well.
                Files.writeString(copy.resolve("client.py"), """
                        import http.client, sys
                        connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]))
                        connection.request("GET", "/")
                        print("answered", connection.getresponse().status)
                        """);
                ProcessOutcome asked = runner.run(
                        isolation.enclose(
                                new Command(List.of("python3", "client.py", "" + ports.http()), copy, Map.of()),
                                place("request", Place.Use.ASKING, loopback)),
                        folder.resolve("client.log"),
                        LIMIT,
                        OutputListener.none());
                assertThat(asked.log()).content().startsWith("answered ");
                ServiceStop stop = service.stop();
                assertThat(stop.stillListening()).isEmpty();
            }
            assertThat(ListeningSockets.now().on(ports.http())).isEmpty();
        }
    }

    private static Path python() {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private Place place(String name, Place.Use use, Loopback loopback) throws IOException {
        Path run = folder.resolve("run");
        return new Place(
                run, run.resolve("workspace"), Files.createDirectories(run.resolve(name)), use, Optional.of(loopback));
    }

    @Test
    void waits_for_one_that_binds_late() throws Exception {
        try (Service service = start("binds late", LIMIT)) {
            assertThat(service.startToReady()).isGreaterThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void waits_for_one_that_refuses_at_first() throws Exception {
        try (Service service = start("refuses at first", LIMIT)) {
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void reports_one_that_exits_at_once_with_its_status() {
        ServiceException failure = failure("exits", LIMIT);

        assertThat(failure.reason()).isEqualTo(ServiceException.Reason.EXITED);
        assertThat(failure.summary()).isEqualTo("the service ended before it was ready: exit status 3");
        assertThat(failure.outcome().termination()).isEqualTo(new Termination.Exited(3));
        assertThat(failure.outcome().log()).content().contains("service with fault 'exits'");
    }

    @Test
    void reports_a_program_that_does_not_exist() {
        ServiceSpec spec = new ServiceSpec(
                "net",
                new Command(List.of("no-such-program"), folder, Map.of()),
                folder.resolve("log"),
                LIMIT,
                LIMIT,
                free.next(),
                request("probe"));

        ServiceException failure =
                catchThrowableOfType(ServiceException.class, () -> Service.start(spec, runner, progress::add));

        assertThat(failure.reason()).isEqualTo(ServiceException.Reason.NOT_STARTED);
        assertThat(failure.summary()).startsWith("the service could not be started: not started: ");
    }

    @Test
    void reports_one_that_never_listens_with_what_is_missing() {
        ServicePorts ports = free.next();
        ServiceException failure = failure("never listens", ports, Duration.ofSeconds(2));

        assertThat(failure.reason()).isEqualTo(ServiceException.Reason.NOT_LISTENING);
        assertThat(failure.summary()).isEqualTo("the service did not listen on its ports within 2.0 s");
        assertThat(failure.observed()).isEqualTo("nobody listens on port " + ports.http() + " and port " + ports.rpc());
    }

    @Test
    void reports_the_last_answer_of_one_that_refuses() {
        ServiceException failure = failure("refuses", Duration.ofSeconds(3));

        assertThat(failure.reason()).isEqualTo(ServiceException.Reason.REFUSED);
        assertThat(failure.observed()).isEqualTo("the last answer: err_no 5000 with HTTP status 200: planted refusal");
    }

    @Test
    void reports_one_that_is_no_pipeline_service() {
        ServiceException failure = failure("no pipeline service", Duration.ofSeconds(3));

        assertThat(failure.reason()).isEqualTo(ServiceException.Reason.REFUSED);
        assertThat(failure.observed())
                .contains("answered with HTTP status 404, but not as a pipeline service does (JSON with err_no): ")
                .contains("not found");
    }

    @Test
    void reports_the_process_that_holds_a_port_before_the_start_and_leaves_it_alone() throws Exception {
        ServicePorts ports = free.next();
        ServerSocket stranger = listenOn(ports.rpc());

        ServiceException failure = failure("none", ports, LIMIT);

        assertThat(failure.reason()).isEqualTo(ServiceException.Reason.PORT_TAKEN);
        assertThat(failure.summary()).isEqualTo("port " + ports.rpc() + " is taken before the service starts");
        assertThat(failure.observed())
                .startsWith("process " + ProcessHandle.current().pid() + " (")
                .endsWith(" listens on port " + ports.rpc());
        assertThat(stranger.isClosed()).isFalse();
        assertThat(progress).isEmpty();
    }

    @Test
    void reports_a_stranger_that_takes_a_port_while_it_starts() throws Exception {
        ServicePorts ports = free.next();
        ServiceSpec spec = spec("binds late", ports, LIMIT);
        ServiceException failure = catchThrowableOfType(
                ServiceException.class,
                () -> Service.start(spec, runner, line -> {
                    if (line.contains("started")) {
                        listenOn(ports.http());
                    }
                }));

        assertThat(failure.reason()).isEqualTo(ServiceException.Reason.NOT_OURS);
        assertThat(failure.summary()).isEqualTo("another process listens on a port of the service");
        assertThat(failure.observed())
                .contains("process " + ProcessHandle.current().pid() + " (", " listens on port " + ports.http());
    }

    @Test
    void ends_one_that_ignores_sigterm() throws Exception {
        ServiceStop stop = start("ignores SIGTERM", LIMIT).stop();

        assertThat(stop.stillListening()).isEmpty();
        assertThat(stop.duration()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void ends_grandchildren_that_hold_a_port_in_a_session_of_their_own() throws Exception {
        Service service = start("leaves a grandchild", LIMIT);

        ServiceStop stop = service.stop();

        assertThat(stop.stillListening()).isEmpty();
        assertThat(ListeningSockets.now().on(service.ports().rpc())).isEmpty();
    }

    @Test
    void tells_its_own_end_from_its_stop() throws Exception {
        try (Service service = start("dies when asked twice", LIMIT);
                PipelineClient client = new HttpPipelineClient(service.ports().http(), LIMIT)) {
            PipelineException lost =
                    catchThrowableOfType(PipelineException.class, () -> client.send(request("second")));

            assertThat(lost)
                    .hasMessageStartingWith(
                            "no answer from http://127.0.0.1:" + service.ports().http());
            service.awaitEnd(Duration.ofSeconds(10));
            assertThat(service.ended().map(ProcessOutcome::termination)).contains(new Termination.Exited(7));
            assertThat(service.stop().stillListening()).isEmpty();
        }
    }

    @Test
    void load_has_a_sample_for_every_request_in_order() throws Exception {
        try (Service service = start("none", LIMIT);
                PipelineClient client = new HttpPipelineClient(service.ports().http(), LIMIT)) {
            LoadResult load = LoadGenerator.run(client, List.of(request("a"), request("b"), request("c")), 4, 50);

            assertThat(load.samples()).hasSize(50);
            for (int i = 0; i < 50; i++) {
                LoadResult.Sample sample = load.samples().get(i);
                assertThat(sample.request()).isEqualTo(i);
                assertThat(sample.response().map(PipelineResponse::values))
                        .contains(List.of("about " + "abc".charAt(i % 3)));
            }
            assertThat(load.requestsPerSecond()).isPositive();
            assertThat(load.quantile(0.5).orElseThrow())
                    .isLessThanOrEqualTo(load.quantile(0.99).orElseThrow());
        }
    }

    @Test
    void load_keeps_the_errors_of_requests_that_get_no_answer() throws Exception {
        try (Service service = start("loses every third", LIMIT);
                PipelineClient client = new HttpPipelineClient(service.ports().http(), LIMIT)) {
            LoadResult load = LoadGenerator.run(client, List.of(request("a")), 1, 9);

            assertThat(load.samples())
                    .filteredOn(sample -> sample.response().isEmpty())
                    .hasSize(3)
                    .allSatisfy(sample -> assertThat(sample.error()).startsWith("no answer from http://127.0.0.1:"));
        }
    }

    @Test
    void load_gives_up_on_a_service_that_is_gone() throws Exception {
        Service service = start("none", LIMIT);
        service.stop();
        try (PipelineClient client = new HttpPipelineClient(service.ports().http(), LIMIT)) {
            LoadResult load = LoadGenerator.run(client, List.of(request("a")), 1, 20);

            assertThat(load.samples().get(19).error()).isEqualTo("not sent: requests before it got no answer");
            assertThat(load.quantile(0.5)).isEqualTo(Optional.empty());
            assertThat(load.requestsPerSecond()).isZero();
        }
    }

    @Test
    void services_side_by_side_do_not_meet() throws Exception {
        try (Service one = start("none", LIMIT);
                Service other = start("none", LIMIT)) {
            assertThat(List.of(one.ports().http(), one.ports().rpc()))
                    .doesNotContain(other.ports().http(), other.ports().rpc());
            assertThat(one.isAlive() && other.isAlive()).isTrue();
        }
    }

    private Service start(String fault, Duration readyLimit) throws Exception {
        return Service.start(spec(fault, free.next(), readyLimit), runner, progress::add);
    }

    private ServiceException failure(String fault, Duration readyLimit) {
        return failure(fault, free.next(), readyLimit);
    }

    private ServiceException failure(String fault, ServicePorts ports, Duration readyLimit) {
        ServiceException failure = catchThrowableOfType(
                ServiceException.class, () -> Service.start(spec(fault, ports, readyLimit), runner, progress::add));
        assertThat(failure).as("a failure to start").isNotNull();
        return failure;
    }

    private ServiceSpec spec(String fault, ServicePorts ports, Duration readyLimit) throws IOException {
        Path script = folder.resolve("service.py");
        if (!Files.exists(script)) {
            try (InputStream text = Objects.requireNonNull(ServiceTests.class.getResourceAsStream("service.py"))) {
                Files.copy(text, script);
            }
        }
        return new ServiceSpec(
                "net",
                new Command(
                        List.of(
                                "python3",
                                script.toString(),
                                String.valueOf(ports.http()),
                                String.valueOf(ports.rpc()),
                                fault),
                        folder,
                        Map.of()),
                folder.resolve("log-" + ports.http()),
                LIMIT,
                readyLimit,
                ports,
                request("probe"));
    }

    private static PipelineRequest request(String value) {
        return new PipelineRequest("net", List.of("image"), List.of(value), 1);
    }

    private ServerSocket listenOn(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.bind(new InetSocketAddress(port));
            strangers.add(socket);
            return socket;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
