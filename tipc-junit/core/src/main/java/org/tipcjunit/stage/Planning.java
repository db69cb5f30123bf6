// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/** The planning of one chain: what all stages plan from, and what they have planned so far; used once. */
@API(status = Status.INTERNAL, since = "0.1")
public final class Planning {

    private static final String ABSENT = "null";

    private static final Pattern IMAGES = Pattern.compile(
            "--?(?:infer[-_])?(?:img|imgs|image|images)(?:[-_](?:path|file|dir|folder|root))?(?:=(.*))?");

    private static final String DEVICE_SETTING = "tipc.device";
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(?:--?|(?:[a-z]\\w*\\.)+)?(?:use[-_]?)?(?:gpu|cuda|device)");

    private final ChainRequest request;
    private final Reading reading;
    private final StagePlanner stages;
    private final List<PlannedCommand> commands;
    private final Map<Step, Optional<PlannedCommand>> first = new LinkedHashMap<>();
    private final Map<String, PlannedStage> planned = new LinkedHashMap<>();
    private final Map<Class<?>, Record> parts = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<String> notRun = new ArrayList<>();
    private final ChainFacts facts;

    /** Begin with the commands of one training. */
    public Planning(TipcPlan plan, Combination combination, ChainRequest request) {
        this.request = request;
        this.reading = plan.reading();
        this.changes.addAll(plan.overrides());
        this.stages = new StagePlanner(request, request.model().configPath(), plan.mode());
        this.commands = plan.commands().stream()
                .filter(command -> command.combination().equals(combination))
                .toList();
        for (Step step : List.of(Step.TRAIN, Step.EXPORT, Step.EVAL)) {
            first.put(step, only(step));
        }
        this.facts = new ChainFacts(
                request.model().name(),
                plan.mode(),
                combination,
                request.model().repository(),
                request.run().directory(),
                images(),
                first(Step.EXPORT).or(() -> first(Step.EVAL)).flatMap(command -> command.inputs().stream()
                        .findFirst()
                        .map(path -> stages.place(command, path))),
                modelDirectory(),
                stages.chainLimit());
    }

    /** Get what the chain is planned for. */
    public ChainRequest request() {
        return request;
    }

    /** Get the config, as the plan understood it. */
    public Reading reading() {
        return reading;
    }

    /** Get what makes stages of commands. */
    public StagePlanner stages() {
        return stages;
    }

    /** Get what all stages have in common. */
    public ChainFacts facts() {
        return facts;
    }

    /** Get the command of the training, the export or the evaluation that the chain runs; empty where none can run. */
    public Optional<PlannedCommand> first(Step step) {
        return first.getOrDefault(step, Optional.empty());
    }

    /**
     * Get the options that choose the device, where the user had another one planned than the config's: documents tell of that of the
     * config.
     */
    public Set<String> deviceOptions() {
        if (changes.stream().noneMatch(change -> change.name().equals(DEVICE_SETTING))) {
            return Set.of();
        }
        return commands.stream()
                .flatMap(command -> command.argv().stream())
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(name -> DEVICE.matcher(name).matches())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Get every command of inference, also those that this machine cannot run. */
    public List<PlannedCommand> inferences() {
        return commands.stream()
                .filter(command -> command.step() == Step.INFER && hasScript(command))
                .toList();
    }

    /** Plan the command of a stage. */
    public void add(PlannedStage stage) {
        planned.put(stage.name(), stage);
    }

    /** Plan what a stage needs beside its command; one value of each type. */
    public void add(Record part) {
        parts.put(part.getClass(), part);
    }

    /** Tell of a change that the user asked for; the same one is told once. */
    public void changed(Change change) {
        if (!changes.contains(change)) {
            changes.add(change);
        }
    }

    /** Get the plan of everything that was added. */
    public ChainPlan done() {
        return new ChainPlan(facts, planned, parts, changes, notRun, request);
    }

    /** Upstream's scripts run a command also where the config gives none. */
    private static boolean hasScript(PlannedCommand command) {
        return command.argv().size() > 1 && !command.argv().get(1).equals(ABSENT);
    }

    /** Get the first command of a step that can run; others of that step are told as not run. */
    private Optional<PlannedCommand> only(Step step) {
        Optional<PlannedCommand> found = Optional.empty();
        for (PlannedCommand command : commands) {
            if (command.step() == step) {
                if (command.notRun().isPresent()) {
                    notRun.add(step.label() + ": " + command.notRun().get());
                } else if (found.isPresent()) {
                    notRun.add(step.label() + ": a chain has one command of this step; left out is "
                            + String.join(" ", command.argv()));
                } else {
                    found = Optional.of(command);
                }
            }
        }
        return found;
    }

    private Optional<Path> images() {
        return imagesOfLine().or(this::imagesOfCommand);
    }

    /** Some configs name the images in the command of the inference itself. */
    private Optional<Path> imagesOfCommand() {
        for (PlannedCommand command : inferences()) {
            List<String> words = command.argv();
            for (int i = 0; i < words.size(); i++) {
                Matcher option = IMAGES.matcher(words.get(i));
                if (option.matches()) {
                    String value =
                            option.group(1) != null ? option.group(1) : i + 1 < words.size() ? words.get(i + 1) : "";
                    String unquoted = value.replaceAll("^[\"']|[\"']$", "");
                    if (!unquoted.isEmpty() && !unquoted.equals(ABSENT) && !unquoted.startsWith("-")) {
                        return Optional.of(stages.place(command, unquoted));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Path> imagesOfLine() {
        Path copy = stages.copy();
        Optional<Path> asked =
                request.wishes().images().map(path -> copy.resolve(path).normalize());
        return asked.or(() -> inferences().stream()
                .filter(command -> command.inputs().size() > 1
                        && !command.inputs().get(1).isEmpty()
                        && !command.inputs().get(1).equals(ABSENT))
                .map(command -> stages.place(command, command.inputs().get(1)))
                .filter(place -> !place.equals(copy)) // The script drops the line that would name them.
                .findFirst());
    }

    private Path modelDirectory() {
        Path folder = inferences().stream()
                .filter(command -> !command.inputs().isEmpty())
                .map(command -> stages.place(command, command.inputs().get(0)))
                .findFirst()
                .or(() -> first(Step.EXPORT)
                        .flatMap(command ->
                                command.outputs().stream().findFirst().map(path -> stages.place(command, path))))
                .orElse(stages.copy());
        // Some scripts name a file in the folder.
        return folder.toString().matches(".*\\.(ya?ml|pdmodel|json)$")
                ? folder.resolveSibling(".").normalize()
                : folder;
    }
}
