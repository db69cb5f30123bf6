// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.serving;

import java.util.List;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.deploy.DeploymentSteps;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans PaddleSeg's service in Python. */
final class SegServing implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        steps.convert(steps.python(), steps.logs() + "/python_trans_model.log");
        steps.changeDirectory(steps.line(Line.SERVING_DIR).value());
        steps.noteServiceHandling();
        ConfigEntry devices = steps.line(Line.DEVICES);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            Details details = (cpu ? Details.none() : DeploymentSteps.gpu())
                    .withCell(DeploymentSteps.cell("device", cpu ? "cpu" : "gpu"));
            String logs = steps.logs() + (cpu ? "/python_%s_cpu" : "/python_%s_gpu");
            steps.run(
                    Step.SERVE,
                    steps.python()
                            .value(steps.line(Line.WEB_SERVICE))
                            .argument(steps.line(Line.INPUT_NAME))
                            .argument(steps.line(Line.OUTPUT_NAME))
                            .assignment(devices, cpu ? "" : device),
                    details.withLog(String.format(logs, "server") + ".log")
                            .withInputs(List.of(steps.line(Line.SERVING_SERVER).value())));
            steps.pause("5s");
            steps.run(
                    Step.REQUEST,
                    steps.python()
                            .value(steps.line(Line.CLIENT))
                            .argument(steps.line(Line.IMAGES))
                            .argument(steps.line(Line.INPUT_NAME)),
                    details.withLog(String.format(logs, "client") + "_batchsize_1.log")
                            .withInputs(DeploymentSteps.present(
                                    steps.line(Line.IMAGES).value())));
            steps.endByName();
        }
        return steps.plan();
    }
}
