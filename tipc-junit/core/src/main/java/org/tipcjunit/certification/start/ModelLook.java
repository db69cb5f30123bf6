// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.certification.selection.Combinations;
import org.tipcjunit.certification.selection.Readings;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.requirement.text.TextFile;
import org.tipcjunit.stage.ChainPlan;

/**
 * A config with the commands that it asks for.
 *
 * @param config the config
 * @param plan the commands
 * @param combination the training that is looked at
 * @param onCpu whether the config was planned for the CPU, since this machine cannot run it as it is
 */
record ModelLook(SelectedConfig config, TipcPlan plan, Combination combination, boolean onCpu) {

    private static final Pattern MODEL_NAME = Pattern.compile("\\A[^\n]*\nmodel_name:([^\n]*)");

    /**
     * Look at a config.
     *
     * @throws org.tipcjunit.config.ConfigException if it cannot be planned
     */
    static ModelLook at(SelectedConfig config, String mode, Optional<String> device, Readings readings) {
        Planner planner = new Planner();
        TipcPlan plan = planner.plan(readings.of(config, mode), device);
        Combination combination = Combinations.runnable(plan).get(0);
        boolean runs = ChainPlan.trainings(plan)
                .getOrDefault(combination, Optional.empty())
                .isEmpty();
        if (runs || device.isPresent()) {
            return new ModelLook(config, plan, combination, device.isPresent());
        }
        TipcPlan cpu = planner.plan(readings.of(config, mode), Optional.of("cpu"));
        return new ModelLook(config, cpu, Combinations.runnable(cpu).get(0), true);
    }

    Path root() {
        return config.root().folder();
    }

    Path configFolder() {
        Path folder = config.file().getParent();
        return folder == null ? root() : folder;
    }

    /** Whether configs of other models lie in the same folder, so that not everything said there holds for this one. */
    boolean isShared() {
        try (Stream<Path> beside = Files.list(configFolder())) {
            return beside.filter(file -> String.valueOf(file.getFileName()).matches(".*train.*\\.txt"))
                    .flatMap(file -> MODEL_NAME
                            .matcher(TextFile.read(file).text())
                            .results()
                            .map(found -> found.group(1).strip()))
                    .anyMatch(name -> !name.equals(plan.model()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Get the commands of the training that is looked at, and those that belong to all. */
    List<PlannedCommand> commands() {
        return plan.commands().stream()
                .filter(command -> command.combination().equals(combination)
                        || command.combination().equals(Combination.none()))
                .toList();
    }

    Optional<PlannedCommand> command(Step step) {
        return commands().stream().filter(command -> command.step() == step).findFirst();
    }

    List<Argument> arguments(Step step) {
        return command(step).map(command -> Argument.after(command.argv())).orElse(List.of());
    }

    /** Get the script that a step runs, relative to the repository. */
    Optional<String> script(Step step) {
        return command(step).flatMap(command -> command.argv().stream()
                .filter(word -> word.endsWith(".py"))
                .findFirst()
                .flatMap(word -> inRepository(command, word)));
    }

    Set<String> scripts() {
        Set<String> scripts = new LinkedHashSet<>();
        for (Step step : List.of(Step.TRAIN, Step.EVAL, Step.EXPORT, Step.INFER)) {
            script(step).ifPresent(scripts::add);
        }
        return scripts;
    }

    /** Name the scripts; where none lies in the repository's folder, as with {@code ../tools/train.py}, in words. */
    String namedScripts(String between) {
        Set<String> scripts = scripts();
        return scripts.isEmpty() ? "the config's scripts" : String.join(between, scripts);
    }

    /** Get the path, relative to the repository, that a command means. */
    Optional<String> inRepository(PlannedCommand command, String path) {
        try {
            Path file = root().resolve(command.directory()).resolve(path).normalize();
            return file.startsWith(root()) ? Optional.of(root().relativize(file).toString()) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Get the argument of a step whose value is a path that it reads, weights or images. */
    Optional<Argument> argumentOf(Step step, Optional<String> path) {
        return path.flatMap(given -> arguments(step).stream()
                .filter(argument -> !argument.value().isEmpty())
                .filter(argument -> argument.value().equals(given)
                        || given.startsWith(argument.value() + ".")
                        || argument.value().startsWith(given + "."))
                .findFirst());
    }

    /** Get what tables may call the model. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(
                        Stream.of(plan.model(), String.valueOf(configFolder().getFileName())),
                        Stream.of(Step.TRAIN, Step.EVAL, Step.EXPORT)
                                .flatMap(step -> arguments(step).stream())
                                .filter(argument ->
                                        argument.option().matches("-c|--(config.*|model|arch|backbone|net)"))
                                .map(argument ->
                                        argument.value().replaceAll(".*/", "").replaceAll("\\.(ya?ml|py)$", "")))
                .filter(name -> name.length() > 1)
                .forEach(names::add);
        return names;
    }
}
