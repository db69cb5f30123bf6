// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.serving;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.plan.deploy.DeploymentSteps;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans the C++ services of PaddleSeg and of the tutorials, whose layouts agree up to the client. */
final class CppServing implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        boolean tutorial = input.has(LineLayout.SERVING_CPP_TUTORIAL);
        DeploymentSteps steps = new DeploymentSteps(input);
        steps.convert(steps.python(), steps.logs() + "/cpp_trans_model.log");
        steps.changeDirectory(steps.line(Line.SERVING_DIR).value());
        steps.noteServiceHandling();
        if (!tutorial) {
            steps.run(Step.CONVERT_SERVING, steps.python().text("modify_serving_client_conf.py"), Details.none());
        }
        List<PlannedCommand> started = new ArrayList<>();
        List<PlannedCommand> all = new ArrayList<>();
        ConfigEntry devices = steps.line(Line.DEVICES);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            Details details = (cpu ? Details.none() : DeploymentSteps.gpu())
                    .withCell(DeploymentSteps.cell("device", cpu ? "cpu" : "gpu"));
            String end = (cpu ? "_cpu" : "_gpu") + ".log";
            CommandText service = steps.python().text("-m paddle_serving_server.serve");
            for (Line line : List.of(Line.SERVED_MODEL, Line.OP, Line.PORT)) {
                ConfigEntry option = steps.line(line);
                service.from(option, option.key() + " " + option.value());
            }
            if (!cpu) {
                service.from(devices, devices.key() + " " + device);
            }
            started.addAll(steps.run(
                    Step.SERVE,
                    service,
                    details.withLog(steps.logs() + "/cpp_server" + end)
                            .withInputs(List.of(steps.line(Line.SERVED_MODEL).value()))));
            all.addAll(steps.pause("5s"));
            CommandText client = steps.python().value(steps.line(Line.CLIENT));
            if (!tutorial) {
                client.argument(steps.line(Line.INPUT_NAME)).argument(steps.line(Line.OUTPUT_NAME));
            }
            started.addAll(steps.run(Step.REQUEST, client, details.withLog(steps.logs() + "/cpp_client" + end)));
            all.addAll(steps.endByName());
            if (!tutorial) {
                steps.pause("5s");
            }
        }
        if (tutorial) {
            steps.addition(
                    DeviationKind.LOGS_BELOW_THE_REPOSITORY,
                    steps.line(Line.SERVING_DIR),
                    "the logs of the service and of the client are looked for below the service's folder, where that folder"
                            + " is missing, so that neither starts",
                    started);
            readByPythonScript(steps, all);
        }
        return steps.plan();
    }

    /** Note what the tutorial's script for Python runs on this config, since both have the mode serving_infer. */
    private static void readByPythonScript(DeploymentSteps steps, List<PlannedCommand> all) {
        steps.deviate(
                DeviationKind.CHAIN_CHOSEN_BY_CONFIG,
                steps.line(LineLayout.SERVING_TUTORIAL, Line.DEVICES),
                "the script for Python takes this line for its devices",
                all,
                List.of());
    }
}
