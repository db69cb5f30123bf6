// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.PlannedInput;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans offline quantisation and inference with the quantised model, in the form of the suite whose layout the config has. */
@API(status = Status.INTERNAL, since = "0.1")
public final class PtqPlanner implements KindPlanner {

    private static final String EXPORT_LOG = "/export.log";

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        switch (input.layout("no layout of a config for offline quantisation has 'inference' on this line")) {
            case PTQ_DETECTION -> detection(steps);
            case PTQ_SEG, PTQ_TUTORIAL -> seg(steps);
            case PTQ_VIDEO -> video(steps);
            case TRAINING -> clas(steps);
            default -> {
                return new InferencePlanner().plan(input);
            }
        }
        return steps.plan();
    }

    private static void detection(DeploymentSteps steps) {
        String folder = steps.line(Line.OUTPUT_DIR).value() + "/"
                + steps.line(Line.MODEL_NAME).value();
        steps.run(
                Step.QUANTIZE,
                steps.python()
                        .value(steps.line(Line.KL_QUANT_EXPORT))
                        .argument(steps.line(Line.WEIGHTS))
                        .argument(
                                steps.line(Line.FILENAME),
                                steps.line(Line.MODEL_NAME).value())
                        .uses(steps.line(Line.MODEL_NAME))
                        .argument(steps.line(Line.OUTPUT_DIR)),
                Details.none()
                        .withLog(steps.logs() + EXPORT_LOG)
                        .withInputs(
                                DeploymentSteps.present(steps.line(Line.WEIGHTS).value()))
                        .withOutputs(List.of(folder)));
        InferenceLists lists = new InferenceLists(
                steps.line(Line.USE_GPU),
                steps.line(Line.USE_MKLDNN),
                steps.line(Line.CPU_THREADS),
                steps.line(Line.BATCH_SIZE),
                new ConfigEntry(0, "", "null"),
                steps.line(Line.PRECISION));
        for (InferenceLists.Cell cell : lists.cells(false)) {
            if (cell.gpu()
                    && cell.precision().startsWith("trt")
                    && !cell.precision().equals("trt_int8")) {
                steps.doesNotRun(
                        "infer gpu in mode " + cell.precision(),
                        steps.line(Line.PRECISION),
                        "a quantised model runs with TensorRT in int8 only");
                continue;
            }
            CommandText text =
                    steps.python().value(steps.line(Line.INFERENCE)).argument(steps.line(Line.USE_GPU), cell.device());
            if (cell.gpu()) {
                text.argument(steps.line(Line.PRECISION), cell.precision());
            } else {
                text.argument(steps.line(Line.USE_MKLDNN), cell.mkldnn())
                        .argument(steps.line(Line.CPU_THREADS), cell.threads());
            }
            text.argument(steps.line(Line.MODEL_DIR), folder)
                    .argument(steps.line(Line.BATCH_SIZE), cell.batch())
                    .argument(steps.line(Line.IMAGES))
                    .argument(steps.line(Line.BENCHMARK))
                    .argument(steps.line(Line.INFER_PARAM));
            steps.run(
                    Step.INFER,
                    text,
                    Details.none()
                            .withCell(cell.values())
                            .withLog(steps.logs() + "/python_infer_" + cell.modeLogName() + ".log")
                            .withGiven(DeploymentSteps.given(
                                    PlannedInput.model(folder),
                                    PlannedInput.images(steps.line(Line.IMAGES).value())))
                            .withNotRun(cell.modeObstacle()));
        }
        lists.noteUnknownDevices(steps);
    }

    /** Plan the form of PaddleSeg and the tutorials. */
    private static void seg(DeploymentSteps steps) {
        boolean tutorial = steps.has(Line.MODEL_DIR);
        String folder = steps.line(Line.PTQ_SAVE_DIR).value();
        // Upstream's scripts read the batch size of the quantisation, then give the key of the inference's to it.
        CommandText text = steps.python()
                .value(steps.line(Line.PTQ))
                .argument(steps.line(Line.USE_GPU), steps.line(Line.PTQ_USE_GPU).value())
                .uses(steps.line(Line.PTQ_USE_GPU))
                .argument(steps.line(Line.PTQ_MODEL_DIR))
                .argument(steps.line(Line.PTQ_BATCH_NUM))
                .argument(
                        steps.line(Line.BATCH_SIZE),
                        steps.line(Line.PTQ_BATCH_SIZE).value())
                .uses(steps.line(Line.PTQ_BATCH_SIZE))
                .argument(steps.line(Line.PTQ_DATA))
                .argument(steps.line(Line.PTQ_SAVE_DIR));
        List<PlannedCommand> quantise = steps.run(
                Step.QUANTIZE,
                text,
                Details.none()
                        .withLog(steps.logs() + EXPORT_LOG)
                        .withInputs(DeploymentSteps.present(
                                steps.line(Line.PTQ_MODEL_DIR).value(),
                                steps.line(Line.PTQ_DATA).value()))
                        .withOutputs(DeploymentSteps.present(folder)));
        if (tutorial) {
            steps.addition(
                    DeviationKind.SHOWN_NOT_RUN,
                    steps.line(Line.PTQ),
                    "the script shows the quantisation and does not run it, so that the model as it was is inferred with",
                    quantise);
        }
        ConfigEntry devices = steps.line(Line.USE_GPU);
        for (String device : devices.elements()) {
            for (String batch : steps.line(Line.BATCH_SIZE).elements()) {
                boolean gpu = InferenceLists.isGpu(device);
                if (!gpu && !InferenceLists.isCpu(device)) {
                    steps.doesNotRun("device " + device, devices, "no script knows this device");
                    continue;
                }
                CommandText infer =
                        steps.python().value(steps.line(Line.INFERENCE)).assignment(devices, device);
                if (tutorial) {
                    infer.argument(steps.line(Line.MODEL_DIR), folder).uses(steps.line(Line.PTQ_SAVE_DIR));
                } else {
                    infer.argument(steps.line(Line.INFER_CONFIG));
                }
                infer.argument(steps.line(Line.BATCH_SIZE), batch)
                        .argument(steps.line(Line.IMAGES))
                        .argument(steps.line(Line.BENCHMARK));
                infer(
                        steps,
                        infer,
                        gpu,
                        batch,
                        PlannedInput.model(folder),
                        PlannedInput.images(steps.line(Line.IMAGES).value()));
            }
        }
    }

    private static void video(DeploymentSteps steps) {
        ConfigEntry devices = steps.line(Line.USE_GPU);
        CommandText text = steps.python()
                .value(steps.line(Line.PTQ))
                .argument(devices, steps.line(Line.PTQ_USE_GPU).value())
                .uses(steps.line(Line.PTQ_USE_GPU));
        for (Line option : List.of(
                Line.PTQ_CONFIG,
                Line.PTQ_MODEL_DIR,
                Line.PTQ_BATCH_NUM,
                Line.PTQ_BATCH_SIZE,
                Line.PTQ_DATA,
                Line.PTQ_DATA_LIST,
                Line.PTQ_SAVE_DIR)) {
            text.argument(steps.line(option));
        }
        steps.run(
                Step.QUANTIZE,
                text,
                Details.none()
                        .withLog(steps.logs() + EXPORT_LOG)
                        .withInputs(DeploymentSteps.present(
                                steps.line(Line.PTQ_MODEL_DIR).value(),
                                steps.line(Line.PTQ_DATA).value()))
                        .withOutputs(DeploymentSteps.present(
                                steps.line(Line.PTQ_SAVE_DIR).value())));
        for (String device : devices.elements()) {
            for (String batch : steps.line(Line.BATCH_SIZE).elements()) {
                boolean gpu = InferenceLists.isGpu(device);
                if (!gpu && !InferenceLists.isCpu(device)) {
                    steps.doesNotRun("device " + device, devices, "no script knows this device");
                    continue;
                }
                CommandText infer = steps.python()
                        .value(steps.line(Line.INFERENCE))
                        .assignment(devices, device)
                        .argument(steps.line(Line.INFER_CONFIG))
                        .argument(steps.line(Line.MODEL_FILE))
                        .argument(steps.line(Line.PARAMS_FILE))
                        .argument(steps.line(Line.BATCH_SIZE), batch)
                        .argument(steps.line(Line.IMAGES))
                        .argument(steps.line(Line.BENCHMARK));
                infer(
                        steps,
                        infer,
                        gpu,
                        batch,
                        PlannedInput.model(steps.line(Line.MODEL_FILE).value()),
                        PlannedInput.other(steps.line(Line.PARAMS_FILE).value()),
                        PlannedInput.images(steps.line(Line.IMAGES).value()));
            }
        }
    }

    private static void infer(
            DeploymentSteps steps, CommandText text, boolean gpu, String batch, PlannedInput... inputs) {
        String device = gpu ? "gpu" : "cpu";
        steps.run(
                Step.INFER,
                text,
                (gpu ? DeploymentSteps.gpu() : Details.none())
                        .withCell(DeploymentSteps.cell("device", device, "batch", batch))
                        .withLog(steps.logs() + "/python_infer_" + device + "_batchsize_" + batch + ".log")
                        .withGiven(DeploymentSteps.given(inputs)));
    }

    /** Plan PaddleClas' form, which takes the layout of a training's config. */
    private static void clas(DeploymentSteps steps) {
        ConfigEntry quantise = steps.line(Line.QUANTISE);
        if (!quantise.isPresent() || quantise.value().equals("False")) {
            steps.doesNotRun("quantisation", quantise, "the line gives no command, and the script runs nothing");
            return;
        }
        String folder = steps.line(Line.INFER_MODELS).value() + "/quant_post_static_model";
        steps.run(
                Step.QUANTIZE,
                steps.python().value(quantise),
                Details.none()
                        .withLog(steps.logs() + EXPORT_LOG)
                        .withInputs(DeploymentSteps.present(
                                steps.line(Line.INFER_MODELS).value()))
                        .withOutputs(List.of(folder)));
        InferenceLists lists = new InferenceLists(
                steps.line(Line.USE_GPU),
                steps.line(Line.USE_MKLDNN),
                steps.line(Line.CPU_THREADS),
                steps.line(Line.BATCH_SIZE),
                steps.line(Line.USE_TRT),
                steps.line(Line.PRECISION));
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
            CommandText text = steps.python()
                    .value(steps.line(Line.INFERENCE))
                    .assignment(steps.line(Line.USE_GPU), cell.device());
            if (cell.gpu()) {
                text.argument(steps.line(Line.USE_TRT), cell.tensorRt())
                        .argument(steps.line(Line.PRECISION), cell.precision());
            } else {
                text.assignment(steps.line(Line.USE_MKLDNN), cell.mkldnn())
                        .argument(steps.line(Line.CPU_THREADS), cell.threads());
            }
            text.argument(steps.line(Line.MODEL_DIR), "../" + folder)
                    .uses(steps.line(Line.INFER_MODELS))
                    .argument(steps.line(Line.BATCH_SIZE), cell.batch())
                    .argument(steps.line(Line.IMAGES))
                    .argument(steps.line(Line.BENCHMARK));
            if (!cell.gpu()) {
                text.argument(steps.line(Line.INFER_PARAM));
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
                            .withGiven(DeploymentSteps.given(
                                    PlannedInput.model(folder),
                                    PlannedInput.images(steps.line(Line.IMAGES).value())))
                            .withNotRun(cell.obstacle())));
        }
        lists.noteUnknownDevices(steps);
        steps.deviate(
                DeviationKind.STOPS_WHERE_A_FOLDER_IS_MISSING,
                steps.line(Line.INFER_MODELS),
                "the inference belongs into ./deploy; where the quantised model is missing the script goes on elsewhere",
                planned,
                DeploymentSteps.in(".", planned));
    }
}
