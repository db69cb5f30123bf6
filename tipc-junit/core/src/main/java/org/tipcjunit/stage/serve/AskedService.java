// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tipcjunit.artifact.Answer;
import org.tipcjunit.artifact.ClientRun;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.isolation.Loopback;
import org.tipcjunit.process.Command;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.serving.GrpcClients;
import org.tipcjunit.serving.HttpPipelineClient;
import org.tipcjunit.serving.LoadGenerator;
import org.tipcjunit.serving.LoadResult;
import org.tipcjunit.serving.PipelineClient;
import org.tipcjunit.serving.PipelineRequest;
import org.tipcjunit.serving.Service;
import org.tipcjunit.serving.ServicePorts;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageContext;

/**
 * Runs services, asks them in every way, and asks the exported model the same.
 *
 * @param chain the chain that serves
 * @param services what its services share
 * @param exported the exported model
 */
record AskedService(StageContext chain, Services services, ExportedModel exported) {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    /** How often every image is sent while others are under way, and how many requests are under way at most. */
    private static final int IN_FLIGHT = 2;

    private static final int MOST_IN_FLIGHT = 32;

    /** How long a service that no longer answers may take to end. */
    private static final Duration DYING = Duration.ofSeconds(2);

    private static final String MOST_RUNS = "10000";

    ServiceRun run(PlannedService planned) {
        PlannedStage stage = planned.serve().orElseThrow();
        List<Path> images = chain.images();
        Services.Prepared prepared = services.prepare(planned, stage, images);
        ProxyVariables proxies = ProxyVariables.of(System.getenv());
        if (!proxies.set().isEmpty()) {
            chain.tools()
                    .progress()
                    .accept("[tipc] " + chain.plan().model() + ": " + stage.name() + " and its clients run without "
                            + String.join(", ", proxies.set()));
        }
        ServiceRunner.Served<Asked> served = new ServiceRunner(chain)
                .serve(
                        withMostRuns(stage),
                        Serve.STAGE.watch(),
                        prepared.used(),
                        prepared.requests().get(0),
                        (service, loopback) -> ask(service, loopback, planned, prepared, images));
        Asked asked = served.result();
        List<PredictorRun> runs = served.run().recording().predictorRuns();
        return new ServiceRun(
                served.run(),
                prepared.form().service(),
                prepared.form().key(),
                prepared.documented(),
                prepared.used(),
                proxies.set(),
                served.startToReady(),
                asked.http(),
                asked.grpc(),
                asked.inFlight(),
                asked.clients(),
                asked.later(),
                runs,
                new ServedReference(chain.tools().predictors()).on(exported, runs),
                served.stop(),
                AskedPredictors.of(stage));
    }

    /** A service sees every image several times, and all of it is evidence. */
    private static PlannedStage withMostRuns(PlannedStage stage) {
        Map<String, String> environment = new HashMap<>(stage.command().environment());
        environment.put(Recorder.MAX_RUNS_VARIABLE, MOST_RUNS);
        return stage.withCommand(
                new Command(stage.command().argv(), stage.command().workingDirectory(), environment));
    }

    private record Asked(
            List<Answer> http, List<Answer> grpc, List<Answer> inFlight, List<ClientRun> clients, List<Answer> later) {}

    private Asked ask(
            Service service,
            Optional<Loopback> loopback,
            PlannedService planned,
            Services.Prepared prepared,
            List<Path> images) {
        List<PipelineRequest> requests = prepared.requests();
        try (PipelineClient http = new HttpPipelineClient(prepared.used().http(), REQUEST_LIMIT);
                PipelineClient grpc =
                        GrpcClients.installed().connect(prepared.used().rpc(), REQUEST_LIMIT)) {
            List<Answer> overHttp = answers(LoadGenerator.run(http, requests, 1, images.size()), images);
            List<Answer> overGrpc = answers(LoadGenerator.run(grpc, requests, 1, images.size()), images);
            int all = IN_FLIGHT * images.size();
            List<Answer> inFlight =
                    answers(LoadGenerator.run(http, requests, Math.min(all, MOST_IN_FLIGHT), all), images);
            List<ClientRun> clients = new ArrayList<>();
            for (PlannedStage client : planned.clients()) {
                if (service.isAlive()) {
                    clients.add(client(client.joined(loopback), prepared));
                }
            }
            List<Answer> later = answers(LoadGenerator.run(http, requests, 1, images.size()), images);
            if (Stream.of(overHttp, overGrpc, inFlight, later)
                    .flatMap(List::stream)
                    .anyMatch(answer -> answer.response().isEmpty())) {
                service.awaitEnd(DYING);
            }
            return new Asked(overHttp, overGrpc, inFlight, clients, later);
        }
    }

    private static List<Answer> answers(LoadResult result, List<Path> images) {
        return result.samples().stream()
                .map(sample -> new Answer(
                        images.get(sample.request() % images.size()),
                        sample.response(),
                        sample.error(),
                        sample.latency()))
                .toList();
    }

    /** Run a client script; its connections to the documented ports go to those in use. */
    private ClientRun client(PlannedStage stage, Services.Prepared prepared) {
        Map<String, String> environment = new HashMap<>(stage.command().environment());
        ServicePorts documented = prepared.documented();
        environment.put(
                Recorder.SERVING_PORTS_VARIABLE,
                documented.http() + ":" + prepared.used().http() + "," + documented.rpc() + ":"
                        + prepared.used().rpc());
        StageRun run = chain.runner()
                .runBeside(
                        stage.withCommand(new Command(
                                stage.command().argv(), stage.command().workingDirectory(), environment)),
                        Request.STAGE.watch());
        return new ClientRun(
                run,
                run.recording().processes().stream()
                        .flatMap(process -> process.exchanges().stream())
                        .toList());
    }
}
