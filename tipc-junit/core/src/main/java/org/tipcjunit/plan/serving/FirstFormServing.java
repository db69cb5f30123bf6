// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/**
 * Plans {@code test_serving.sh}, the first form of serving.
 *
 * <p>Its second argument is a GPU's number. Callers that give a mode there, as all other scripts take one, hide every GPU; that
 * is harmless for the CPU and is kept there.
 */
final class FirstFormServing implements KindPlanner {

    /** The repository whose copy of the script shows services and clients without running them. */
    private static final String ONLY_SHOWS = "insightface";

    private static final String SCRIPT = "test_serving.sh";
    private static final String PAUSE = "2s";
    private static final String CPP = "cpp";

    @Override
    public TipcPlan plan(PlanInput input) {
        return new Run(new DeploymentSteps(input), onlyShows(input)).plan();
    }

    private static boolean onlyShows(PlanInput input) {
        String script = input.request().scripts().get(SCRIPT);
        return script == null ? input.isRepository(ONLY_SHOWS) : script.contains("echo $web_service_cmd");
    }

    /**
     * One plan in the making.
     *
     * @param steps the plan so far
     * @param onlyShows whether the script shows services and clients without running them
     * @param started services and clients so far
     * @param skipped commands of cells that the script passes over
     * @param lastService the service that was started last
     */
    private record Run(
            DeploymentSteps steps,
            boolean onlyShows,
            List<PlannedCommand> started,
            List<PlannedCommand> skipped,
            List<PlannedCommand> lastService) {

        Run(DeploymentSteps steps, boolean onlyShows) {
            this(steps, onlyShows, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        TipcPlan plan() {
            steps.showGpu(steps.input().mode());
            steps.convert(steps.python(), steps.logs() + "/python_trans_model.log");
            steps.changeDirectory(line(Line.SERVING_DIR).value());
            steps.noteServiceHandling();
            for (String interpreter : line(Line.PYTHON).elements()) {
                for (String device : line(Line.DEVICES).elements()) {
                    if (interpreter.equals(CPP)) {
                        cpp(device);
                    } else if (device.equals("null")) {
                        cpu(interpreter);
                    } else {
                        gpu(interpreter, device);
                    }
                }
            }
            if (onlyShows) {
                steps.addition(
                        DeviationKind.CELL_NOT_SKIPPED,
                        line(Line.USE_MKLDNN),
                        "the script passes over every cell without oneDNN",
                        skipped);
                steps.addition(
                        DeviationKind.SHOWN_NOT_RUN,
                        line(Line.WEB_SERVICE),
                        "the script shows the services and clients without running them",
                        started);
            }
            return steps.plan();
        }

        private ConfigEntry line(Line line) {
            return steps.line(line);
        }

        private void cpu(String interpreter) {
            steps.showGpu(steps.input().mode());
            for (String mkldnn : line(Line.USE_MKLDNN).elements()) {
                for (String threads : line(Line.CPU_THREADS).elements()) {
                    CommandText service = interpreter(interpreter)
                            .value(line(Line.WEB_SERVICE))
                            .assignment(line(Line.DEVICES), namesNoDevice() ? "" : "null")
                            .assignment(line(Line.USE_MKLDNN), mkldnn)
                            .argument(line(Line.CPU_THREADS), threads);
                    Details details = Details.none()
                            .withCell(DeploymentSteps.cell("device", "cpu", "mkldnn", mkldnn, "threads", threads));
                    List<PlannedCommand> commands = session(
                            interpreter, service, details, "cpu_", "usemkldnn_" + mkldnn + "_threads_" + threads);
                    if (mkldnn.equals("False")) {
                        skipped.addAll(commands);
                    }
                }
            }
        }

        /** Whether an empty text stands for the CPU, which newer copies write where older ones write the word null. */
        private boolean namesNoDevice() {
            String script = steps.input().request().scripts().get(SCRIPT);
            return script == null
                    ? line(Line.DEVICES).value().contains("\"")
                    : script.contains("${web_use_gpu_key}=\"\"");
        }

        private void gpu(String interpreter, String device) {
            List<PlannedCommand> planned = new ArrayList<>();
            List<PlannedCommand> hidden = new ArrayList<>();
            for (String tensorRt : line(Line.USE_TRT).elements()) {
                for (String precision : line(Line.PRECISION).elements()) {
                    String name = "usetrt_" + tensorRt + "_precision_" + precision;
                    if ((precision.contains("fp16") || precision.contains("int8")) && tensorRt.equals("False")) {
                        steps.doesNotRun(
                                name,
                                line(Line.PRECISION),
                                "this precision needs TensorRT, which the cell switches off");
                        continue;
                    }
                    CommandText service = interpreter(interpreter)
                            .value(line(Line.WEB_SERVICE))
                            .assignment(line(Line.DEVICES), device)
                            .argument(line(Line.USE_TRT), tensorRt)
                            .argument(line(Line.PRECISION), precision);
                    Details details = Details.none()
                            .withCell(DeploymentSteps.cell("device", "gpu", "trt", tensorRt, "precision", precision))
                            .withNotRun(Optional.of(
                                    tensorRt.equals("True")
                                            ? DeploymentSteps.NEEDS_TENSORRT
                                            : DeploymentSteps.NEEDS_GPU));
                    steps.showGpu("0");
                    List<PlannedCommand> commands = session(interpreter, service, details, "gpu_", name);
                    planned.addAll(commands);
                    commands.stream().map(this::withModeAsGpu).forEach(hidden::add);
                }
            }
            boolean ignored = device.contains("\"");
            if (ignored) {
                steps.addition(
                        DeviationKind.UNKNOWN_DEVICE_IGNORED,
                        line(Line.DEVICES),
                        "the script knows the devices null and 0, and passes over " + device,
                        planned);
            } else if (!planned.isEmpty()) {
                steps.deviate(
                        DeviationKind.MODE_TAKEN_FOR_ANOTHER_ARGUMENT,
                        line(Line.DEVICES),
                        "the mode is taken for the number of a GPU, so that none is visible",
                        planned,
                        hidden);
            }
        }

        private PlannedCommand withModeAsGpu(PlannedCommand command) {
            return DeploymentSteps.withVisibleDevices(command, steps.input().mode());
        }

        private List<PlannedCommand> session(
                String interpreter, CommandText service, Details details, String device, String name) {
            String logs = steps.logs() + "/";
            List<PlannedCommand> commands = new ArrayList<>(steps.run(
                    Step.SERVE,
                    service,
                    details.withLog(logs + "server_" + device + name + ".log")
                            .withInputs(DeploymentSteps.present(
                                    line(Line.SERVING_SERVER).value()))));
            started.addAll(commands);
            lastService.clear();
            lastService.addAll(commands);
            commands.addAll(steps.pause(PAUSE));
            for (String client : line(Line.CLIENT).elements()) {
                String log = "server_infer_" + device + DeploymentSteps.shortClient(client) + "_" + name
                        + "_batchsize_1.log";
                List<PlannedCommand> request = steps.run(
                        Step.REQUEST,
                        interpreter(interpreter).from(line(Line.CLIENT), client).argument(line(Line.IMAGES)),
                        details.withLog(logs + log)
                                .withInputs(DeploymentSteps.present(
                                        line(Line.IMAGES).value())));
                started.addAll(request);
                commands.addAll(request);
                commands.addAll(steps.pause(PAUSE));
            }
            commands.addAll(steps.endByName());
            return commands;
        }

        private CommandText interpreter(String name) {
            return new CommandText().from(line(Line.PYTHON), name);
        }

        /** Plan what the C++ branch runs, whose models are written into the script. */
        private void cpp(String device) {
            steps.showGpu(steps.input().mode());
            boolean cpu = device.equals("null");
            CommandText service = steps.python()
                    .text("-m paddle_serving_server.serve --model ppocr_det_mobile_2.0_serving/"
                            + " ppocr_rec_mobile_2.0_serving/ --port 9293")
                    .text(cpu ? "" : "--gpu_id=0");
            CommandText client =
                    steps.python().text("ocr_cpp_client.py ppocr_det_mobile_2.0_client/ ppocr_rec_mobile_2.0_client/");
            Details details = (cpu ? Details.none() : DeploymentSteps.gpu())
                    .withCell(DeploymentSteps.cell("server", CPP, "device", cpu ? "cpu" : "gpu"))
                    .withLog(steps.logs() + "/server_infer_cpp_cpu_pipeline_usemkldnn_False_threads_4_batchsize_1.log");
            List<PlannedCommand> planned = new ArrayList<>(steps.run(Step.SERVE, service, details));
            steps.pause(PAUSE);
            planned.addAll(steps.run(Step.REQUEST, client, details));
            steps.pause(PAUSE);
            steps.endByName();
            if (!namesNoDevice()) {
                steps.deviate(
                        DeviationKind.INTERPRETER_TAKEN_FROM_LIST,
                        line(Line.PYTHON),
                        "the C++ client is a Python script, which the script runs with the C preprocessor, and instead of the"
                                + " C++ service it starts the last one in Python again",
                        planned,
                        lastService.stream().map(this::withModeAsGpu).toList());
            }
        }
    }
}
