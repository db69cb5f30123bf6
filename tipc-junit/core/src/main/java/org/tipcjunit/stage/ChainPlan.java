// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.workspace.Checkout;

/**
 * One training of a plan and all that follows from it, as it is to be run in a working copy.
 *
 * @param facts what all stages have in common
 * @param commands the command of every stage that has one, by its name
 * @param parts what stages need beside their commands, by its type
 * @param changes what the user changed of what the config asks for
 * @param notRun what the plan asks for and this chain does not run, with the reason, one line each
 * @param request what the chain was planned for
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ChainPlan(
        ChainFacts facts,
        Map<String, PlannedStage> commands,
        Map<Class<?>, Record> parts,
        List<Change> changes,
        List<String> notRun,
        ChainRequest request) {

    public ChainPlan {
        commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
        parts = Map.copyOf(parts);
        changes = List.copyOf(changes);
        notRun = List.copyOf(notRun);
    }

    /** Get the command of the stage of this name; empty where the chain has none. */
    public Optional<PlannedStage> command(String stage) {
        return Optional.ofNullable(commands.get(stage));
    }

    /** Get what a stage needs beside its command; empty where the chain has nothing of this type. */
    public <T extends Record> Optional<T> part(Class<T> type) {
        return Optional.ofNullable(parts.get(type)).map(type::cast);
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

    /** Get the model's name. */
    public String model() {
        return facts.model();
    }

    /** Get the mode as scripts take it, such as {@code lite_train_lite_infer}. */
    public String mode() {
        return facts.mode();
    }

    /** Get the training. */
    public Combination combination() {
        return facts.combination();
    }

    /** Get the user's repository, which is only read. */
    public Path repository() {
        return facts.repository();
    }

    /** Get the folder of this run. */
    public Path runDirectory() {
        return facts.runDirectory();
    }

    /** Get the folder of the working copy that the chain runs in. */
    public Path workspace() {
        return facts.workspace();
    }

    /** Get the repository in the working copy, which holds the whole checkout that it may be a folder of. */
    public Path copy() {
        return Checkout.of(repository()).repositoryIn(workspace());
    }
}
