// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;

/** Plans the tutorials' service in Python. */
final class TutorialServing implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        steps.convert(
                steps.python(),
                3,
                steps.logs() + "/python_trans_model_" + steps.entry(1).value() + ".log");
        steps.changeDirectory(steps.entry(9).value());
        steps.noteServiceHandling();
        List<PlannedCommand> started = new ArrayList<>();
        ConfigEntry devices = steps.entry(11);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            Details details = (cpu ? Details.none() : DeploymentSteps.gpu())
                    .withCell(DeploymentSteps.cell("device", cpu ? "cpu" : "gpu"));
            String end = (cpu ? "_cpu" : "_gpu") + ".log";
            started.addAll(steps.run(
                    Step.SERVE,
                    steps.python().value(steps.entry(10)).assignment(devices, cpu ? "" : device),
                    details.withLog(steps.logs() + "/python_server" + end)
                            .withInputs(List.of(steps.entry(7).value()))));
            steps.pause("5s");
            started.addAll(steps.run(
                    Step.REQUEST,
                    steps.python().value(steps.entry(12)).argument(steps.entry(13)),
                    details.withLog(steps.logs() + "/python_client" + end)
                            .withInputs(DeploymentSteps.present(steps.entry(13).value()))));
            steps.endByName();
        }
        steps.addition(
                DeviationKind.LOGS_BELOW_THE_REPOSITORY,
                steps.entry(9),
                "the logs of the service and of the client are looked for below the service's folder, where that folder is"
                        + " missing, so that neither starts",
                started);
        return steps.plan();
    }
}
