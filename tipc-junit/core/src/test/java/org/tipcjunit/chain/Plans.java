// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.PlanRequest;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainRequest;

/** Plans of configs for tests. */
public final class Plans {

    private static final String CONFIG = "test_tipc/configs/m/train_infer_python.txt";

    private Plans() {}

    public static ChainRequest request(String model, Path repository, Path python) {
        return ChainRequest.of(
                new ChainRequest.Model(model, repository, CONFIG),
                new ChainRequest.Run(python, repository.resolve("run")));
    }

    public static TipcPlan planned(Path config, String mode) {
        return new Planner()
                .plan(new PlanRequest(
                        ConfigFile.read(config), CONFIG, mode, Optional.empty(), Map.of(), Optional.empty()));
    }

    /** Plan the first chain that a config has in the lite mode. */
    public static ChainPlan of(Path config, ChainRequest request) {
        return in("lite_train_lite_infer", config, request);
    }

    public static ChainPlan in(String mode, Path config, ChainRequest request) {
        TipcPlan planned = planned(config, mode);
        return ChainPlanner.plan(planned, ChainPlan.combinations(planned).get(0), request);
    }
}
