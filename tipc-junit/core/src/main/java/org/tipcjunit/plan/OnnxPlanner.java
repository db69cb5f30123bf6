// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;

/** Plans the conversion of a model to ONNX and the inference with it. */
final class OnnxPlanner implements KindPlanner {

    private static final String MODE = "paddle2onnx_infer";
    private static final String NO_DEVELOPMENT_VERSION = "--enable_dev_version=False";

    @Override
    public TipcPlan plan(PlanInput input) {
        ConfigEntries entries = input.entries();
        DeploymentSteps steps = new DeploymentSteps(input);
        if (entries.get(7).key().equals("norm_export")) {
            detection(steps);
        } else {
            switch (entries.indexOf("inference")) {
                case 10 -> common(steps);
                case 11 -> clas(steps);
                case 12 -> ocr(steps);
                default ->
                    throw entries.problem(
                            entries.get(0),
                            "no layout of a paddle2onnx config has 'inference' on this line",
                            "compare the lines with a paddle2onnx config of the same suite: a line is missing, doubled or"
                                    + " out of place");
            }
        }
        return steps.plan();
    }

    /** Plan the form in which the inference begins on the eleventh line. */
    private static void common(DeploymentSteps steps) {
        ConfigEntry saved = steps.entry(7);
        convert(steps, List.of(4, 5, 6, 7, 8, 9), "");
        ConfigEntry last = steps.entry(12);
        CommandText text = steps.python().value(steps.entry(10));
        if (steps.entry(11).key().contains("use_onnx")) {
            clasInference(steps, text, List.of(12, 11, 13), -1);
        } else if (steps.entry(13).line() > 0 && steps.entry(11).key().contains("gpu")) {
            firstOcr(steps, saved);
        } else if (steps.entry(13).line() > 0) {
            text.argument(steps.entry(11)).argument(steps.entry(13)).argument(last, saved.value());
            infer(steps, text, saved.value(), "cpu", Details.none());
        } else {
            text.argument(last).argument(steps.entry(11), saved.value());
            infer(steps, text, saved.value(), "cpu", Details.none());
        }
    }

    /** Plan PaddleOCR's first form, whose script reads fewer lines than it uses and takes the list of devices for words. */
    private static void firstOcr(DeploymentSteps steps, ConfigEntry saved) {
        ConfigEntry devices = steps.entry(11);
        List<PlannedCommand> planned = new ArrayList<>();
        for (String device : devices.elements()) {
            boolean cpu = device.equals("False") || device.equals("cpu");
            planned.addAll(infer(
                    steps,
                    steps.python()
                            .value(steps.entry(10))
                            .argument(devices, device)
                            .argument(steps.entry(13))
                            .argument(steps.entry(12), saved.value())
                            .text("--use_onnx=True"),
                    saved.value(),
                    cpu ? "cpu" : "gpu",
                    cpu ? Details.none() : DeploymentSteps.gpu()));
        }
        CommandText seen = steps.python()
                .value(steps.entry(10))
                .argument(devices)
                .text("=" + saved.value())
                .text("--use_onnx=True");
        steps.deviate(
                DeviationKind.LINES_NOT_READ,
                steps.entry(12),
                "the script reads the first 12 lines only, so it knows neither the option for the model nor the image; and it"
                        + " takes the list of devices for words of one command",
                planned,
                steps.draft().compose(Step.INFER_ONNX, seen, Details.none()));
    }

    private static void clas(DeploymentSteps steps) {
        convert(steps, List.of(4, 5, 6, 7, 8, 9), NO_DEVELOPMENT_VERSION);
        if (steps.entry(11).isPresent()) {
            clasInference(steps, steps.python().value(steps.entry(11)), List.of(13, 12, 14), 15);
        }
    }

    private static void clasInference(DeploymentSteps steps, CommandText text, List<Integer> options, int config) {
        for (int option : options) {
            text.text("-o").argument(steps.entry(option));
        }
        if (config > 0) {
            text.argument(steps.entry(config));
        }
        steps.changeDirectory("./deploy");
        infer(steps, text, steps.entry(7).value(), "cpu", Details.none());
        steps.changeDirectory("../");
    }

