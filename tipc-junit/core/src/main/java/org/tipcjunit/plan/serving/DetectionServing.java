// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.serving;

import java.util.List;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.deploy.DeploymentSteps;
import org.tipcjunit.plan.deploy.DetectionExport;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans PaddleDetection's services. */
final class DetectionServing implements KindPlanner {

    private final boolean cpp;

    DetectionServing(boolean cpp) {
        this.cpp = cpp;
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        if (!cpp) {
            steps.showGpu("0");
        }
        DetectionExport export = new DetectionExport(steps);
        steps.noteServiceHandling();
        ConfigEntry kinds = steps.line(Line.INFER_MODE);
        for (String kind : kinds.elements()) {
            export.run(kinds, kind, new CommandText());
            if (cpp) {
                cpp(steps, export.folder());
            } else {
                python(steps, export.folder());
            }
        }
        return steps.plan();
    }

    private static void python(DeploymentSteps steps, String folder) {
        ConfigEntry options = steps.line(Line.DEVICES);
        for (String option : options.elements()) {
            String device = option.substring(0, Math.max(0, option.indexOf(':')));
            String value = option.substring(option.indexOf(':') + 1);
            String name = device.isEmpty() ? option : device;
            Details details = details(name.equals("cpu"), name);
            steps.run(
                    Step.SERVE,
                    steps.python()
                            .value(steps.line(Line.WEB_SERVICE))
                            .argument(steps.line(Line.MODEL_DIR), folder)
                            .argument(options, value)
                            .argument(steps.line(Line.SERVING_PARAM)),
                    details.withLog(steps.logs() + "/python_server_" + name + ".log")
                            .withInputs(List.of(folder)));
            steps.pause("5s");
            steps.run(
                    Step.REQUEST,
                    steps.python()
                            .value(steps.line(Line.CLIENT))
                            .argument(steps.line(Line.IMAGES))
                            .argument(steps.line(Line.CLIENT_PARAM)),
                    details.withLog(steps.logs() + "/python_client_" + name + ".log")
                            .withInputs(DeploymentSteps.present(
                                    steps.line(Line.IMAGES).value())));
            steps.endByName();
            steps.pause("2s");
        }
    }

    private static void cpp(DeploymentSteps steps, String folder) {
        ConfigEntry devices = steps.line(Line.DEVICES);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            String name = cpu ? "cpu" : "gpu";
            Details details = details(cpu, name);
            steps.run(
                    Step.SERVE,
                    steps.python()
                            .text("-m paddle_serving_server.serve")
                            .argument(steps.line(Line.SERVED_MODEL), folder + "/serving_server")
                            .argument(steps.line(Line.OP))
                            .argument(steps.line(Line.PORT))
                            .argument(devices, device)
                            .argument(steps.line(Line.SERVING_PARAM)),
                    details.withLog(steps.logs() + "/cpp_server_" + name + ".log")
                            .withInputs(List.of(folder + "/serving_server")));
            steps.pause("5s");
            steps.run(
                    Step.REQUEST,
                    steps.python()
                            .value(steps.line(Line.CLIENT))
                            .argument(steps.line(Line.CLIENT_CONFIG), folder + "/serving_client")
                            .argument(steps.line(Line.IMAGES))
                            .argument(steps.line(Line.CLIENT_PARAM)),
                    details.withLog(steps.logs() + "/cpp_client_" + name + ".log")
                            .withInputs(DeploymentSteps.present(
                                    folder + "/serving_client",
                                    steps.line(Line.IMAGES).value())));
            steps.endByName();
            steps.pause("2s");
        }
    }

    private static Details details(boolean cpu, String device) {
        return (cpu ? Details.none() : DeploymentSteps.gpu()).withCell(DeploymentSteps.cell("device", device));
    }
}
