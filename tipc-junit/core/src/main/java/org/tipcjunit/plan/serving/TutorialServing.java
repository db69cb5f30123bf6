// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.serving;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.deploy.DeploymentSteps;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans the tutorials' service in Python. */
final class TutorialServing implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        steps.convert(
                steps.python(),
                steps.logs() + "/python_trans_model_"
                        + steps.line(Line.MODEL_NAME).value() + ".log");
        steps.changeDirectory(steps.line(Line.SERVING_DIR).value());
        steps.noteServiceHandling();
        List<PlannedCommand> started = new ArrayList<>();
        ConfigEntry devices = steps.line(Line.DEVICES);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            Details details = (cpu ? Details.none() : DeploymentSteps.gpu())
                    .withCell(DeploymentSteps.cell("device", cpu ? "cpu" : "gpu"));
            String end = (cpu ? "_cpu" : "_gpu") + ".log";
            started.addAll(steps.run(
                    Step.SERVE,
                    steps.python().value(steps.line(Line.WEB_SERVICE)).assignment(devices, cpu ? "" : device),
                    details.withLog(steps.logs() + "/python_server" + end)
                            .withInputs(List.of(steps.line(Line.SERVING_SERVER).value()))));
            steps.pause("5s");
            started.addAll(steps.run(
                    Step.REQUEST,
                    steps.python().value(steps.line(Line.CLIENT)).argument(steps.line(Line.IMAGES)),
                    details.withLog(steps.logs() + "/python_client" + end)
                            .withInputs(DeploymentSteps.present(
                                    steps.line(Line.IMAGES).value()))));
            steps.endByName();
        }
        steps.addition(
                DeviationKind.LOGS_BELOW_THE_REPOSITORY,
                steps.line(Line.SERVING_DIR),
                "the logs of the service and of the client are looked for below the service's folder, where that folder is"
                        + " missing, so that neither starts",
                started);
        return steps.plan();
    }
}
