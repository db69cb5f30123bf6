// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.plan.PlanRequest;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.TipcPlan;

/** Runs the services of the fixture with a real Paddle Serving. */
@ExtendWith(PaddleTools.Resolver.class)
class ServingChainTests {

    private static final String CONFIGS = "test_tipc/configs/digits/";
    private static final String SERVING = CONFIGS + "model_linux_cpu_normal_normal_serving_python_linux_cpu.txt";

    @TempDir
    Path folder;

    @Test
    void converts_the_exported_model_and_asks_every_service_in_every_way(PaddleTools tools) {
        FixtureCopy copy = FixtureCopy.into(folder.resolve("repository"));
        Path config = copy.root().resolve(CONFIGS + "train_infer_python.txt");
        Chain chain = new Chain(
                Plans.of(
                        config,
                        ChainRequest.of(
                                        "digits",
                                        copy.root(),
                                        ConfigFile.read(config),
                                        CONFIGS + "train_infer_python.txt",
                                        tools.python(),
                                        folder.resolve("run"))
                                .withServing(Optional.of(new ChainRequest.Serving(
                                        servingPlan(copy.root()), SERVING, Optional.empty(), Optional.empty())))),
                tools.chainTools(System.out::println));

        ServingRun serving = chain.serving();
        serving.services().forEach(service -> {
            System.out.println(service.startToReady() + " " + service.stop() + " "
                    + service.reference().settings() + " " + service.reference().error() + " runs "
                    + service.runs().size());
            System.out.println(service.http());
            System.out.println(
                    service.clients().stream().map(ClientRun::exchanges).toList());
        });
        LoadRun load = chain.underLoad(8, 200);
        System.out.println(
                load.result().requestsPerSecond() + " " + load.result().quantile(0.5) + " "
                        + load.result().quantile(0.99) + " " + load.memoryBefore() + " " + load.memoryAfter());
    }

    private static TipcPlan servingPlan(Path repository) {
        return new Planner()
                .plan(new PlanRequest(
                        ConfigFile.read(repository.resolve(SERVING)),
                        SERVING,
                        "serving_infer",
                        Optional.empty(),
                        Map.of(),
                        Optional.empty()));
    }
}
