// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.tipcjunit.plan.model.PlannedInput;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/**
 * Plans inference with models that exist, where a config has no training: on Linux, Jetson, macOS and Windows, and after an
 * offline quantisation.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class InferencePlanner implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        LineLayout layout = input.layout("no layout of a config for inference has 'inference' on this line");
        if (layout == LineLayout.INFERENCE_QUANTISED) {
            matrix(steps, true, new ArrayList<>());
        } else {
            List<PlannedCommand> all = new ArrayList<>();
            matrix(steps, false, all);
            steps.addition(
                    DeviationKind.CHAIN_CHOSEN_BY_CONFIG,
                    steps.line(Line.INFERENCE),
                    "the script for training, whose mode whole_infer this is, reads this config by the positions of its own"
                            + " and runs nothing",
                    all);
        }
        return steps.plan();
    }

    /**
     * Plan all models and the cells for them.
     *
     * @param ptq whether this chain quantises them
     */
    private static void matrix(DeploymentSteps steps, boolean ptq, List<PlannedCommand> all) {
        ConfigEntry models = steps.line(Line.INFER_MODELS);
        List<String> exports = steps.line(Line.INFER_EXPORTS).elements();
        List<String> quantized = steps.line(Line.INFER_QUANT).elements();
        List<String> folders = models.elements();
        List<PlannedCommand> int8 = new ArrayList<>();
        List<PlannedCommand> complete = new ArrayList<>();
        List<PlannedCommand> cut = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            String folder = folders.get(i);
            String export = i < exports.size() ? exports.get(i) : "";
            if (!export.isEmpty() && !export.equals("null")) {
                String exported = ptq ? folder + "_klquant" : parent(folder);
                all.addAll(export(steps, ptq, folder, export, exported));
                folder = exported;
            }
            boolean isQuantized =
                    ptq || (i < quantized.size() && quantized.get(i).equals("True"));
            cells(steps, new Model(folder, isQuantized, ptq), all, int8, complete, cut);
        }
        steps.addition(
                DeviationKind.QUANTIZED_INT8_NOT_SKIPPED,
                steps.line(Line.PRECISION),
                "the script passes over int8 for quantised models, for which int8 is meant",
                int8);
        if (!complete.isEmpty()) {
            steps.deviate(
                    DeviationKind.LINES_NOT_READ,
                    steps.line(Line.INFER_PARAM),
                    "the script reads the first 17 lines only, so it passes on none of the options after them",
                    complete,
                    cut);
        }
    }

    /**
     * A model to infer with.
     *
     * @param folder where it lies
     * @param quantized whether it is quantised
     * @param ptq whether this chain quantised it
     */
    private record Model(String folder, boolean quantized, boolean ptq) {}

    private static void cells(
            DeploymentSteps steps,
            Model model,
            List<PlannedCommand> all,
            List<PlannedCommand> int8,
            List<PlannedCommand> complete,
            List<PlannedCommand> cut) {
        InferenceLists lists = new InferenceLists(
                steps.line(Line.USE_GPU),
                steps.line(Line.USE_MKLDNN),
                steps.line(Line.CPU_THREADS),
                steps.line(Line.BATCH_SIZE),
                steps.line(Line.USE_TRT),
                steps.line(Line.PRECISION));
        InferenceLists.Rule rule = rule(model);
        for (InferenceLists.Cell cell : lists.cells(true)) {
            if (lists.objected(steps, rule, cell)) {
                continue;
            }
            Details details = Details.none()
                    .withCell(cell.values())
                    .withLog(steps.logs() + "/python_infer_" + cell.logName() + ".log")
                    .withGiven(DeploymentSteps.given(
                            PlannedInput.model(model.folder()),
                            PlannedInput.images(steps.line(Line.IMAGES).value())))
                    .withNotRun(cell.obstacle());
            CommandText text = command(steps, model, cell, true);
            List<PlannedCommand> commands = steps.run(Step.INFER, text, details);
            all.addAll(commands);
            if (model.quantized()
                    && !model.ptq()
                    && cell.gpu()
                    && cell.precision().contains("int8")) {
                int8.addAll(commands);
            }
            CommandText short17 = command(steps, model, cell, false);
            if (model.ptq() && !short17.line().equals(text.line())) {
                complete.addAll(commands);
                cut.addAll(steps.draft().compose(Step.INFER, short17, details));
            }
        }
        lists.noteUnknownDevices(steps);
    }

    private static InferenceLists.Rule rule(Model model) {
        InferenceLists.Rule common = model.ptq() ? cell -> Optional.empty() : InferenceLists.common(model.quantized());
        return cell -> {
            if (!cell.gpu() && cell.mkldnn().equals("False") && cell.precision().equals("fp16")) {
                return Optional.of("fp16 on the CPU needs oneDNN, which the cell switches off");
            }
            boolean decides = model.ptq() || !cell.gpu();
            if (decides && model.quantized() && !cell.precision().equals("int8")) {
                return Optional.of("a quantised model has int8 only, not " + cell.precision());
            }
            return common.objection(cell);
        };
    }

    /**
     * Get the command of a cell.
     *
     * @param everything whether options after the 17th line have a part in it
     */
    private static CommandText command(
            DeploymentSteps steps, Model model, InferenceLists.Cell cell, boolean everything) {
        CommandText text =
                steps.python().value(steps.line(Line.INFERENCE)).assignment(steps.line(Line.USE_GPU), cell.device());
        if (cell.gpu()) {
            text.argument(steps.line(Line.USE_TRT), cell.tensorRt())
                    .argument(steps.line(Line.PRECISION), cell.precision());
        } else {
            text.argument(steps.line(Line.USE_MKLDNN), cell.mkldnn())
                    .argument(steps.line(Line.CPU_THREADS), cell.threads());
        }
        text.argument(steps.line(Line.MODEL_DIR), model.folder())
                .uses(steps.line(Line.INFER_MODELS))
                .argument(steps.line(Line.BATCH_SIZE), cell.batch());
        CommandText other = new CommandText();
        CommandText benchmark = new CommandText();
        CommandText last = new CommandText();
        if (everything) {
            other.argument(steps.line(Line.INFER_PARAM));
            benchmark.argument(steps.line(Line.BENCHMARK));
            last.argument(steps.line(Line.SECOND_INFER_PARAM));
        }
        if (!cell.gpu()) {
            return text.all(other)
                    .argument(steps.line(Line.IMAGES))
                    .all(benchmark)
                    .argument(steps.line(Line.PRECISION), cell.precision())
                    .all(last);
        }
        return text.argument(steps.line(Line.IMAGES)).all(benchmark).all(last).all(other);
    }

    private static List<PlannedCommand> export(
            DeploymentSteps steps, boolean ptq, String folder, String export, String exported) {
        CommandText text = steps.python().from(steps.line(Line.INFER_EXPORTS), export);
        if (ptq) {
            text.argument(steps.line(Line.WEIGHTS), folder).argument(steps.line(Line.SAVE_INFER_DIR), exported);
        }
        return steps.run(
                ptq ? Step.QUANTIZE : Step.EXPORT,
                text,
                Details.none()
                        .withLog(steps.logs() + "/" + steps.input().mode() + "_export.log")
                        .withGiven(List.of(PlannedInput.weights(folder)))
                        .withOutputs(List.of(exported)));
    }

    private static String parent(String folder) {
        String trimmed = folder.replaceFirst("/+$", "");
        int slash = trimmed.lastIndexOf('/');
        return slash < 0 ? "." : trimmed.substring(0, slash);
    }
}
