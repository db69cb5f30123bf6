// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.LoadRun;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.serving.HttpPipelineClient;
import org.tipcjunit.serving.LoadGenerator;
import org.tipcjunit.serving.LoadResult;
import org.tipcjunit.serving.PipelineClient;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.Watch;
import org.tipcjunit.stage.serve.PlannedService;
import org.tipcjunit.stage.serve.Serve;
import org.tipcjunit.stage.serve.ServiceRunner;
import org.tipcjunit.stage.serve.Services;
import org.tipcjunit.stage.serve.ServingPlan;

/**
 * The first service that this machine can run, started once more and sent many requests.
 *
 * @param concurrency how many requests are under way at once; positive
 * @param requests how many there are; positive
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Load(int concurrency, int requests) implements Stage<LoadRun> {

    /** The stage whatever its load, for who only asks whose a run is. */
    public static final Load STAGE = new Load(1, 1);

    /** How many services of a chain have been put under load. */
    private static final Product<AtomicInteger> COUNT = chain -> new AtomicInteger();

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    @Override
    public String label() {
        return "serve-load";
    }

    @Override
    public StageKind kind() {
        return StageKind.SERVE;
    }

    /** Nothing is recorded, so that the service has its true speed. */
    @Override
    public Watch watch() {
        return Watch.wholly();
    }

    @Override
    public LoadRun make(StageContext chain) {
        chain.get(Serve.STAGE);
        Services services = chain.get(Services.OF_CHAIN);
        return services.inTurn(() -> load(chain, services));
    }

    private LoadRun load(StageContext chain, Services services) {
        ServingPlan serving = Services.planned(chain);
        PlannedService planned = serving.services().stream()
                .filter(service -> service.serve().isPresent())
                .findFirst()
                .orElseThrow(() -> noService(chain, serving));
        PlannedStage serve = planned.serve().orElseThrow();
        int number = chain.get(COUNT).incrementAndGet();
        String name = number == 1 ? label() : label() + "-" + number;
        PlannedStage stage = new PlannedStage(
                name,
                kind(),
                serve.command(),
                serve.directory().resolveSibling(name),
                serve.limit(),
                serve.workspace(),
                Optional.empty());
        List<Path> images = chain.images();
        Services.Prepared prepared = services.prepare(planned, stage, images);
        ServiceRunner.Served<Load.Result> served = new ServiceRunner(chain)
                .serve(stage, watch(), prepared.used(), prepared.requests().get(0), (service, loopback) -> {
                    try (PipelineClient client =
                            new HttpPipelineClient(prepared.used().http(), REQUEST_LIMIT)) {
                        LoadGenerator.run(client, prepared.requests(), 1, images.size());
                        long before = service.memoryBytes();
                        chain.tools()
                                .progress()
                                .accept("[tipc] %s: %d requests to the service, %d at a time"
                                        .formatted(chain.plan().model(), requests, concurrency));
                        LoadResult result = LoadGenerator.run(client, prepared.requests(), concurrency, requests);
                        return new Result(result, before, service.memoryBytes(), service.isAlive());
                    }
                });
        Result load = served.result();
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

    private StageFailedException noService(StageContext chain, ServingPlan serving) {
        return new StageFailedException(new StageFailure(
                chain.plan().model(),
                kind(),
                label(),
                StageFailure.Reason.FAILED,
                "this machine can run none of the services",
                "a service to send requests to",
                String.join(
                        "\n",
                        serving.services().stream()
                                .map(service ->
                                        service.name() + ": " + service.notRun().orElse(""))
                                .toList()),
                "certify a serving config with a cell for the CPU",
                Optional.empty()));
    }

    private record Result(LoadResult result, long memoryBefore, long memoryAfter, boolean alive) {}
}
