// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.deploy.DeploymentSteps;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans PaddleOCR's services of a text detector, a text recogniser, or both. */
@API(status = Status.INTERNAL, since = "0.1")
public final class OcrServing implements KindPlanner {

    private final boolean cpp;

    OcrServing(boolean cpp) {
        this.cpp = cpp;
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        steps.showGpu("0");
        String model = input.line(Line.MODEL_NAME).value();
        boolean system = DeploymentSteps.OCR_SYSTEMS.contains(model);
        boolean detects = system || cpp || model.contains("det");
        boolean recognises = system || cpp || (!detects && model.contains("rec"));
        if (detects) {
            convert(
                    steps,
                    steps.line(Line.DET_MODEL_DIR),
                    steps.line(Line.DET_SERVER),
                    steps.line(Line.DET_CLIENT),
                    "det");
        }
        if (recognises) {
            convert(
                    steps,
                    steps.line(Line.REC_MODEL_DIR),
                    steps.line(Line.REC_SERVER),
                    steps.line(Line.REC_CLIENT),
                    "rec");
        }
        steps.changeDirectory(steps.line(Line.SERVING_DIR).value());
        steps.noteServiceHandling();
        if (cpp) {
            cpp(steps);
        } else {
            python(steps, detects, recognises);
        }
        return steps.plan();
    }

    private void convert(
            DeploymentSteps steps, ConfigEntry folder, ConfigEntry server, ConfigEntry client, String name) {
        CommandText text = steps.python()
                .value(steps.line(Line.TRANS_MODEL))
                .from(folder, option("--dirname", folder.value()))
                .argument(steps.line(Line.MODEL_FILE))
                .argument(steps.line(Line.PARAMS_FILE))
                .from(server, option("--serving_server", server.value()))
                .from(client, option("--serving_client", client.value()));
        steps.convert(
                text,
                List.of(folder.value()),
                List.of(server.value(), client.value()),
                logs(steps) + (cpp ? "/cpp" : "/python") + "_trans_model_" + name + ".log");
    }

    private static String option(String name, String value) {
        return new ConfigEntry(0, name, value).argument().orElse("");
    }

    private String logs(DeploymentSteps steps) {
        return steps.logs() + (cpp ? "/cpp" : "/python");
    }

