// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;

/** Plans the C++ services of PaddleSeg and of the tutorials, whose layouts agree up to the client. */
final class CppServing implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        boolean tutorial = !input.entry(15).key().equals("--input_name");
        DeploymentSteps steps = new DeploymentSteps(input);
        steps.convert(steps.python(), 3, steps.logs() + "/cpp_trans_model.log");
        steps.changeDirectory(steps.entry(9).value());
        steps.noteServiceHandling();
        if (!tutorial) {
            steps.run(Step.CONVERT_SERVING, steps.python().text("modify_serving_client_conf.py"), Details.none());
        }
        List<PlannedCommand> started = new ArrayList<>();
        List<PlannedCommand> all = new ArrayList<>();
        ConfigEntry devices = steps.entry(13);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            Details details = (cpu ? Details.none() : DeploymentSteps.gpu())
                    .withCell(DeploymentSteps.cell("device", cpu ? "cpu" : "gpu"));
            String end = (cpu ? "_cpu" : "_gpu") + ".log";
            CommandText service = steps.python().text("-m paddle_serving_server.serve");
            for (int index = 10; index <= 12; index++) {
                ConfigEntry option = steps.entry(index);
                service.from(option, option.key() + " " + option.value());
            }
            if (!cpu) {
                service.from(devices, devices.key() + " " + device);
            }
            started.addAll(steps.run(
                    Step.SERVE,
                    service,
                    details.withLog(steps.logs() + "/cpp_server" + end)
                            .withInputs(List.of(steps.entry(10).value()))));
            all.addAll(steps.pause("5s"));
            CommandText client = steps.python().value(steps.entry(14));
            if (!tutorial) {
                client.argument(steps.entry(15)).argument(steps.entry(16));
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
                    steps.entry(9),
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
                steps.entry(11),
                "the script for Python takes this line for its devices",
                all,
                List.of());
    }
}
