// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.Combination;
import org.tipcjunit.plan.PlannedCommand;
import org.tipcjunit.plan.Step;
import org.tipcjunit.plan.TipcPlan;
import org.tipcjunit.process.Command;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StagePlanner;
import org.tipcjunit.stage.infer.PlannedCell;
import org.tipcjunit.stage.serve.ServingChainPlanner;
import org.tipcjunit.stage.train.EpochArgument;

/** The planning of one chain; used once. */
@API(status = Status.INTERNAL, since = "0.1")
public final class ChainPlanner {

    private static final Set<ChainKind> KINDS =
            Set.of(ChainKind.TRAIN_INFER_PYTHON, ChainKind.INFER_PYTHON, ChainKind.PTQ_INFER_PYTHON);

    private static final String ABSENT = "null";
    private static final Pattern COUNT = Pattern.compile("(?i).*(epoch|iter|step).*");

    private final TipcPlan plan;
    private final Combination combination;
    private final ChainRequest request;
    private final StagePlanner stages;
    private final Path workspace;
    private final Path copy;
    private final List<String> overrides;
    private final List<String> notRun = new ArrayList<>();

    public ChainPlanner(TipcPlan plan, Combination combination, ChainRequest request) {
        this.plan = plan;
        this.combination = combination;
        this.request = request;
        this.stages = new StagePlanner(request, request.configPath(), plan.mode());
        this.workspace = stages.workspace();
        this.copy = stages.copy();
        this.overrides = new ArrayList<>(plan.overrides());
    }

    public ChainPlan plan() {
        if (!KINDS.contains(plan.kind())) {
            throw stages.problem(
                    "asks for a chain of kind " + plan.kind().label() + ", which this version plans but does not run",
                    "certify the model's train_infer_python.txt");
        }
        List<PlannedCommand> commands = plan.commands().stream()
                .filter(command -> command.combination().equals(combination))
                .toList();
        if (commands.isEmpty()) {
            throw stages.problem(
                    "has no training '" + ChainPlan.nameOf(combination) + "' in the mode " + plan.mode(),
                    "choose one of: " + String.join("; ", trainings()));
        }
        Optional<PlannedCommand> training = only(commands, Step.TRAIN);
        Optional<PlannedCommand> exporting = only(commands, Step.EXPORT);
        Optional<PlannedCommand> evaluating = only(commands, Step.EVAL);
        List<PlannedCommand> inferring = commands.stream()
                .filter(command -> command.step() == Step.INFER && hasScript(command))
                .toList();
        Set<String> modeOptions = modeOptions();
        Optional<PlannedStage> train =
                training.map(command -> withTrainArguments(stages.stage("train", StageKind.TRAIN, command)));
        Optional<EpochArgument> epochs = train.flatMap(stage -> epochs(modeOptions, stage));
        Optional<Path> checkpoint = exporting.or(() -> evaluating).flatMap(command -> command.weights()
                .map(path -> stages.place(command, path)));
        Optional<Path> plannedImages = inferring.stream()
                .flatMap(
                        command -> command
                                .images()
                                .filter(path -> !path.equals(ABSENT))
                                .map(path -> stages.place(command, path))
                                .stream())
                .filter(place -> !place.equals(copy)) // The script drops the line that would name them.
                .findFirst();
        Optional<Path> images =
                request.images().map(path -> copy.resolve(path).normalize()).or(() -> plannedImages);
        Optional<PlannedStage> predict = request.predict().map(template -> predict(template, checkpoint, images));
        Set<String> free = new LinkedHashSet<>(modeOptions);
        request.trainArguments().stream()
                .filter(argument -> argument.startsWith("-"))
                .forEach(argument -> free.add(argument.split("=", 2)[0]));
        Path modelDirectory = modelDirectory(exporting, inferring);
        if (train.isPresent()) {
            checkpoint.ifPresent(path -> stages.requireInside(path, "the trained weights"));
            stages.requireInside(modelDirectory, "the exported model");
        }
        return new ChainPlan(
                request.model(),
                plan.mode(),
                combination,
                request.repository(),
                request.runDirectory(),
                images,
                train,
                train.map(stage -> stage.again("train-again", StageKind.TRAIN)),
                checkpoint,
                evaluating.map(command -> stages.stage("evaluate", StageKind.EVALUATE, command)),
                predict,
                exporting.map(command -> stages.stage("export", StageKind.EXPORT, command)),
                modelDirectory,
                cells(inferring),
                epochs,
                free,
                request.limits().chain().orElse(stages.modeLimit()),
                overrides,
                notRun,
                request,
                request.serving().map(serving -> new ServingChainPlanner(serving, request).plan()));
    }

    private List<String> trainings() {
        return ChainPlan.combinations(plan).stream().map(ChainPlan::nameOf).toList();
    }

    /** Upstream's scripts run a command also where the config gives none. */
    private static boolean hasScript(PlannedCommand command) {
        return command.argv().size() > 1 && !command.argv().get(1).equals(ABSENT);
    }

