// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.ConfigLine;
import org.tipcjunit.config.Suite;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.NotRun;
import org.tipcjunit.plan.model.PlanRequest;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.TipcPlan;

/**
 * Plans the comparison of dynamic with static training: each block of the config is a training, which runs twice on one GPU.
 *
 * <p>Upstream compares the losses of both with {@code diff}; that is no command of the plan.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Dy2StaticPlanner implements KindPlanner {

    /** What upstream's scripts find the beginning of a block by. */
    private static final String HEADER = "============";

    private static final String MODE = "lite_train_lite_infer";
    private static final String STATIC_TRAINING = "to_static_train";
    private static final int BLOCK = 22;
    private static final int TRAINER = 14;
    private static final int TRAINING = 15;

    private final KindPlanner trainings;

    /** Make a planner that plans trainings with {@code trainings}. */
    public Dy2StaticPlanner(KindPlanner trainings) {
        this.trainings = trainings;
    }

    @Override
    public TipcPlan plan(PlanInput input) {
        List<PlannedCommand> commands = new ArrayList<>();
        List<Deviation> deviations = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>();
        List<Change> overrides = new ArrayList<>(input.overrides());
        for (List<ConfigLine> block : blocks(input)) {
            for (boolean isStatic : List.of(false, true)) {
                if (isStatic && !hasStaticTraining(input.suite(), block)) {
                    notRun.add(new NotRun(
                            "static training of the block "
                                    + block.get(0).text().strip(),
                            block.get(0).number(),
                            "the block has no option " + STATIC_TRAINING + "; upstream trains dynamically again"));
                    continue;
                }
                TipcPlan plan = trainings.plan(block(input, edited(input.suite(), block, isStatic)));
                String kind = isStatic ? "static" : "dynamic";
                plan.commands().forEach(command -> commands.add(deterministic(command, kind)));
                deviations.addAll(plan.deviations());
                notRun.addAll(plan.notRun());
                plan.overrides().stream()
                        .filter(override -> !overrides.contains(override))
                        .forEach(overrides::add);
            }
        }
        deviations.add(new Deviation(
                DeviationKind.CHAIN_CHOSEN_BY_CONFIG,
                input.request().configPath() + ":1: the script for training takes the lines of the second block for"
                        + " evaluation and export",
                commands,
                asTraining(input)));
        return new TipcPlan(
                input.reading().line(LineLayout.TRAINING, Line.MODEL_NAME).value(),
                input.reading(),
                commands,
                deviations,
                notRun,
                overrides);
    }

    private static boolean hasStaticTraining(Suite suite, List<ConfigLine> block) {
        return suite != Suite.CLAS
                || block.stream().anyMatch(line -> line.text().startsWith(STATIC_TRAINING + ":"));
    }

    private static List<List<ConfigLine>> blocks(PlanInput input) {
        List<ConfigLine> lines = input.request().config().lines();
        List<List<ConfigLine>> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).text().contains(HEADER)) {
                blocks.add(lines.subList(i, Math.min(lines.size(), i + BLOCK)));
            }
        }
        if (blocks.isEmpty()) {
            throw input.entries()
                    .problem(
                            input.entries().get(0),
                            "no line begins a block",
                            "begin each training with a line such as =========================== base_train"
                                    + " ===========================");
        }
        return blocks;
    }

    private static List<ConfigLine> edited(Suite suite, List<ConfigLine> block, boolean isStatic) {
        List<ConfigLine> lines = new ArrayList<>();
        for (ConfigLine line : block) {
            int gpus = line.text().indexOf("gpu_list");
            lines.add(
                    gpus < 0 ? line : new ConfigLine(line.number(), line.text().substring(0, gpus) + "gpu_list:0"));
        }
        if (suite == Suite.CLAS) {
            edit(lines, TRAINING, text -> text + " -o Global.print_batch_step=1");
        }
        if (isStatic) {
            switch (suite) {
                case CLAS -> edit(lines, TRAINER, text -> "trainer:" + STATIC_TRAINING);
                case SEG -> edit(lines, TRAINING, text -> text + " --opts to_static_training=True");
                default -> edit(lines, TRAINING, text -> text + " -o to_static=True");
            }
        }
        return lines;
    }

    private static void edit(List<ConfigLine> lines, int index, UnaryOperator<String> change) {
        if (index < lines.size()) {
            ConfigLine line = lines.get(index);
            lines.set(index, new ConfigLine(line.number(), change.apply(line.text())));
        }
    }

    private static PlanInput block(PlanInput input, List<ConfigLine> lines) {
        PlanRequest whole = input.request();
        PlanRequest request = new PlanRequest(
                new ConfigFile(whole.config().file(), lines),
                whole.configPath(),
                MODE,
                whole.repository(),
                whole.scripts(),
                whole.device());
        return new PlanInput(request, input.reading().training(request.config(), MODE), input.overrides());
    }

    private static PlannedCommand deterministic(PlannedCommand command, String kind) {
        return command.withChoice("training", kind).withVariable("FLAGS_cudnn_deterministic", "True");
    }

    /** Get what upstream's script for training runs on the whole config. */
    private List<PlannedCommand> asTraining(PlanInput input) {
        TipcPlan plan = trainings.plan(input);
        List<PlannedCommand> commands = new ArrayList<>(plan.commands());
        for (Deviation deviation : plan.deviations()) {
            deviation.planned().forEach(commands::remove);
            commands.addAll(deviation.upstream());
        }
        return commands;
    }
}
