// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;

/** Plans offline quantisation and inference with the quantised model, in the form of the suite whose layout the config has. */
final class PtqPlanner implements KindPlanner {

    private static final String EXPORT_LOG = "/export.log";

    @Override
    public TipcPlan plan(PlanInput input) {
        ConfigEntries entries = input.entries();
        DeploymentSteps steps = new DeploymentSteps(input);
        if (entries.get(7).key().equals("kl_quant_export")) {
            detection(steps);
        } else if (entries.indexOf("inference") == 39) {
            clas(steps);
        } else if (entries.indexOf("inference") == 16) {
            video(steps);
        } else if (entries.indexOf("inference") == 14) {
            seg(steps);
        } else if (entries.indexOf("inference") == 8) {
            return new InferencePlanner().plan(input);
        } else {
            throw entries.problem(
                    entries.get(0),
                    "no layout of a config for offline quantisation has 'inference' on this line",
                    "compare the lines with such a config of the same suite: a line is missing, doubled or out of place");
        }
        return steps.plan();
    }

    private static void detection(DeploymentSteps steps) {
        String folder = steps.entry(5).value() + "/" + steps.entry(1).value();
        steps.run(
                Step.QUANTIZE,
                steps.python()
                        .value(steps.entry(7))
                        .argument(steps.entry(6))
                        .argument(steps.entry(3), steps.entry(1).value())
                        .uses(steps.entry(1))
                        .argument(steps.entry(5)),
                Details.none()
                        .withLog(steps.logs() + EXPORT_LOG)
                        .withInputs(DeploymentSteps.present(steps.entry(6).value()))
                        .withOutputs(List.of(folder)));
        InferenceLists lists = new InferenceLists(
                steps.entry(11),
                steps.entry(12),
                steps.entry(13),
                steps.entry(14),
                new ConfigEntry(0, "", "null"),
                steps.entry(15));
        for (InferenceLists.Cell cell : lists.cells(false)) {
            if (cell.gpu()
                    && cell.precision().startsWith("trt")
                    && !cell.precision().equals("trt_int8")) {
                steps.doesNotRun(
                        "infer gpu in mode " + cell.precision(),
                        steps.entry(15),
                        "a quantised model runs with TensorRT in int8 only");
                continue;
            }
            CommandText text = steps.python().value(steps.entry(10)).argument(steps.entry(11), cell.device());
            if (cell.gpu()) {
                text.argument(steps.entry(15), cell.precision());
            } else {
                text.argument(steps.entry(12), cell.mkldnn()).argument(steps.entry(13), cell.threads());
            }
            text.argument(steps.entry(16), folder)
                    .argument(steps.entry(14), cell.batch())
                    .argument(steps.entry(17))
                    .argument(steps.entry(18))
                    .argument(steps.entry(19));
            steps.run(
                    Step.INFER,
                    text,
                    Details.none()
                            .withCell(cell.values())
                            .withLog(steps.logs() + "/python_infer_" + cell.modeLogName() + ".log")
                            .withInputs(DeploymentSteps.present(
                                    folder, steps.entry(17).value()))
                            .withNotRun(cell.modeObstacle()));
        }
        lists.noteUnknownDevices(steps);
    }

    /** Plan the form of PaddleSeg and the tutorials. */
    private static void seg(DeploymentSteps steps) {
        boolean tutorial = !steps.entry(17).key().equals("--config");
        String folder = steps.entry(5).value();
        // Upstream's scripts read the batch size of the quantisation, then give the key of the inference's to it.
        CommandText text = steps.python()
                .value(steps.entry(11))
                .argument(steps.entry(15), steps.entry(3).value())
                .uses(steps.entry(3))
                .argument(steps.entry(4))
                .argument(steps.entry(7))
                .argument(steps.entry(16), steps.entry(8).value())
                .uses(steps.entry(8))
                .argument(steps.entry(6))
                .argument(steps.entry(5));
        List<PlannedCommand> quantise = steps.run(
                Step.QUANTIZE,
                text,
                Details.none()
                        .withLog(steps.logs() + EXPORT_LOG)
                        .withInputs(DeploymentSteps.present(
                                steps.entry(4).value(), steps.entry(6).value()))
                        .withOutputs(DeploymentSteps.present(folder)));
        if (tutorial) {
            steps.addition(
                    DeviationKind.SHOWN_NOT_RUN,
                    steps.entry(11),
                    "the script shows the quantisation and does not run it, so that the model as it was is inferred with",
                    quantise);
        }
        ConfigEntry devices = steps.entry(15);
        for (String device : devices.elements()) {
            for (String batch : steps.entry(16).elements()) {
                boolean gpu = InferenceLists.isGpu(device);
                if (!gpu && !InferenceLists.isCpu(device)) {
                    steps.doesNotRun("device " + device, devices, "no script knows this device");
                    continue;
                }
                CommandText infer = steps.python().value(steps.entry(14)).assignment(devices, device);
                if (tutorial) {
                    infer.argument(steps.entry(17), folder).uses(steps.entry(5));
                } else {
                    infer.argument(steps.entry(17));
                }
                infer.argument(steps.entry(16), batch).argument(steps.entry(18)).argument(steps.entry(19));
                infer(steps, infer, gpu, batch, List.of(folder, steps.entry(18).value()));
            }
        }
    }

