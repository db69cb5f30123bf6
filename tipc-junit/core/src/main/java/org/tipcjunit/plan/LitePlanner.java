// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;

/** Plans inference with Paddle Lite on a phone, which no other machine can run. */
final class LitePlanner implements KindPlanner {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final String NEEDS_PHONE = "needs an ARM device";
    private static final Details ON_PHONE = Details.none().withNotRun(Optional.of(NEEDS_PHONE));

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        ConfigEntries entries = input.entries();
        if (entries.get(0).key().equals("runtime_device")) {
            clas(steps);
            return steps.draft().plan(entries.get(3).value());
        }
        if (entries.get(1).key().equals("inference")) {
            ocr(steps);
            return steps.draft().plan("");
        }
        throw entries.problem(
                entries.get(0),
                "no layout of a config for Paddle Lite fits",
                "compare the lines with such a config of the same suite: a line is missing, doubled or out of place");
    }

    /** Plan the form of PaddleClas and the tutorials, which pushes a configuration to the phone for each cell. */
    private static void clas(DeploymentSteps steps) {
        ConfigEntry folder = steps.entry(1);
        boolean tutorial = steps.input().suite() == Suite.TUTORIAL;
        steps.changeDirectory(tutorial ? "." : "./deploy/lite");
        String command = String.join(
                " ",
                BLANKS.splitAsStream(steps.entry(4).value().strip())
                        .limit(3)
                        .map(word -> folder.value() + word)
                        .toList());
        for (String threads : steps.entry(5).elements()) {
            for (String batch : steps.entry(6).elements()) {
                for (String precision : steps.entry(7).elements()) {
                    Details details = ON_PHONE.withCell(DeploymentSteps.cell(
                                    "device",
                                    steps.entry(0).value(),
                                    "threads",
                                    threads,
                                    "batch",
                                    batch,
                                    "precision",
                                    precision))
                            .withLog("test_tipc/output/" + steps.entry(3).value() + "/lite_"
                                    + steps.entry(3).value() + "_runtime_device_"
                                    + steps.entry(0).value() + "_precision_" + precision + "_batchsize_" + batch
                                    + "_threads_" + threads + ".log");
                    steps.run(
                            Step.INFER_LITE,
                            new CommandText()
                                    .text("adb push config.txt")
                                    .from(folder, folder.value())
                                    .uses(steps.entry(5))
                                    .uses(steps.entry(6))
                                    .uses(steps.entry(7)),
                            details);
                    steps.run(
                            Step.INFER_LITE,
                            new CommandText()
                                    .text("adb shell")
                                    .from(
                                            steps.entry(4),
                                            "'export LD_LIBRARY_PATH=" + folder.value() + "; " + command + "'"),
                            details);
                }
            }
        }
        steps.deviate(
                DeviationKind.SETTINGS_REACH_THE_CONFIGURATION,
                steps.entry(5),
                "threads, batch size and precision of a cell have to be set in config.txt before it is pushed",
                List.of(),
                List.of());
    }

    /** Plan PaddleOCR's form, which runs on the phone itself. */
    private static void ocr(DeploymentSteps steps) {
        String program = steps.entry(1).value();
        List<String> detectors = steps.entry(3).elements();
        List<String> recognisers = steps.entry(4).elements();
        List<String> classifiers = steps.entry(5).elements();
        boolean system = program.contains("system");
        boolean detects = system || program.contains("det");
        boolean recognises = system || (!program.contains("det") && program.contains("rec"));
        if (!detects && !recognises) {
            throw steps.input()
                    .entries()
                    .problem(
                            steps.entry(1),
                            "the program detects, recognises or does both; this one does neither",
                            "write det, rec or system after the program");
        }
        int count = detects ? detectors.size() : recognises ? recognises(recognisers, classifiers) : 0;
        List<PlannedCommand> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (String images : steps.entry(9).elements()) {
                List<String> models = new ArrayList<>();
                if (detects) {
                    models.add(detectors.get(i));
                }
                if (recognises) {
                    models.add(at(recognisers, i));
                    models.add(at(classifiers, i));
                }
                all.addAll(ocrCells(steps, models, images, detects, recognises));
            }
        }
        steps.addition(
                DeviationKind.LITE_MODELS_OF_THE_CONFIG,
                steps.entry(3),
                "the script runs two models of each list, whatever the lists hold, takes an unset variable for the recogniser"
                        + " and exchanges configuration and dictionary",
                all);
    }

    private static int recognises(List<String> recognisers, List<String> classifiers) {
        return Math.max(recognisers.size(), classifiers.size());
    }

    private static String at(List<String> models, int index) {
        return index < models.size() ? models.get(index) : "";
    }

    private static List<PlannedCommand> ocrCells(
            DeploymentSteps steps, List<String> models, String images, boolean detects, boolean recognises) {
        String precision = models.get(0).contains("slim") ? "INT8" : "FP32";
        List<PlannedCommand> commands = new ArrayList<>();
        for (String threads : steps.entry(6).elements()) {
            for (String batch : steps.entry(detects ? 7 : 8).elements()) {
                CommandText text = new CommandText().value(steps.entry(1));
                models.forEach(model -> text.text(model + "_opt.nb"));
                text.uses(steps.entry(3))
                        .uses(steps.entry(4))
                        .uses(steps.entry(5))
                        .value(steps.entry(2))
                        .text(precision)
                        .from(steps.entry(6), threads)
                        .from(steps.entry(detects ? 7 : 8), batch)
                        .from(steps.entry(9), images)
                        .value(steps.entry(10));
                if (recognises) {
                    text.value(steps.entry(11));
                }
                text.value(steps.entry(12));
                commands.addAll(steps.run(
                        Step.INFER_LITE,
                        text,
                        ON_PHONE.withCell(DeploymentSteps.cell(
                                        "device",
                                        steps.entry(2).value(),
                                        "model",
                                        models.get(0),
                                        "threads",
                                        threads,
                                        "batch",
                                        batch))
                                .withInputs(List.of(images))));
            }
        }
        return commands;
    }
}