    /** Get the first command of a step that can run; others of that step are told as not run. */
    private Optional<PlannedCommand> only(List<PlannedCommand> commands, Step step) {
        Optional<PlannedCommand> first = Optional.empty();
        for (PlannedCommand command : commands) {
            if (command.step() == step) {
                if (command.notRun().isPresent()) {
                    notRun.add(step.label() + ": " + command.notRun().get());
                } else if (first.isPresent()) {
                    notRun.add(step.label() + ": a chain has one command of this step; left out is "
                            + String.join(" ", command.argv()));
                } else {
                    first = Optional.of(command);
                }
            }
        }
        return first;
    }

    private List<PlannedCell> cells(List<PlannedCommand> inferring) {
        List<PlannedCell> cells = new ArrayList<>();
        int runnable = 0;
        for (PlannedCommand command : inferring) {
            Optional<PlannedStage> stage = Optional.empty();
            if (command.notRun().isEmpty()) {
                runnable++;
                stage = Optional.of(withImages(
                        stages.stage(runnable == 1 ? "infer" : "infer-" + runnable, StageKind.INFER, command),
                        command));
            }
            cells.add(new PlannedCell(command.cell(), stage, command.notRun()));
        }
        return cells;
    }

    private PlannedStage withTrainArguments(PlannedStage stage) {
        if (request.trainArguments().isEmpty()) {
            return stage;
        }
        List<String> argv = new ArrayList<>(stage.command().argv());
        argv.addAll(request.trainArguments());
        return stage.withArguments(argv);
    }

    /** Give inference the images that were asked for, where the config names others. */
    private PlannedStage withImages(PlannedStage stage, PlannedCommand command) {
        if (request.images().isEmpty() || command.images().isEmpty()) {
            return stage;
        }
        String planned = command.images().get();
        Path place = copy.resolve(request.images().get()).normalize();
        if (stages.place(command, planned).equals(place)) {
            return stage;
        }
        String wanted = shortest(stage.command().workingDirectory(), place);
        List<String> argv = new ArrayList<>();
        for (String word : stage.command().argv()) {
            argv.add(
                    word.endsWith("=" + planned)
                            ? word.substring(0, word.length() - planned.length()) + wanted
                            : word.equals(planned) ? wanted : word);
        }
        String override = "test images " + request.images().get() + " instead of " + planned;
        if (!overrides.contains(override)) {
            overrides.add(override);
        }
        return stage.withArguments(argv);
    }

    private PlannedStage predict(String template, Optional<Path> checkpoint, Optional<Path> images) {
        for (String needed : List.of("{weights}", "{images}")) {
            if (!template.contains(needed)) {
                throw new ConfigException("the prediction command '" + template + "' does not say where " + needed
                        + " goes\n  remedy: write it like predict.py --weights={weights} --image_dir={images}");
            }
        }
        Path shown = images.orElseThrow(() -> stages.problem(
                "names no images for inference, so the prediction command cannot be given any",
                "name test images (--images), or give the line of the training's test images a value"));
        List<String> argv = new ArrayList<>();
        argv.add(request.python().toString());
        CommandWords.split(template).stream()
                .map(word -> word.replace(
                                "{weights}",
                                checkpoint.map(path -> shortest(copy, path)).orElse(""))
                        .replace("{images}", shortest(copy, shown)))
                .forEach(argv::add);
        return new PlannedStage(
                "predict",
                StageKind.PREDICT,
                new Command(argv, copy, Map.of()),
                request.runDirectory().resolve("predict"),
                stages.stageLimit(),
                workspace,
                Optional.empty());
    }

    /** Get a path as a command in {@code folder} would name it. */
    private static String shortest(Path folder, Path path) {
        return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
    }

    private Path modelDirectory(Optional<PlannedCommand> exporting, List<PlannedCommand> inferring) {
        Path folder = inferring.stream()
                .flatMap(command -> command.model().map(path -> stages.place(command, path)).stream())
                .findFirst()
                .or(() -> exporting.flatMap(
                        command -> command.outputs().stream().findFirst().map(path -> stages.place(command, path))))
                .orElse(copy);
        // Some scripts name a file in the folder.
        return folder.toString().matches(".*\\.(ya?ml|pdmodel|json)$")
                ? folder.resolveSibling(".").normalize()
                : folder;
    }

    /** Get the options whose values the mode chooses: the last words of the keys of mode lists, and of the batch size. */
    private Set<String> modeOptions() {
        Set<String> options = new LinkedHashSet<>();
        for (String key : plan.reading().modeKeys()) {
            List<String> words = CommandWords.split(key);
            options.add(words.get(words.size() - 1));
        }
        return options;
    }

    private static Optional<EpochArgument> epochs(Set<String> modeOptions, PlannedStage train) {
        return modeOptions.stream()
                .filter(option -> COUNT.matcher(option).matches())
                .flatMap(option -> train.command().argv().stream()
                        .filter(word -> word.matches(Pattern.quote(option) + "=[1-9][0-9]{0,8}"))
                        .map(word -> new EpochArgument(option, Integer.parseInt(word.substring(option.length() + 1)))))
                .findFirst();
    }
}