    private static void ocr(DeploymentSteps steps) {
        String model = steps.entry(1).value();
        boolean system = OcrServing.SYSTEMS.contains(model);
        boolean table = model.equals("slanet") || model.equals("en_table_structure");
        boolean detects = system || model.contains("det") || table;
        boolean recognises = system || (!model.contains("det") && model.contains("rec"));
        if (detects) {
            ocrConversion(steps, 4, 7, "det", table ? "--enable_dev_version=True" : NO_DEVELOPMENT_VERSION);
        }
        if (recognises) {
            ocrConversion(steps, 8, 9, "rec", NO_DEVELOPMENT_VERSION);
        }
        if (!detects && !recognises) {
            steps.doesNotRun(
                    "model " + model,
                    steps.entry(1),
                    "the script converts detectors, recognisers and table recognisers, which it tells by their names");
            return;
        }
        ConfigEntry devices = steps.entry(13);
        for (String device : devices.elements()) {
            boolean cpu = device.equals("False") || device.equals("cpu");
            CommandText text = steps.python()
                    .value(steps.entry(12))
                    .argument(devices, device)
                    .argument(steps.entry(16));
            if (detects) {
                text.argument(steps.entry(14), steps.entry(7).value()).uses(steps.entry(7));
            }
            if (recognises) {
                text.argument(steps.entry(15), steps.entry(9).value()).uses(steps.entry(9));
            }
            infer(
                    steps,
                    text.text("--use_onnx=True"),
                    steps.entry(detects ? 7 : 9).value(),
                    cpu ? "cpu" : "gpu",
                    cpu ? Details.none() : DeploymentSteps.gpu());
        }
    }

    private static void ocrConversion(DeploymentSteps steps, int folder, int saved, String name, String version) {
        steps.run(
                Step.CONVERT_ONNX,
                new CommandText()
                        .value(steps.entry(3))
                        .from(steps.entry(folder), option("--model_dir", steps.entry(folder)))
                        .argument(steps.entry(5))
                        .argument(steps.entry(6))
                        .from(steps.entry(saved), option("--save_file", steps.entry(saved)))
                        .argument(steps.entry(10))
                        .argument(steps.entry(11))
                        .text(version),
                Details.none()
                        .withLog(steps.logs(MODE) + "/trans_model_" + name + ".log")
                        .withInputs(DeploymentSteps.present(steps.entry(folder).value()))
                        .withOutputs(DeploymentSteps.present(steps.entry(saved).value())));
    }

    private static String option(String name, ConfigEntry entry) {
        return new ConfigEntry(0, name, entry.value()).argument().orElse("");
    }

    private static void detection(DeploymentSteps steps) {
        DetectionExport export = new DetectionExport(steps);
        ConfigEntry kinds = steps.entry(15);
        for (String kind : kinds.elements()) {
            export.run(kinds, kind, new CommandText().argument(steps.entry(12)));
            String onnx = export.folder() + "/" + steps.entry(21).value();
            steps.run(
                    Step.CONVERT_ONNX,
                    new CommandText()
                            .value(steps.entry(17))
                            .argument(steps.entry(18), export.folder())
                            .argument(steps.entry(19))
                            .argument(steps.entry(20))
                            .argument(steps.entry(21), onnx)
                            .argument(steps.entry(22))
                            .argument(steps.entry(23))
                            .argument(steps.entry(24)),
                    Details.none()
                            .withLog(steps.logs(MODE) + "/trans_model.log")
                            .withInputs(List.of(export.folder()))
                            .withOutputs(List.of(onnx)));
            infer(
                    steps,
                    steps.python()
                            .value(steps.entry(25))
                            .argument(steps.entry(26), export.folder() + "/infer_cfg.yml")
                            .argument(steps.entry(27), onnx)
                            .argument(steps.entry(28))
                            .argument(steps.entry(29)),
                    onnx,
                    "cpu",
                    Details.none());
        }
    }

    private static void convert(DeploymentSteps steps, List<Integer> options, String version) {
        CommandText text = new CommandText().value(steps.entry(3));
        options.forEach(option -> text.argument(steps.entry(option)));
        steps.run(
                Step.CONVERT_ONNX,
                text.text(version),
                Details.none()
                        .withLog(steps.logs(MODE) + "/trans_model.log")
                        .withInputs(DeploymentSteps.present(steps.entry(4).value()))
                        .withOutputs(DeploymentSteps.present(steps.entry(7).value())));
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
