// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.chain.ChainPlanner;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.Combination;
import org.tipcjunit.plan.PlannedCommand;
import org.tipcjunit.plan.Step;
import org.tipcjunit.plan.TipcPlan;
import org.tipcjunit.stage.infer.PlannedCell;
import org.tipcjunit.stage.serve.ServingPlan;
import org.tipcjunit.stage.train.EpochArgument;

/**
 * One training of a plan and all that follows from it, as it is to be run in a working copy: every command, and where its
 * files are.
 *
 * @param model the model's name
 * @param mode the mode as scripts take it, such as {@code lite_train_lite_infer}
 * @param combination the training
 * @param repository the user's repository, which is only read
 * @param runDirectory the folder of this run
 * @param images the folder or file of test images in the working copy; empty where neither the config nor the user names one
 * @param train the training; empty in modes that train nothing
 * @param trainAgain the same training once more, in a working copy of its own, for reproducibility
 * @param checkpoint the weights that the training is to write, or that the config brings; empty where it names none
 * @param evaluate the evaluation of the checkpoint; empty where the config has none
 * @param predict the dygraph prediction with the checkpoint, where one was asked for
 * @param export the export of the checkpoint; empty where the config has none
 * @param modelDirectory the folder of the inference model
 * @param cells the inference of the exported model, in every cell of the matrix
 * @param epochs the argument that the number of epochs is in, where one can be told
 * @param modeOptions options of the training whose values the mode or the user chooses, such as {@code --epochs}
 * @param limit how long all stages together may run
 * @param overrides what the user changed of what the config asks for, one line each
 * @param notRun what the plan asks for and this chain does not run, with the reason, one line each
 * @param request what the chain was planned for
 * @param serving the service of the exported model; empty where none was asked for
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ChainPlan(
        String model,
        String mode,
        Combination combination,
        Path repository,
        Path runDirectory,
        Optional<Path> images,
        Optional<PlannedStage> train,
        Optional<PlannedStage> trainAgain,
        Optional<Path> checkpoint,
        Optional<PlannedStage> evaluate,
        Optional<PlannedStage> predict,
        Optional<PlannedStage> export,
        Path modelDirectory,
        List<PlannedCell> cells,
        Optional<EpochArgument> epochs,
        Set<String> modeOptions,
        Duration limit,
        List<String> overrides,
        List<String> notRun,
        ChainRequest request,
        Optional<ServingPlan> serving) {

    public ChainPlan {
        cells = List.copyOf(cells);
        modeOptions = Set.copyOf(modeOptions);
        overrides = List.copyOf(overrides);
        notRun = List.copyOf(notRun);
    }

    /**
     * Plan the chain of one training of {@code plan}.
     *
     * <p>Commands are those of the plan. They run in a working copy of the repository, with the interpreter of the request in
     * place of the one that the config names.
     *
     * @throws ConfigException if the plan's kind of chain has no training and inference with Python, or it does not have the
     *     combination
     */
    public static ChainPlan of(TipcPlan plan, Combination combination, ChainRequest request) {
        return new ChainPlanner(plan, combination, request).plan();
    }

    /** Get every training of {@code plan} in order, with the reason why this machine cannot run it, which is empty where it can. */
    public static Map<Combination, Optional<String>> trainings(TipcPlan plan) {
        Map<Combination, Optional<String>> trainings = new LinkedHashMap<>();
        for (PlannedCommand command : plan.commands()) {
            if (command.step() == Step.TRAIN) {
                trainings.putIfAbsent(command.combination(), command.notRun());
            }
        }
        return trainings;
    }

    /** Get the trainings of {@code plan} that this machine can run, in their order; one without a trainer in other modes. */
    public static List<Combination> combinations(TipcPlan plan) {
        Map<Combination, Optional<String>> trainings = trainings(plan);
        if (trainings.isEmpty()) {
            return plan.commands().stream()
                    .filter(command ->
                            command.step() == Step.INFER && command.notRun().isEmpty())
                    .map(PlannedCommand::combination)
                    .distinct()
                    .toList();
        }
        return trainings.entrySet().stream()
                .filter(training -> training.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Get the trainings of {@code plan} that this machine cannot run, each with the reason. */
    public static List<String> combinationsNotRun(TipcPlan plan) {
        return trainings(plan).entrySet().stream()
                .flatMap(training ->
                        training.getValue().map(reason -> nameOf(training.getKey()) + ": " + reason).stream())
                .toList();
    }

    /** Get a name such as {@code norm_train, gpus -1, autocast null}; empty for a combination of no training. */
    public static String nameOf(Combination combination) {
        if (combination.equals(Combination.none())) {
            return "";
        }
        String name = combination.trainer() + ", gpus " + combination.gpus();
        if (!combination.autocast().isEmpty()) {
            name += ", autocast " + combination.autocast();
        }
        return combination.nodes() > 1 ? name + ", nodes " + combination.nodes() : name;
    }

    /** Get the inference in the repository's own script that others are compared with; empty where none can run. */
    public Optional<PlannedStage> infer() {
        return cells.stream().flatMap(cell -> cell.stage().stream()).findFirst();
    }

    /** Get the folder of the working copy that the chain runs in. */
    public Path workspace() {
        return runDirectory.resolve("workspace");
    }
}
