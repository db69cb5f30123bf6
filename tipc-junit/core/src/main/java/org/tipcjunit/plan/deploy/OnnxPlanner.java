// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans the conversion of a model to ONNX and the inference with it. */
@API(status = Status.INTERNAL, since = "0.1")
public final class OnnxPlanner implements KindPlanner {

    private static final String MODE = "paddle2onnx_infer";
    private static final String NO_DEVELOPMENT_VERSION = "--enable_dev_version=False";

    @Override
    public TipcPlan plan(PlanInput input) {
        LineLayout layout = input.reading().layout().orElseThrow(() -> input.entries()
                .problem(
                        input.entries().get(0),
                        "no layout of a paddle2onnx config has 'inference' on this line",
                        "compare the lines with a paddle2onnx config of the same suite: a line is missing, doubled"
                                + " or out of place"));
        DeploymentSteps steps = new DeploymentSteps(input);
        switch (layout) {
            case ONNX_DETECTION -> detection(steps);
            case ONNX_CLAS -> clas(steps);
            case ONNX_OCR -> ocr(steps);
            default -> common(steps, layout);
        }
        return steps.plan();
    }

    /** Plan the form in which the inference begins on the eleventh line. */
    private static void common(DeploymentSteps steps, LineLayout layout) {
        ConfigEntry saved = steps.line(Line.SAVE_FILE);
        convert(steps, "");
        CommandText text = steps.python().value(steps.line(Line.INFERENCE));
        switch (layout) {
            case ONNX_CLAS_FIRST -> clasInference(steps, text);
            case ONNX_OCR_FIRST -> firstOcr(steps, saved);
            default -> {
                if (layout == LineLayout.ONNX_VIDEO) {
                    text.argument(steps.line(Line.INFER_CONFIG));
                }
                text.argument(steps.line(Line.IMAGES)).argument(steps.line(Line.ONNX_MODEL), saved.value());
                infer(steps, text, saved.value(), "cpu", Details.none());
            }
        }
    }

    /** Plan PaddleOCR's first form, whose script reads fewer lines than it uses and takes the list of devices for words. */
    private static void firstOcr(DeploymentSteps steps, ConfigEntry saved) {
        ConfigEntry devices = steps.line(Line.USE_GPU);
        List<PlannedCommand> planned = new ArrayList<>();
        for (String device : devices.elements()) {
            boolean cpu = device.equals("False") || device.equals("cpu");
            planned.addAll(infer(
                    steps,
                    steps.python()
                            .value(steps.line(Line.INFERENCE))
                            .argument(devices, device)
                            .argument(steps.line(Line.IMAGES))
                            .argument(steps.line(Line.ONNX_MODEL), saved.value())
                            .text("--use_onnx=True"),
                    saved.value(),
                    cpu ? "cpu" : "gpu",
                    cpu ? Details.none() : DeploymentSteps.gpu()));
        }
        CommandText seen = steps.python()
                .value(steps.line(Line.INFERENCE))
                .argument(devices)
                .text("=" + saved.value())
                .text("--use_onnx=True");
        steps.deviate(
                DeviationKind.LINES_NOT_READ,
                steps.line(Line.ONNX_MODEL),
                "the script reads the first 12 lines only, so it knows neither the option for the model nor the image; and it"
                        + " takes the list of devices for words of one command",
                planned,
                steps.draft().compose(Step.INFER_ONNX, seen, Details.none()));
    }

    private static void clas(DeploymentSteps steps) {
        convert(steps, NO_DEVELOPMENT_VERSION);
        if (steps.line(Line.INFERENCE).isPresent()) {
            clasInference(steps, steps.python().value(steps.line(Line.INFERENCE)));
        }
    }

    private static void clasInference(DeploymentSteps steps, CommandText text) {
        for (Line option : List.of(Line.ONNX_MODEL, Line.USE_ONNX, Line.USE_GPU)) {
            text.text("-o").argument(steps.line(option));
        }
        if (steps.has(Line.INFER_CONFIG)) {
            text.argument(steps.line(Line.INFER_CONFIG));
        }
        steps.changeDirectory("./deploy");
        infer(steps, text, steps.line(Line.SAVE_FILE).value(), "cpu", Details.none());
        steps.changeDirectory("../");
    }

