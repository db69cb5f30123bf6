// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API.Status;
import org.apiguardian.api.API;
import org.tipcjunit.artifact.Answer;
import org.tipcjunit.artifact.ClientRun;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.LoadRun;
import org.tipcjunit.artifact.ServedCell;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.process.Command;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.serving.GrpcClients;
import org.tipcjunit.serving.HttpPipelineClient;
import org.tipcjunit.serving.LoadGenerator;
import org.tipcjunit.serving.LoadResult;
import org.tipcjunit.serving.PipelineClient;
import org.tipcjunit.serving.PipelineConfig;
import org.tipcjunit.serving.PipelineRequest;
import org.tipcjunit.serving.Service;
import org.tipcjunit.serving.ServicePorts;
import org.tipcjunit.serving.ServingConfigException;
import org.tipcjunit.stage.ChainTools;
import org.tipcjunit.stage.FolderState;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageRunner;

/** Converts the exported model, and runs the services that a serving config asks for. */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServingStages {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    /** How often every image is sent while others are under way, and how many requests are under way at most. */
    private static final int IN_FLIGHT = 2;

    private static final int MOST_IN_FLIGHT = 32;

    /** How long a service that no longer answers may take to end. */
    private static final Duration DYING = Duration.ofSeconds(2);

    private static final String MOST_RUNS = "10000";

    private final ServingPlan serving;
    private final String model;
    private final ChainTools tools;
    private final StageRunner stages;
    private final ServedReference reference;

    /** Services of one working copy share its pipeline config, so they run one after the other. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Map<Path, ServicePorts> documented = new HashMap<>();
    private int loads;

    public ServingStages(ServingPlan serving, String model, ChainTools tools, StageRunner stages) {
        this.serving = serving;
        this.model = model;
        this.tools = tools;
        this.stages = stages;
        this.reference = new ServedReference(tools.predictors());
    }

    /**
     * Convert, and run every service.
     *
     * @throws StageFailedException if the conversion, or the first service that this machine can run, fails
     */
    public ServingRun run(ExportedModel exported, List<Path> images) {
        turn.lock();
        try {
            return convertAndServe(exported, images);
        } finally {
            turn.unlock();
        }
    }

    private ServingRun convertAndServe(ExportedModel exported, List<Path> images) {
        StageRun conversion = convert(exported);
        List<ServedCell> cells = new ArrayList<>();
        boolean first = true;
        for (PlannedService planned : serving.services()) {
            if (planned.serve().isEmpty()) {
                cells.add(new ServedCell(
                        planned.name(),
                        planned.alternatives(),
                        planned.notRun().or(() -> Optional.of("not planned")),
                        Optional.empty(),
                        Optional.empty()));
                continue;
            }
            try {
                cells.add(new ServedCell(
                        planned.name(),
                        planned.alternatives(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(service(planned, exported, images))));
            } catch (StageFailedException e) {
                if (first) {
                    throw e;
                }
                cells.add(new ServedCell(
                        planned.name(),
                        planned.alternatives(),
                        Optional.empty(),
                        Optional.of(e.failure()),
                        Optional.empty()));
            }
            first = false;
        }
        return new ServingRun(conversion, serving.modelDirectory(), serving.servedDirectory(), cells);
    }

    /**
     * Start the first service that this machine can run once more, and send it many requests.
     *
     * @throws StageFailedException if it does not start, ends by itself, or none can run
     */
    public LoadRun underLoad(List<Path> images, int concurrency, int requests) {
        turn.lock();
        try {
            return load(images, concurrency, requests);
        } finally {
            turn.unlock();
        }
    }

    private LoadRun load(List<Path> images, int concurrency, int requests) {
        PlannedService planned = serving.services().stream()
                .filter(service -> service.serve().isPresent())
                .findFirst()
                .orElseThrow(() -> new StageFailedException(failure(
                        StageKind.SERVE,
                        "serve-load",
                        "this machine can run none of the services",
                        "a service to send requests to",
                        String.join(
                                "\n",
                                serving.services().stream()
                                        .map(service -> service.name() + ": "
                                                + service.notRun().orElse(""))
                                        .toList()),
                        "certify a serving config with a cell for the CPU")));
        PlannedStage serve = planned.serve().orElseThrow();
        loads++;
        String name = loads == 1 ? "serve-load" : "serve-load-" + loads;
        PlannedStage stage = new PlannedStage(
                name,
                StageKind.SERVE,
                serve.command(),
                serve.directory().resolveSibling(name),
                serve.limit(),
                serve.workspace(),
                Optional.empty());
        Prepared prepared = prepare(planned, stage, images);
        StageRunner.Served<Load> served = stages.serve(
                stage, Set.of(), prepared.used(), prepared.requests().get(0), service -> {
                    try (PipelineClient client =
                            new HttpPipelineClient(prepared.used().http(), REQUEST_LIMIT)) {
                        LoadGenerator.run(client, prepared.requests(), 1, images.size());
                        long before = service.memoryBytes();
                        tools.progress()
                                .accept("[tipc] %s: %d requests to the service, %d at a time"
                                        .formatted(model, requests, concurrency));
                        LoadResult result = LoadGenerator.run(client, prepared.requests(), concurrency, requests);
                        return new Load(result, before, service.memoryBytes(), service.isAlive());
                    }
                });
        Load load = served.result();
        return new LoadRun(
                served.run(),
                planned.name(),
                served.startToReady(),
                images,
                load.result(),
                load.memoryBefore(),
                load.memoryAfter(),
                load.alive(),
                served.stop());
    }

    private record Load(LoadResult result, long memoryBefore, long memoryAfter, boolean alive) {}

    private StageRun convert(ExportedModel exported) {
        PlannedStage stage = serving.convert();
        try {
            place(exported);
        } catch (IOException e) {
            throw new StageFailedException(failure(
                    StageKind.CONVERT,
                    stage.name(),
                    "the exported model cannot be put where the conversion reads it",
                    serving.programFile() + " and " + serving.parametersFile() + " in " + serving.modelDirectory(),
                    e.toString(),
                    "correct the line --dirname of " + serving.configPath()));
        }
        FolderState before = FolderState.of(serving.servedDirectory());
        StageRun run = stages.run(stage, Set.of(), Optional.empty());
        List<Path> written =
                files(serving.servedDirectory()).stream().filter(before::isNew).toList();
        boolean whole = Stream.of("serving_server_conf.prototxt", serving.programFile(), serving.parametersFile())
                .allMatch(name -> written.contains(serving.servedDirectory().resolve(name)));
        if (!whole) {
            throw new StageFailedException(StageRunner.failure(
                    run,
                    "the conversion ended well but wrote no model for the service",
                    "serving_server_conf.prototxt, " + serving.programFile() + " and " + serving.parametersFile()
                            + " in " + serving.servedDirectory() + ", written by this run",
                    files(serving.servedDirectory()).isEmpty()
                            ? "the folder holds no file"
                            : "this run wrote " + names(written) + "; the folder holds "
                                    + names(files(serving.servedDirectory())),
                    "let the conversion write the model there; a model that was converted earlier does not count"));
        }
        return run;
    }

    /** Put the exported model where the config names it, under the names that it gives. */
    private void place(ExportedModel exported) throws IOException {
        if (!exported.program().toString().endsWith(".pdmodel")) {
            throw new StageFailedException(StageRunner.failure(
                    exported.stage(),
                    "Paddle Serving cannot convert the exported program",
                    "a program *.pdmodel",
                    "a PIR program " + exported.program(),
                    "certify the service with Paddle 2.6.2 (tipc.environment=paddle-2.6.2)"));
        }
        copy(exported.program(), serving.modelDirectory().resolve(serving.programFile()));
        copy(exported.parameters(), serving.modelDirectory().resolve(serving.parametersFile()));
    }

    private void copy(Path file, Path place) throws IOException {
        if (!file.equals(place)) {
            Files.createDirectories(serving.modelDirectory());
            Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * A service that may be started.
     *
     * @param form how it is asked
     * @param documented the ports of the repository's pipeline config
     * @param used the ports that it gets
     * @param requests one for every test image
     */
    private record Prepared(
            RequestForm form, ServicePorts documented, ServicePorts used, List<PipelineRequest> requests) {}

    private Prepared prepare(PlannedService planned, PlannedStage stage, List<Path> images) {
        if (images.isEmpty()) {
            throw new StageFailedException(failure(
                    stage.kind(),
                    stage.name(),
                    "there are no test images to send to the service",
                    "real test images",
                    "0 images",
                    "name a folder with real test images (--images)"));
        }
        Path file = ServiceConfig.of(stage);
        try {
            RequestForm form = RequestForm.of(serving.request(), planned.clients(), stage);
            ServicePorts documented = documentedPorts(file);
            ServicePorts used = serving.ports().orElseGet(tools.ports()::next);
            PipelineConfig.read(file).withPorts(used);
            List<PipelineRequest> requests = new ArrayList<>();
            for (Path image : images) {
                requests.add(form.about(image, requests.size()));
            }
            return new Prepared(form, documented, used, requests);
        } catch (RequestForm.UnknownFormException e) {
            throw new StageFailedException(
                    failure(
                            stage.kind(),
                            stage.name(),
                            "it is not known how the service is to be asked",
                            "the service's name and the key of the image, in its client or stated",
                            String.valueOf(e.getMessage()),
                            "state them with tipc.serving.request=SERVICE:KEY, or serving-request in certification.properties"));
        } catch (ServingConfigException e) {
            Problem problem = e.problem();
            throw new StageFailedException(failure(
                    stage.kind(),
                    stage.name(),
                    "the service's pipeline config cannot be given free ports",
                    "a pipeline config with http_port and rpc_port",
                    new Problem(problem.where(), problem.what(), "").text(),
                    problem.remedy()));
        } catch (IOException e) {
            throw new StageFailedException(failure(
                    stage.kind(),
                    stage.name(),
                    "a test image cannot be read",
                    "readable test images",
                    e.toString(),
                    "check the folder of test images"));
        }
    }

    /** Get the ports of the repository's own file; another service of this chain may have replaced those in the copy. */
    private ServicePorts documentedPorts(Path file) {
        return documented.computeIfAbsent(file, first -> {
            PipelineConfig config = PipelineConfig.read(first);
            int http = config.httpPort()
                    .orElseThrow(() -> new ServingConfigException(new Problem(
                            Place.at(first, 1),
                            "it names no http_port, so that the service answers no HTTP request",
                            "name an http_port")));
            return new ServicePorts(http, config.rpcPort().orElse(http + 1));
        });
    }

    private ServiceRun service(PlannedService planned, ExportedModel exported, List<Path> images) {
        PlannedStage stage = planned.serve().orElseThrow();
        Prepared prepared = prepare(planned, stage, images);
        ProxyVariables proxies = ProxyVariables.of(System.getenv());
        if (!proxies.set().isEmpty()) {
            tools.progress()
                    .accept("[tipc] " + model + ": " + stage.name() + " and its clients run without "
                            + String.join(", ", proxies.set()));
        }
        StageRunner.Served<Asked> served = stages.serve(
                withMostRuns(stage),
                Set.of(RecordingKind.PREDICTOR_RUNS),
                prepared.used(),
                prepared.requests().get(0),
                service -> ask(service, planned, prepared, images));
        Asked asked = served.result();
        List<PredictorRun> runs = Chain.predictorRuns(served.run());
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
                reference.on(exported, runs),
                served.stop());
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

    private Asked ask(Service service, PlannedService planned, Prepared prepared, List<Path> images) {
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
                    clients.add(client(client, prepared));
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
    private ClientRun client(PlannedStage stage, Prepared prepared) {
        Map<String, String> environment = new HashMap<>(stage.command().environment());
        ServicePorts documentedPorts = prepared.documented();
        environment.put(
                Recorder.SERVING_PORTS_VARIABLE,
                documentedPorts.http() + ":" + prepared.used().http() + "," + documentedPorts.rpc() + ":"
                        + prepared.used().rpc());
        StageRun run = stages.runBeside(
                stage.withCommand(
                        new Command(stage.command().argv(), stage.command().workingDirectory(), environment)),
                Set.of(RecordingKind.SERVING_CLIENT),
                Optional.empty());
        return new ClientRun(
                run,
                run.recording().processes().stream()
                        .flatMap(process -> process.exchanges().stream())
                        .toList());
    }

    private StageFailure failure(
            StageKind kind, String stage, String summary, String expected, String observed, String remedy) {
        return new StageFailure(
                model, kind, stage, StageFailure.Reason.FAILED, summary, expected, observed, remedy, Optional.empty());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String names(List<Path> files) {
        return files.isEmpty()
                ? "nothing"
                : files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
    }
}