    private static void video(DeploymentSteps steps) {
        ConfigEntry devices = steps.entry(17);
        CommandText text = steps.python()
                .value(steps.entry(13))
                .argument(devices, steps.entry(3).value())
                .uses(steps.entry(3));
        for (int option : List.of(4, 5, 9, 10, 7, 8, 6)) {
            text.argument(steps.entry(option));
        }
        steps.run(
                Step.QUANTIZE,
                text,
                Details.none()
                        .withLog(steps.logs() + EXPORT_LOG)
                        .withInputs(DeploymentSteps.present(
                                steps.entry(5).value(), steps.entry(7).value()))
                        .withOutputs(DeploymentSteps.present(steps.entry(6).value())));
        for (String device : devices.elements()) {
            for (String batch : steps.entry(19).elements()) {
                boolean gpu = InferenceLists.isGpu(device);
                if (!gpu && !InferenceLists.isCpu(device)) {
                    steps.doesNotRun("device " + device, devices, "no script knows this device");
                    continue;
                }
                CommandText infer = steps.python()
                        .value(steps.entry(16))
                        .assignment(devices, device)
                        .argument(steps.entry(18))
                        .argument(steps.entry(20))
                        .argument(steps.entry(21))
                        .argument(steps.entry(19), batch)
                        .argument(steps.entry(22))
                        .argument(steps.entry(23));
                infer(
                        steps,
                        infer,
                        gpu,
                        batch,
                        List.of(
                                steps.entry(20).value(),
                                steps.entry(21).value(),
                                steps.entry(22).value()));
            }
        }
    }

    private static void infer(DeploymentSteps steps, CommandText text, boolean gpu, String batch, List<String> inputs) {
        String device = gpu ? "gpu" : "cpu";
        steps.run(
                Step.INFER,
                text,
                (gpu ? DeploymentSteps.gpu() : Details.none())
                        .withCell(DeploymentSteps.cell("device", device, "batch", batch))
                        .withLog(steps.logs() + "/python_infer_" + device + "_batchsize_" + batch + ".log")
                        .withInputs(DeploymentSteps.present(inputs)));
    }

    /** Plan PaddleClas' form, which takes the layout of a training's config. */
    private static void clas(DeploymentSteps steps) {
        ConfigEntry quantise = steps.entry(33);
        if (!quantise.isPresent() || quantise.value().equals("False")) {
            steps.doesNotRun("quantisation", quantise, "the line gives no command, and the script runs nothing");
            return;
        }
        String folder = steps.entry(36).value() + "/quant_post_static_model";
        steps.run(
                Step.QUANTIZE,
                steps.python().value(quantise),
                Details.none()
                        .withLog(steps.logs() + EXPORT_LOG)
                        .withInputs(DeploymentSteps.present(steps.entry(36).value()))
                        .withOutputs(List.of(folder)));
        InferenceLists lists = new InferenceLists(
                steps.entry(40), steps.entry(41), steps.entry(42), steps.entry(43), steps.entry(44), steps.entry(45));
        steps.changeDirectory("./deploy");
        List<PlannedCommand> planned = new ArrayList<>();
        for (InferenceLists.Cell cell : lists.cells(false)) {
            if (cell.gpu() && cell.precision().equals("True") && cell.tensorRt().equals("False")) {
                steps.doesNotRun(
                        "infer " + cell.logName(),
                        lists.precisions(),
                        "this precision needs TensorRT, which the cell switches off");
                continue;
            }
            CommandText text = steps.python().value(steps.entry(39)).assignment(steps.entry(40), cell.device());
            if (cell.gpu()) {
                text.argument(steps.entry(44), cell.tensorRt()).argument(steps.entry(45), cell.precision());
            } else {
                text.assignment(steps.entry(41), cell.mkldnn()).argument(steps.entry(42), cell.threads());
            }
            text.argument(steps.entry(46), "../" + folder)
                    .uses(steps.entry(36))
                    .argument(steps.entry(43), cell.batch())
                    .argument(steps.entry(47))
                    .argument(steps.entry(49));
            if (!cell.gpu()) {
                text.argument(steps.entry(50));
            }
            String name = cell.gpu()
                    ? cell.logName()
                    : "cpu_usemkldnn_" + cell.mkldnn() + "_threads_" + cell.threads() + "_batchsize_" + cell.batch();
            planned.addAll(steps.run(
                    Step.INFER,
                    text,
                    Details.none()
                            .withCell(cell.values())
                            .withLog(steps.logs() + "/infer_" + name + ".log")
                            .withInputs(DeploymentSteps.present(
                                    folder, steps.entry(47).value()))
                            .withNotRun(cell.obstacle())));
        }
        lists.noteUnknownDevices(steps);
        steps.deviate(
                DeviationKind.STOPS_WHERE_A_FOLDER_IS_MISSING,
                steps.entry(36),
                "the inference belongs into ./deploy; where the quantised model is missing the script goes on elsewhere",
                planned,
                DeploymentSteps.in(".", planned));
    }
}