    private static void ocr(DeploymentSteps steps) {
        String model = steps.line(Line.MODEL_NAME).value();
        boolean system = DeploymentSteps.OCR_SYSTEMS.contains(model);
        boolean table = model.equals("slanet") || model.equals("en_table_structure");
        boolean detects = system || model.contains("det") || table;
        boolean recognises = system || (!model.contains("det") && model.contains("rec"));
        if (detects) {
            ocrConversion(
                    steps,
                    Line.DET_MODEL_DIR,
                    Line.DET_SAVE_FILE,
                    "det",
                    table ? "--enable_dev_version=True" : NO_DEVELOPMENT_VERSION);
        }
        if (recognises) {
            ocrConversion(steps, Line.REC_MODEL_DIR, Line.REC_SAVE_FILE, "rec", NO_DEVELOPMENT_VERSION);
        }
        if (!detects && !recognises) {
            steps.doesNotRun(
                    "model " + model,
                    steps.line(Line.MODEL_NAME),
                    "the script converts detectors, recognisers and table recognisers, which it tells by their names");
            return;
        }
        ConfigEntry devices = steps.line(Line.USE_GPU);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("False") || device.equals("cpu");
            CommandText text = steps.python()
                    .value(steps.line(Line.INFERENCE))
                    .argument(devices, device)
                    .argument(steps.line(Line.IMAGES));
            if (detects) {
                text.argument(
                                steps.line(Line.DET_ONNX_MODEL),
                                steps.line(Line.DET_SAVE_FILE).value())
                        .uses(steps.line(Line.DET_SAVE_FILE));
            }
            if (recognises) {
                text.argument(
                                steps.line(Line.REC_ONNX_MODEL),
                                steps.line(Line.REC_SAVE_FILE).value())
                        .uses(steps.line(Line.REC_SAVE_FILE));
            }
            infer(
                    steps,
                    text.text("--use_onnx=True"),
                    steps.line(detects ? Line.DET_SAVE_FILE : Line.REC_SAVE_FILE)
                            .value(),
                    cpu ? "cpu" : "gpu",
                    cpu ? Details.none() : DeploymentSteps.gpu());
        }
    }

    private static void ocrConversion(DeploymentSteps steps, Line folder, Line saved, String name, String version) {
        steps.run(
                Step.CONVERT_ONNX,
                new CommandText()
                        .value(steps.line(Line.PADDLE2ONNX))
                        .from(steps.line(folder), option("--model_dir", steps.line(folder)))
                        .argument(steps.line(Line.MODEL_FILE))
                        .argument(steps.line(Line.PARAMS_FILE))
                        .from(steps.line(saved), option("--save_file", steps.line(saved)))
                        .argument(steps.line(Line.OPSET_VERSION))
                        .argument(steps.line(Line.ONNX_CHECKER))
                        .text(version),
                Details.none()
                        .withLog(steps.logs(MODE) + "/trans_model_" + name + ".log")
                        .withInputs(DeploymentSteps.present(steps.line(folder).value()))
                        .withOutputs(DeploymentSteps.present(steps.line(saved).value())));
    }

    private static String option(String name, ConfigEntry entry) {
        return new ConfigEntry(0, name, entry.value()).argument().orElse("");
    }

    private static void detection(DeploymentSteps steps) {
        DetectionExport export = new DetectionExport(steps);
        ConfigEntry kinds = steps.line(Line.INFER_MODE);
        for (String kind : kinds.elements()) {
            export.run(kinds, kind, new CommandText().argument(steps.line(Line.EXPORT_PARAM)));
            String onnx = export.folder() + "/" + steps.line(Line.SAVE_FILE).value();
            steps.run(
                    Step.CONVERT_ONNX,
                    new CommandText()
                            .value(steps.line(Line.PADDLE2ONNX))
                            .argument(steps.line(Line.MODEL_DIR), export.folder())
                            .argument(steps.line(Line.MODEL_FILE))
                            .argument(steps.line(Line.PARAMS_FILE))
                            .argument(steps.line(Line.SAVE_FILE), onnx)
                            .argument(steps.line(Line.OPSET_VERSION))
                            .argument(steps.line(Line.ONNX_CHECKER))
                            .argument(steps.line(Line.ONNX_PARAM)),
                    Details.none()
                            .withLog(steps.logs(MODE) + "/trans_model.log")
                            .withInputs(List.of(export.folder()))
                            .withOutputs(List.of(onnx)));
            infer(
                    steps,
                    steps.python()
                            .value(steps.line(Line.INFERENCE))
                            .argument(steps.line(Line.INFER_CONFIG), export.folder() + "/infer_cfg.yml")
                            .argument(steps.line(Line.ONNX_MODEL), onnx)
                            .argument(steps.line(Line.IMAGES))
                            .argument(steps.line(Line.INFER_PARAM)),
                    onnx,
                    "cpu",
                    Details.none());
        }
    }

    private static void convert(DeploymentSteps steps, String version) {
        CommandText text = new CommandText()
                .value(steps.line(Line.PADDLE2ONNX))
                .argument(steps.line(Line.MODEL_DIR))
                .argument(steps.line(Line.MODEL_FILE))
                .argument(steps.line(Line.PARAMS_FILE))
                .argument(steps.line(Line.SAVE_FILE))
                .argument(steps.line(Line.OPSET_VERSION))
                .argument(steps.line(Line.ONNX_CHECKER));
        steps.run(
                Step.CONVERT_ONNX,
                text.text(version),
                Details.none()
                        .withLog(steps.logs(MODE) + "/trans_model.log")
                        .withInputs(DeploymentSteps.present(
                                steps.line(Line.MODEL_DIR).value()))
                        .withOutputs(DeploymentSteps.present(
                                steps.line(Line.SAVE_FILE).value())));
    }

    private static List<PlannedCommand> infer(
            DeploymentSteps steps, CommandText text, String model, String device, Details details) {
        return steps.run(
                Step.INFER_ONNX,
                text,
                details.withCell(DeploymentSteps.cell("device", device))
                        .withLog(steps.logs(MODE) + "/paddle2onnx_infer_" + device + ".log")
                        .withInputs(DeploymentSteps.present(model)));
    }
}
