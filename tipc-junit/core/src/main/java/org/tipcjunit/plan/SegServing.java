// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import org.tipcjunit.config.ConfigEntry;

/** Plans PaddleSeg's service in Python. */
final class SegServing implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        steps.convert(steps.python(), 3, steps.logs() + "/python_trans_model.log");
        steps.changeDirectory(steps.entry(9).value());
        steps.noteServiceHandling();
        ConfigEntry devices = steps.entry(11);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            Details details = (cpu ? Details.none() : DeploymentSteps.gpu())
                    .withCell(DeploymentSteps.cell("device", cpu ? "cpu" : "gpu"));
            String logs = steps.logs() + (cpu ? "/python_%s_cpu" : "/python_%s_gpu");
            steps.run(
                    Step.SERVE,
                    steps.python()
                            .value(steps.entry(10))
                            .argument(steps.entry(15))
                            .argument(steps.entry(12))
                            .assignment(devices, cpu ? "" : device),
                    details.withLog(String.format(logs, "server") + ".log")
                            .withInputs(List.of(steps.entry(7).value())));
            steps.pause("5s");
            steps.run(
                    Step.REQUEST,
                    steps.python()
                            .value(steps.entry(13))
                            .argument(steps.entry(14))
                            .argument(steps.entry(15)),
                    details.withLog(String.format(logs, "client") + "_batchsize_1.log")
                            .withInputs(DeploymentSteps.present(steps.entry(14).value())));
            steps.endByName();
        }
        return steps.plan();
    }
}
