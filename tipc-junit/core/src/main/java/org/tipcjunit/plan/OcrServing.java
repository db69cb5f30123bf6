// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.config.ConfigEntry;

/** Plans PaddleOCR's services of a text detector, a text recogniser, or both. */
final class OcrServing implements KindPlanner {

    /** Systems of a detector and a recogniser, whose names upstream's scripts list. */
    static final Set<String> SYSTEMS =
            Set.of("ch_PP-OCRv2", "ch_PP-OCRv3", "ch_ppocr_mobile_v2_0", "ch_ppocr_server_v2_0");

    private final boolean cpp;

    OcrServing(boolean cpp) {
        this.cpp = cpp;
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        steps.showGpu("0");
        String model = input.entry(1).value();
        boolean system = SYSTEMS.contains(model);
        boolean detects = system || cpp || model.contains("det");
        boolean recognises = system || cpp || (!detects && model.contains("rec"));
        if (detects) {
            convert(steps, steps.entry(4), steps.entry(7), steps.entry(8), "det");
        }
        if (recognises) {
            convert(steps, steps.entry(9), steps.entry(10), steps.entry(11), "rec");
        }
        steps.changeDirectory(steps.entry(12).value());
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
                .value(steps.entry(3))
                .from(folder, option("--dirname", folder.value()))
                .argument(steps.entry(5))
                .argument(steps.entry(6))
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
        ConfigEntry devices = steps.entry(16);
        List<PlannedCommand> stops = new ArrayList<>();
        List<PlannedCommand> oneWord = new ArrayList<>();
        for (String device : devices.elements()) {
            boolean cpu = device.equals("null");
            Details details = (cpu ? Details.none() : DeploymentSteps.gpu())
                    .withCell(DeploymentSteps.cell("device", cpu ? "cpu" : "gpu"));
            String end = (cpu ? "_cpu" : "_gpu") + ".log";
            CommandText service = steps.python()
                    .value(steps.entry(13))
                    .text("--model")
                    .from(
                            steps.entry(7),
                            DeploymentSteps.lastPart(steps.entry(7).value()))
                    .from(
                            steps.entry(10),
                            DeploymentSteps.lastPart(steps.entry(10).value()))
                    .from(
                            steps.entry(14),
                            steps.entry(14).key() + " " + steps.entry(14).value())
                    .from(
                            steps.entry(15),
                            steps.entry(15).key() + " " + steps.entry(15).value());
            if (!cpu) {
                service.from(devices, devices.key() + " " + device);
            }
            steps.run(Step.SERVE, service, details.withLog(logs(steps) + "/cpp_server" + end));
            steps.pause("5s");
            steps.run(
                    Step.REQUEST,
                    steps.python()
                            .value(steps.entry(17))
                            .from(
                                    steps.entry(8),
                                    DeploymentSteps.lastPart(steps.entry(8).value()))
                            .from(
                                    steps.entry(11),
                                    DeploymentSteps.lastPart(steps.entry(11).value())),
                    details.withLog(logs(steps) + "/cpp_client" + end));
            stops.addAll(
                    steps.run(Step.STOP, steps.python().value(steps.entry(13)).text("stop"), Details.none()));
            oneWord.addAll(steps.draft()
                    .compose(
                            Step.STOP,
                            steps.python()
                                    .text("'" + steps.entry(13).value() + "'")
                                    .text("stop"),
                            Details.none()));
            if (cpu) {
                steps.pause("5s");
            }
        }
        steps.deviate(
                DeviationKind.WORDS_NOT_SPLIT,
                steps.entry(13),
                "the command that ends the service has the words of this line as one word, so that the service goes on",
                stops,
                oneWord);
    }

    private void python(DeploymentSteps steps, boolean detects, boolean recognises) {
        ConfigEntry devices = steps.entry(14);
        CommandText models = new CommandText();
        if (detects) {
            models.argument(
                    steps.entry(19), DeploymentSteps.lastPart(steps.entry(7).value()));
        }
        if (recognises) {
            models.argument(
                    steps.entry(20), DeploymentSteps.lastPart(steps.entry(10).value()));
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
        for (String mkldnn : steps.entry(15).elements()) {
            for (String threads : steps.entry(16).elements()) {
                CommandText service = steps.python()
                        .value(steps.entry(13))
                        .assignment(steps.entry(14), "")
                        .assignment(steps.entry(15), mkldnn)
                        .argument(steps.entry(16), threads)
                        .all(models);
                Details details = Details.none()
                        .withCell(DeploymentSteps.cell("device", "cpu", "mkldnn", mkldnn, "threads", threads));
                session(steps, service, serves, details, "cpu_", "usemkldnn_" + mkldnn + "_threads_" + threads);
            }
        }
    }

    private void gpuService(DeploymentSteps steps, CommandText models, boolean serves) {
        ConfigEntry precisions = steps.entry(18);
        for (String tensorRt : steps.entry(17).elements()) {
            for (String precision : precisions.elements()) {
                String name = "usetrt_" + tensorRt + "_precision_" + precision;
                if ((precision.contains("fp16") || precision.contains("int8")) && tensorRt.equals("False")) {
                    steps.doesNotRun(name, precisions, "this precision needs TensorRT, which the cell switches off");
                    continue;
                }
                CommandText service = steps.python()
                        .value(steps.entry(13))
                        .argument(steps.entry(17), tensorRt)
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
            served.addAll(List.of(steps.entry(7).value(), steps.entry(10).value()));
            steps.run(
                    Step.SERVE,
                    service,
                    details.withLog(logs(steps) + "/python_server_" + device + name + ".log")
                            .withInputs(DeploymentSteps.present(served)));
        }
        steps.pause("2s");
        ConfigEntry clients = steps.entry(21);
        for (String client : clients.elements()) {
            steps.run(
                    Step.REQUEST,
                    steps.python().from(clients, client).argument(steps.entry(22)),
                    details.withLog(logs(steps) + "/python_client_" + device + DeploymentSteps.shortClient(client) + "_"
                                    + name + "_batchsize_1.log")
                            .withInputs(DeploymentSteps.present(steps.entry(22).value())));
            steps.pause("2s");
        }
        steps.endByName();
    }
}
