// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.serving.PipelineConfig;
import org.tipcjunit.serving.PipelineRequest;
import org.tipcjunit.serving.ServicePorts;
import org.tipcjunit.serving.ServingConfigException;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageContext;

/**
 * What the services of one chain share: turns, ports, and how they are prepared.
 *
 * <p>Services of one working copy share its pipeline config, so they run one after the other.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Services {

    /** The one of a chain. */
    public static final Product<Services> OF_CHAIN = Services::new;

    private final StageContext chain;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<Path, ServicePorts> documented = new HashMap<>();

    private Services(StageContext chain) {
        this.chain = chain;
    }

    /**
     * Get the services as they are planned.
     *
     * @throws StageFailedException if none was asked for
     */
    public static ServingPlan planned(StageContext chain) {
        return chain.plan().part(ServingPlan.class).orElseThrow(() -> noService(chain));
    }

    static StageFailedException noService(StageContext chain) {
        return new StageFailedException(new StageFailure(
                chain.plan().model(),
                StageKind.SERVE,
                "serve",
                StageFailure.Reason.NO_EVIDENCE,
                "no serving config was named",
                "a config of the model's service",
                "none",
                "name it with @TipcModel(serving = ...), tipc.serving, or serving in certification.properties",
                Optional.empty()));
    }

    /** Do something while no other service of this chain runs. */
    public <T> T inTurn(Supplier<T> action) {
        turn.lock();
        try {
            return action.get();
        } finally {
            turn.unlock();
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
    public record Prepared(
            RequestForm form, ServicePorts documented, ServicePorts used, List<PipelineRequest> requests) {

        public Prepared {
            requests = List.copyOf(requests);
        }
    }

    /**
     * Give a service its ports, and find out how it is asked.
     *
     * @throws StageFailedException if there are no images, or the repository does not say how it is asked
     */
    public Prepared prepare(PlannedService planned, PlannedStage stage, List<Path> images) {
        if (images.isEmpty()) {
            throw failed(
                    stage,
                    "there are no test images to send to the service",
                    "real test images",
                    "0 images",
                    "name a folder with real test images (--images)");
        }
        ServingPlan serving = planned(chain);
        Path file = ServiceConfig.of(stage);
        try {
            RequestForm form = RequestForm.of(serving.request(), planned.clients(), stage);
            ServicePorts before = documentedPorts(file);
            ServicePorts used = serving.ports().orElseGet(chain.tools().ports()::next);
            PipelineConfig.read(file).withPorts(used);
            List<PipelineRequest> requests = new ArrayList<>();
            for (Path image : images) {
                requests.add(form.about(image, requests.size()));
            }
            return new Prepared(form, before, used, requests);
        } catch (RequestForm.UnknownFormException e) {
            throw failed(
                    stage,
                    "it is not known how the service is to be asked",
                    "the service's name and the key of the image, in its client or stated",
                    String.valueOf(e.getMessage()),
                    "state them with tipc.serving.request=SERVICE:KEY, or serving-request in certification.properties");
        } catch (ServingConfigException e) {
            throw failed(
                    stage,
                    "the service's pipeline config cannot be given free ports",
                    "a pipeline config with http_port and rpc_port",
                    e.problem().sentence(),
                    e.problem().remedy());
        } catch (IOException e) {
            throw failed(
                    stage,
                    "a test image cannot be read",
                    "readable test images",
                    e.toString(),
                    "check the folder of test images");
        }
    }

    private StageFailedException failed(
            PlannedStage stage, String summary, String expected, String observed, String remedy) {
        return new StageFailedException(new StageFailure(
                chain.plan().model(),
                stage.kind(),
                stage.name(),
                StageFailure.Reason.FAILED,
                summary,
                expected,
                observed,
                remedy,
                Optional.empty()));
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
}
