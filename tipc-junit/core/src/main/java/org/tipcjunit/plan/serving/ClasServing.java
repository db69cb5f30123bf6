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

/** Plans PaddleClas' services: of one model for classification, or of two for recognition. */
final class ClasServing implements KindPlanner {

    private static final String DEPLOY = "./deploy";
    private static final String STOP = "-m paddle_serving_server.serve stop";

    private final boolean cpp;

    ClasServing(boolean cpp) {
        this.cpp = cpp;
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        steps.showGpu("0");
        boolean recognition = input.has(LineLayout.SERVING_CLAS_RECOGNITION);
        if (recognition) {
            recognition(steps);
        } else {
            classification(steps);
        }
        return steps.plan();
    }

    private void classification(DeploymentSteps steps) {
        steps.convert(python(steps), steps.logs() + (cpp ? "/cpp_trans_model.log" : "/python_trans_model.log"));
        steps.changeDirectory(steps.line(Line.SERVING_DIR).value());
        noteEdits(steps, steps.line(Line.SERVING_DIR));
        ConfigEntry devices = steps.line(Line.DEVICES);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            if (cpp) {
                CommandText service = python(steps)
                        .text("-m paddle_serving_server.serve --model")
                        .from(
                                steps.line(Line.SERVING_SERVER),
                                DeploymentSteps.lastPart(
                                        steps.line(Line.SERVING_SERVER).value()))
                        .text("--op GeneralClasOp --port 9292");
                if (!cpu) {
                    service.from(devices, "--gpu_id=" + device);
                }
                steps.run(Step.SERVE, service, service(steps, cpu, "cpp_server"));
                steps.pause(cpu ? "5s" : "8s");
                steps.run(
                        Step.REQUEST,
                        python(steps).text("test_cpp_serving_client.py"),
                        service(steps, cpu, "cpp_client"));
                if (!cpu) {
                    steps.pause("5s");
                }
                steps.run(Step.STOP, python(steps).text(STOP), Details.none());
                if (cpu) {
                    steps.pause("5s");
                }
            } else if (knows(steps, devices, device)) {
                pythonService(steps, steps.line(Line.WEB_SERVICE), steps.line(Line.CLIENT), cpu, "5s");
            }
        }
    }

    private void recognition(DeploymentSteps steps) {
        ConfigEntry tool = steps.line(Line.TRANS_MODEL);
        String kind = cpp ? "cpp" : "python";
        steps.changeDirectory(DEPLOY);
        steps.convert(
                python(steps),
                steps.logs() + "/" + kind + "_trans_model_cls.log",
                tool,
                steps.line(Line.CLS_MODEL_DIR),
                steps.line(Line.MODEL_FILE),
                steps.line(Line.PARAMS_FILE),
                steps.line(Line.CLS_SERVER),
                steps.line(Line.CLS_CLIENT));
        steps.convert(
                python(steps),
                steps.logs() + "/" + kind + "_trans_model_det.log",
                tool,
                steps.line(Line.DET_MODEL_DIR),
                steps.line(Line.MODEL_FILE),
                steps.line(Line.PARAMS_FILE),
                steps.line(Line.DET_SERVER),
                steps.line(Line.DET_CLIENT));
        ConfigEntry folder = steps.line(Line.SERVING_DIR);
        steps.changeDirectory(folder.value());
        noteEdits(steps, folder);
        ConfigEntry devices = steps.line(Line.DEVICES);
        List<PlannedCommand> planned = new ArrayList<>();
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            if (cpp) {
                CommandText service = python(steps)
                        .text("-m paddle_serving_server.serve --model")
                        .from(
                                steps.line(Line.DET_SERVER),
                                "../../" + steps.line(Line.DET_SERVER).value())
                        .from(
                                steps.line(Line.CLS_SERVER),
                                "../../" + steps.line(Line.CLS_SERVER).value())
                        .text("--op GeneralPicodetOp GeneralFeatureExtractOp --port 9400");
                if (!cpu) {
                    service.from(devices, "--gpu_id=" + device);
                }
                planned.addAll(steps.run(Step.SERVE, service, service(steps, cpu, "cpp_server")));
                planned.addAll(steps.pause("5s"));
                planned.addAll(steps.run(
                        Step.REQUEST, python(steps).value(steps.line(Line.CLIENT)), service(steps, cpu, "cpp_client")));
                planned.addAll(steps.run(Step.STOP, python(steps).text(STOP), Details.none()));
                planned.addAll(steps.pause("5s"));
            } else if (knows(steps, devices, device)) {
                planned.addAll(pythonService(
                        steps, steps.line(Line.WEB_SERVICE), steps.line(Line.CLIENT), cpu, cpu ? "5s" : "10s"));
            }
        }
        steps.deviate(
                DeviationKind.STOPS_WHERE_A_FOLDER_IS_MISSING,
                folder,
                "the service belongs into " + steps.draft().directory()
                        + "; where that folder is missing the script goes on" + " in " + DEPLOY,
                planned,
                DeploymentSteps.in(DEPLOY, planned));
    }

    private List<PlannedCommand> pythonService(
            DeploymentSteps steps, ConfigEntry program, ConfigEntry clients, boolean cpu, String pause) {
        List<PlannedCommand> commands = new ArrayList<>(
                steps.run(Step.SERVE, python(steps).value(program), service(steps, cpu, "python_server")));
        commands.addAll(steps.pause(pause));
        for (String client : clients.elements()) {
            commands.addAll(steps.run(
                    Step.REQUEST,
                    python(steps).from(clients, client),
                    service(steps, cpu, "python_client_" + DeploymentSteps.shortClient(client))));
            commands.addAll(steps.pause(pause));
        }
        commands.addAll(steps.run(Step.STOP, python(steps).text(STOP), Details.none()));
        return commands;
    }

    private static boolean knows(DeploymentSteps steps, ConfigEntry devices, String device) {
        boolean known = device.equals("null") || device.equals("0");
        if (!known) {
            steps.doesNotRun("device " + device, devices, "the script serves on null (the CPU) and on 0 only");
        }
        return known;
    }

    private static Details service(DeploymentSteps steps, boolean cpu, String log) {
        return (cpu ? Details.none() : DeploymentSteps.gpu())
                .withCell(DeploymentSteps.cell("device", cpu ? "cpu" : "gpu"))
                .withLog(steps.logs() + "/" + log + (cpu ? "_cpu.log" : "_gpu.log"));
    }

    private static CommandText python(DeploymentSteps steps) {
        ConfigEntry interpreters = steps.line(Line.PYTHON);
        return new CommandText()
                .from(
                        interpreters,
                        interpreters.elements().stream()
                                .filter(interpreter -> interpreter.contains("python"))
                                .findFirst()
                                .orElse(interpreters.value()));
    }

    private static void noteEdits(DeploymentSteps steps, ConfigEntry folder) {
        steps.noteServiceHandling();
        steps.deviate(
                DeviationKind.NO_EDITS_BY_LINE_NUMBER,
                folder,
                "model_config, device_type and devices of config.yml and the names in the converted models have to be set"
                        + " by their keys before the service starts",
                List.of(),
                List.of());
    }
}
