// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;

/**
 * Plans inference with models that exist, where a config has no training: on Linux, Jetson, macOS and Windows, and after an
 * offline quantisation.
 */
final class InferencePlanner implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        DeploymentSteps steps = new DeploymentSteps(input);
        ConfigEntries entries = input.entries();
        int inference = entries.indexOf("inference");
        if (inference == 8) {
            quantised(steps);
        } else if (inference == 6) {
            List<PlannedCommand> all = new ArrayList<>();
            matrix(steps, 3, all);
            steps.addition(
                    DeviationKind.CHAIN_CHOSEN_BY_CONFIG,
                    steps.entry(6),
                    "the script for training, whose mode whole_infer this is, reads this config by the positions of its own"
                            + " and runs nothing",
                    all);
        } else {
            throw entries.problem(
                    entries.get(0),
                    "no layout of a config for inference has 'inference' on this line",
                    "compare the lines with such a config of the same suite: a line is missing, doubled or out of place");
        }
        return steps.plan();
    }

    private static void quantised(DeploymentSteps steps) {
        matrix(steps, 5, new ArrayList<>());
    }

    /** Plan all models, which the entry at {@code first} lists, and the cells for them. */
    private static void matrix(DeploymentSteps steps, int first, List<PlannedCommand> all) {
        boolean ptq = first == 5;
        ConfigEntry models = steps.entry(first);
        List<String> exports = steps.entry(first + 1).elements();
        List<String> quantized = steps.entry(first + 2).elements();
        List<String> folders = models.elements();
        List<PlannedCommand> int8 = new ArrayList<>();
        List<PlannedCommand> complete = new ArrayList<>();
        List<PlannedCommand> cut = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            String folder = folders.get(i);
            String export = i < exports.size() ? exports.get(i) : "";
            if (!export.isEmpty() && !export.equals("null")) {
                String exported = ptq ? folder + "_klquant" : parent(folder);
                all.addAll(export(steps, ptq, first, folder, export, exported));
                folder = exported;
            }
            boolean isQuantized =
                    ptq || (i < quantized.size() && quantized.get(i).equals("True"));
            cells(steps, new Model(folder, isQuantized, ptq, first), all, int8, complete, cut);
        }
        steps.addition(
                DeviationKind.QUANTIZED_INT8_NOT_SKIPPED,
                steps.entry(first + 9),
                "the script passes over int8 for quantised models, for which int8 is meant",
                int8);
        if (!complete.isEmpty()) {
            steps.deviate(
                    DeviationKind.LINES_NOT_READ,
                    steps.entry(first + 12),
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
     * @param first the index of the entry that lists the models
     */
    private record Model(String folder, boolean quantized, boolean ptq, int first) {}

    private static void cells(
            DeploymentSteps steps,
            Model model,
            List<PlannedCommand> all,
            List<PlannedCommand> int8,
            List<PlannedCommand> complete,
            List<PlannedCommand> cut) {
        int first = model.first();
        InferenceLists lists = new InferenceLists(
                steps.entry(first + 4),
                steps.entry(first + 5),
                steps.entry(first + 6),
                steps.entry(first + 7),
                steps.entry(first + 8),
                steps.entry(first + 9));
        InferenceLists.Rule rule = rule(model);
        for (InferenceLists.Cell cell : lists.cells(true)) {
            if (lists.objected(steps, rule, cell)) {
                continue;
            }
            Details details = Details.none()
                    .withCell(cell.values())
                    .withLog(steps.logs() + "/python_infer_" + cell.logName() + ".log")
                    .withInputs(DeploymentSteps.present(
                            model.folder(), steps.entry(first + 11).value()))
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
        int first = model.first();
        CommandText text =
                steps.python().value(steps.entry(first + 3)).assignment(steps.entry(first + 4), cell.device());
        if (cell.gpu()) {
            text.argument(steps.entry(first + 8), cell.tensorRt()).argument(steps.entry(first + 9), cell.precision());
        } else {
            text.argument(steps.entry(first + 5), cell.mkldnn()).argument(steps.entry(first + 6), cell.threads());
        }
        text.argument(steps.entry(first + 10), model.folder())
                .uses(steps.entry(first))
                .argument(steps.entry(first + 7), cell.batch());
        CommandText other = new CommandText();
        CommandText benchmark = new CommandText();
        CommandText last = new CommandText();
        if (everything) {
            other.argument(steps.entry(first + 12));
            benchmark.argument(steps.entry(first + 13));
            last.argument(steps.entry(first + 14));
        }
        if (!cell.gpu()) {
            return text.all(other)
                    .argument(steps.entry(first + 11))
                    .all(benchmark)
                    .argument(steps.entry(first + 9), cell.precision())
                    .all(last);
        }
        return text.argument(steps.entry(first + 11)).all(benchmark).all(last).all(other);
    }

    private static List<PlannedCommand> export(
            DeploymentSteps steps, boolean ptq, int first, String folder, String export, String exported) {
        CommandText text = steps.python().from(steps.entry(first + 1), export);
        if (ptq) {
            text.argument(steps.entry(3), folder).argument(steps.entry(4), exported);
        }
        return steps.run(
                ptq ? Step.QUANTIZE : Step.EXPORT,
                text,
                Details.none()
                        .withLog(steps.logs() + "/" + steps.input().mode() + "_export.log")
                        .withInputs(List.of(folder))
                        .withOutputs(List.of(exported)));
    }

    private static String parent(String folder) {
        String trimmed = folder.replaceFirst("/+$", "");
        int slash = trimmed.lastIndexOf('/');
        return slash < 0 ? "." : trimmed.substring(0, slash);
    }
}
