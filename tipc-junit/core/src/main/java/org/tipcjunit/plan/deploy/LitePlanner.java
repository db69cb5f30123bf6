// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.Suite;
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

/** Plans inference with Paddle Lite on a phone, which no other machine can run. */
@API(status = Status.INTERNAL, since = "0.1")
public final class LitePlanner implements KindPlanner {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final String NEEDS_PHONE = "needs an ARM device";
    private static final Details ON_PHONE = Details.none().withNotRun(Optional.of(NEEDS_PHONE));

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        if (input.layout("no layout of a config for Paddle Lite fits") == LineLayout.LITE_CLAS) {
            clas(steps);
            return steps.plan();
        }
        ocr(steps);
        return steps.draft().plan("");
    }

    /** Plan the form of PaddleClas and the tutorials, which pushes a configuration to the phone for each cell. */
    private static void clas(DeploymentSteps steps) {
        ConfigEntry folder = steps.line(Line.WORK_DIR);
        boolean tutorial = steps.input().suite() == Suite.TUTORIAL;
        steps.changeDirectory(tutorial ? "." : "./deploy/lite");
        String command = String.join(
                " ",
                BLANKS.splitAsStream(steps.line(Line.INFERENCE).value().strip())
                        .limit(3)
                        .map(word -> folder.value() + word)
                        .toList());
        for (String threads : steps.line(Line.CPU_THREADS).elements()) {
            for (String batch : steps.line(Line.BATCH_SIZE).elements()) {
                for (String precision : steps.line(Line.PRECISION).elements()) {
                    Details details = ON_PHONE.withCell(DeploymentSteps.cell(
                                    "device",
                                    steps.line(Line.RUNTIME_DEVICE).value(),
                                    "threads",
                                    threads,
                                    "batch",
                                    batch,
                                    "precision",
                                    precision))
                            .withLog("test_tipc/output/"
                                    + steps.line(Line.MODEL_NAME).value() + "/lite_"
                                    + steps.line(Line.MODEL_NAME).value() + "_runtime_device_"
                                    + steps.line(Line.RUNTIME_DEVICE).value() + "_precision_" + precision
                                    + "_batchsize_" + batch
                                    + "_threads_" + threads + ".log");
                    steps.run(
                            Step.INFER_LITE,
                            new CommandText()
                                    .text("adb push config.txt")
                                    .from(folder, folder.value())
                                    .uses(steps.line(Line.CPU_THREADS))
                                    .uses(steps.line(Line.BATCH_SIZE))
                                    .uses(steps.line(Line.PRECISION)),
                            details);
                    steps.run(
                            Step.INFER_LITE,
                            new CommandText()
                                    .text("adb shell")
                                    .from(
                                            steps.line(Line.INFERENCE),
                                            "'export LD_LIBRARY_PATH=" + folder.value() + "; " + command + "'"),
                            details);
                }
            }
        }
        steps.deviate(
                DeviationKind.SETTINGS_REACH_THE_CONFIGURATION,
                steps.line(Line.CPU_THREADS),
                "threads, batch size and precision of a cell have to be set in config.txt before it is pushed",
                List.of(),
                List.of());
    }

    /** Plan PaddleOCR's form, which runs on the phone itself. */
    private static void ocr(DeploymentSteps steps) {
        String program = steps.line(Line.INFERENCE).value();
        List<String> detectors = steps.line(Line.DET_MODELS).elements();
        List<String> recognisers = steps.line(Line.REC_MODELS).elements();
        List<String> classifiers = steps.line(Line.CLS_MODELS).elements();
        boolean system = program.contains("system");
        boolean detects = system || program.contains("det");
        boolean recognises = system || (!program.contains("det") && program.contains("rec"));
        if (!detects && !recognises) {
            throw steps.input()
                    .entries()
                    .problem(
                            steps.line(Line.INFERENCE),
                            "the program detects, recognises or does both; this one does neither",
                            "write det, rec or system after the program");
        }
        int count = detects ? detectors.size() : recognises ? recognises(recognisers, classifiers) : 0;
        List<PlannedCommand> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (String images : steps.line(Line.IMAGES).elements()) {
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
                steps.line(Line.DET_MODELS),
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
        for (String threads : steps.line(Line.CPU_THREADS).elements()) {
            for (String batch : steps.line(detects ? Line.DET_BATCH_SIZE : Line.REC_BATCH_SIZE)
                    .elements()) {
                CommandText text = new CommandText().value(steps.line(Line.INFERENCE));
                models.forEach(model -> text.text(model + "_opt.nb"));
                text.uses(steps.line(Line.DET_MODELS))
                        .uses(steps.line(Line.REC_MODELS))
                        .uses(steps.line(Line.CLS_MODELS))
                        .value(steps.line(Line.RUNTIME_DEVICE))
                        .text(precision)
                        .from(steps.line(Line.CPU_THREADS), threads)
                        .from(steps.line(detects ? Line.DET_BATCH_SIZE : Line.REC_BATCH_SIZE), batch)
                        .from(steps.line(Line.IMAGES), images)
                        .value(steps.line(Line.INFER_CONFIG));
                if (recognises) {
                    text.value(steps.line(Line.REC_DICT));
                }
                text.value(steps.line(Line.BENCHMARK));
                commands.addAll(steps.run(
                        Step.INFER_LITE,
                        text,
                        ON_PHONE.withCell(DeploymentSteps.cell(
                                        "device",
                                        steps.line(Line.RUNTIME_DEVICE).value(),
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