    private void cpp(DeploymentSteps steps) {
        ConfigEntry devices = steps.line(Line.DEVICES);
        List<PlannedCommand> stops = new ArrayList<>();
        List<PlannedCommand> oneWord = new ArrayList<>();
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            Details details = (cpu ? Details.none() : DeploymentSteps.gpu())
                    .withCell(DeploymentSteps.cell("device", cpu ? "cpu" : "gpu"));
            String end = (cpu ? "_cpu" : "_gpu") + ".log";
            CommandText service = steps.python()
                    .value(steps.line(Line.WEB_SERVICE))
                    .text("--model")
                    .from(
                            steps.line(Line.DET_SERVER),
                            DeploymentSteps.lastPart(steps.line(Line.DET_SERVER).value()))
                    .from(
                            steps.line(Line.REC_SERVER),
                            DeploymentSteps.lastPart(steps.line(Line.REC_SERVER).value()))
                    .from(
                            steps.line(Line.OP),
                            steps.line(Line.OP).key() + " "
                                    + steps.line(Line.OP).value())
                    .from(
                            steps.line(Line.PORT),
                            steps.line(Line.PORT).key() + " "
                                    + steps.line(Line.PORT).value());
            if (!cpu) {
                service.from(devices, devices.key() + " " + device);
            }
            steps.run(Step.SERVE, service, details.withLog(logs(steps) + "/cpp_server" + end));
            steps.pause("5s");
            steps.run(
                    Step.REQUEST,
                    steps.python()
                            .value(steps.line(Line.CLIENT))
                            .from(
                                    steps.line(Line.DET_CLIENT),
                                    DeploymentSteps.lastPart(
                                            steps.line(Line.DET_CLIENT).value()))
                            .from(
                                    steps.line(Line.REC_CLIENT),
                                    DeploymentSteps.lastPart(
                                            steps.line(Line.REC_CLIENT).value())),
                    details.withLog(logs(steps) + "/cpp_client" + end));
            stops.addAll(steps.run(
                    Step.STOP,
                    steps.python().value(steps.line(Line.WEB_SERVICE)).text("stop"),
                    Details.none()));
            oneWord.addAll(steps.draft()
                    .compose(
                            Step.STOP,
                            steps.python()
                                    .text("'" + steps.line(Line.WEB_SERVICE).value() + "'")
                                    .text("stop"),
                            Details.none()));
            if (cpu) {
                steps.pause("5s");
            }
        }
        steps.deviate(
                DeviationKind.WORDS_NOT_SPLIT,
                steps.line(Line.WEB_SERVICE),
                "the command that ends the service has the words of this line as one word, so that the service goes on",
                stops,
                oneWord);
    }

    private void python(DeploymentSteps steps, boolean detects, boolean recognises) {
        ConfigEntry devices = steps.line(Line.DEVICES);
        CommandText models = new CommandText();
        if (detects) {
            models.argument(
                    steps.line(Line.DET_CONFIG),
                    DeploymentSteps.lastPart(steps.line(Line.DET_SERVER).value()));
        }
        if (recognises) {
            models.argument(
                    steps.line(Line.REC_CONFIG),
                    DeploymentSteps.lastPart(steps.line(Line.REC_SERVER).value()));
        }
        boolean serves = detects || recognises;
        for (String device : devices.elements()) {
            if (device.equals("null")) {
                cpuService(steps, models, serves);
            } else if (device.equals("gpu")) {
                gpuService(steps, models, serves);
            } else {
                steps.doesNotRun("device " + device, devices, "the script serves on null (the CPU) and on gpu only");
            }
        }
    }

    private void cpuService(DeploymentSteps steps, CommandText models, boolean serves) {
        for (String mkldnn : steps.line(Line.USE_MKLDNN).elements()) {
            for (String threads : steps.line(Line.CPU_THREADS).elements()) {
                CommandText service = steps.python()
                        .value(steps.line(Line.WEB_SERVICE))
                        .assignment(steps.line(Line.DEVICES), "")
                        .assignment(steps.line(Line.USE_MKLDNN), mkldnn)
                        .argument(steps.line(Line.CPU_THREADS), threads)
                        .all(models);
                Details details = Details.none()
                        .withCell(DeploymentSteps.cell("device", "cpu", "mkldnn", mkldnn, "threads", threads));
                session(steps, service, serves, details, "cpu_", "usemkldnn_" + mkldnn + "_threads_" + threads);
            }
        }
    }

    private void gpuService(DeploymentSteps steps, CommandText models, boolean serves) {
        ConfigEntry precisions = steps.line(Line.PRECISION);
        for (String tensorRt : steps.line(Line.USE_TRT).elements()) {
            for (String precision : precisions.elements()) {
                String name = "usetrt_" + tensorRt + "_precision_" + precision;
                if ((precision.contains("fp16") || precision.contains("int8")) && tensorRt.equals("False")) {
                    steps.doesNotRun(name, precisions, "this precision needs TensorRT, which the cell switches off");
                    continue;
                }
                CommandText service = steps.python()
                        .value(steps.line(Line.WEB_SERVICE))
                        .argument(steps.line(Line.USE_TRT), tensorRt)
                        .argument(precisions, precision)
                        .all(models);
                Details details = Details.none()
                        .withCell(DeploymentSteps.cell("device", "gpu", "trt", tensorRt, "precision", precision))
                        .withNotRun(Optional.of(
                                tensorRt.equals("True") ? DeploymentSteps.NEEDS_TENSORRT : DeploymentSteps.NEEDS_GPU));
                session(steps, service, serves, details, "gpu_", name);
            }
        }
    }

    private void session(
            DeploymentSteps steps, CommandText service, boolean serves, Details details, String device, String name) {
        List<String> served = new ArrayList<>();
        if (serves) {
            served.addAll(List.of(
                    steps.line(Line.DET_SERVER).value(),
                    steps.line(Line.REC_SERVER).value()));
            steps.run(
                    Step.SERVE,
                    service,
                    details.withLog(logs(steps) + "/python_server_" + device + name + ".log")
                            .withInputs(DeploymentSteps.present(served)));
        }
        steps.pause("2s");
        ConfigEntry clients = steps.line(Line.CLIENT);
        for (String client : clients.elements()) {
            steps.run(
                    Step.REQUEST,
                    steps.python().from(clients, client).argument(steps.line(Line.IMAGES)),
                    details.withLog(logs(steps) + "/python_client_" + device + DeploymentSteps.shortClient(client) + "_"
                                    + name + "_batchsize_1.log")
                            .withInputs(DeploymentSteps.present(
                                    steps.line(Line.IMAGES).value())));
            steps.pause("2s");
        }
        steps.endByName();
    }
}
