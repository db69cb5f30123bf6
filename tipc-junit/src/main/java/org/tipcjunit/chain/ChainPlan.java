// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Mode;
import org.tipcjunit.config.TrainInferConfig;
import org.tipcjunit.process.Command;

/**
 * The base chain of one model on the CPU as data: every command that is to run, and where its files go.
 *
 * @param model the model's name
 * @param mode how much is trained and inferred
 * @param repository the folder that commands run in
 * @param runDirectory the folder of this run
 * @param images the folder or file of test images
 * @param train the training
 * @param trainAgain the same training once more, for reproducibility
 * @param checkpoint the weights that the training is to write
 * @param evaluate the evaluation of the checkpoint
 * @param predict the dygraph prediction with the checkpoint, where one was asked for
 * @param export the export of the checkpoint
 * @param modelDirectory the folder that the export is to write the inference model to
 * @param infer the inference of the exported model
 * @param modeOptions options of the training whose values the mode or the user chooses, such as {@code --epochs}
 * @param inferThreads the numbers of CPU threads that the config asks for, for replays
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ChainPlan(
        String model,
        Mode mode,
        Path repository,
        Path runDirectory,
        Path images,
        PlannedStage train,
        PlannedStage trainAgain,
        Path checkpoint,
        PlannedStage evaluate,
        Optional<PlannedStage> predict,
        PlannedStage export,
        Path modelDirectory,
        PlannedStage infer,
        Set<String> modeOptions,
        List<Integer> inferThreads) {

    private static final String CPU = "-1";

    public ChainPlan {
        modeOptions = Set.copyOf(modeOptions);
        inferThreads = List.copyOf(inferThreads);
    }

    /**
     * Plan the chain that {@code config} asks for.
     *
     * <p>Arguments and their order are those of upstream's scripts, but every stage writes to a folder of its own.
     *
     * @throws ConfigException if the config does not say what a stage needs
     */
    public static ChainPlan of(TrainInferConfig config, ChainRequest request) {
        return new Planner(config, request).plan();
    }

    /** Get the stages that certify the model, in the order of their data. */
    public List<PlannedStage> stages() {
        List<PlannedStage> stages = new ArrayList<>(List.of(train, evaluate));
        predict.ifPresent(stages::add);
        stages.add(export);
        stages.add(infer);
        return List.copyOf(stages);
    }

    private record Planner(TrainInferConfig config, ChainRequest request) {

        ChainPlan plan() {
            if (!config.gpuList().alternatives().contains(CPU)) {
                throw problem(
                        config.gpuList(),
                        "names no CPU cell (-1) and this machine has no GPU that Paddle can use",
                        "add -1 to the list and False to the value of the line below");
            }
            if (!config.trainers().alternatives().contains("norm_train")) {
                throw problem(config.trainers(), "does not name norm_train", "add norm_train to the trainers");
            }
            if (config.autocast().isPresent()
                    && config.autocast().alternatives().stream().noneMatch(Planner::isFullPrecision)) {
                throw problem(
                        config.autocast(),
                        "asks for mixed precision only, but the base chain trains in full precision",
                        "add fp32 to the values, or write null");
            }
            PlannedStage train = stage("train", StageKind.TRAIN, this::trainArguments);
            PlannedStage trainAgain = stage("train-again", StageKind.TRAIN, this::trainArguments);
            Path checkpoint = below(train.output(), config.trainedWeights(), required(config.trainedWeights()));
            PlannedStage export = stage("export", StageKind.EXPORT, output -> exportArguments(checkpoint, output));
            Path modelDirectory = config.inferenceDirectory().isPresent()
                    ? below(
                            export.output(),
                            config.inferenceDirectory(),
                            config.inferenceDirectory().value())
                    : export.output();
            return new ChainPlan(
                    request.model(),
                    request.mode(),
                    request.repository(),
                    request.runDirectory(),
                    request.repository().resolve(images()).normalize(),
                    train,
                    trainAgain,
                    checkpoint,
                    stage("evaluate", StageKind.EVALUATE, output -> evaluationArguments(checkpoint)),
                    request.predict()
                            .map(template -> stage(
                                    "predict", StageKind.PREDICT, output -> predictArguments(template, checkpoint))),
                    export,
                    modelDirectory,
                    stage("infer", StageKind.INFER, output -> inferArguments(modelDirectory)),
                    modeOptions(),
                    config.inferThreads().alternatives().stream()
                            .map(threads -> parseThreads(config.inferThreads(), threads))
                            .toList());
        }

        private static boolean isFullPrecision(String precision) {
            return List.of("null", "fp32", "false").contains(precision.toLowerCase(Locale.ROOT));
        }

        /** A file that lies elsewhere may be older than the run. */
        private Path below(Path folder, ConfigEntry entry, String path) {
            Path file = folder.resolve(path).normalize();
            if (!file.startsWith(folder.normalize())) {
                throw problem(
                        entry,
                        "names '" + path + "', which is not below the folder that the stage writes to",
                        "name it relative to that folder");
            }
            return file;
        }

        private Set<String> modeOptions() {
            return Stream.concat(
                            Stream.of(config.epochs(), config.trainBatchSize())
                                    .flatMap(entry ->
                                            CommandWords.split(entry.key()).stream()
                                                    .reduce((first, second) -> second)
                                                    .stream()),
                            request.trainArguments().stream()
                                    .filter(argument -> argument.startsWith("-"))
                                    .map(argument -> argument.split("=", 2)[0]))
                    .collect(Collectors.toSet());
        }

        private PlannedStage stage(String name, StageKind kind, Arguments arguments) {
            Path directory = request.runDirectory().resolve(name);
            List<String> argv = new ArrayList<>();
            argv.add(request.python().toString());
            argv.addAll(arguments.writingTo(directory.resolve("output")));
            return new PlannedStage(
                    name,
                    kind,
                    new Command(argv, request.repository(), Map.of()),
                    directory,
                    request.stageLimit().orElse(request.mode().stageLimit()));
        }

        private List<String> trainArguments(Path output) {
            List<String> arguments = new ArrayList<>(script(config.normTrain()));
            arguments.addAll(onCpu(config.trainUseGpu()));
            arguments.addAll(option(config.saveModel(), output.toString()));
            arguments.addAll(forMode(config.epochs()));
            arguments.addAll(words(config.pretrained().argument()));
            arguments.addAll(forMode(config.trainBatchSize()));
            arguments.addAll(words(config.trainParameter().argument()));
            arguments.addAll(request.trainArguments());
            return arguments;
        }

        private List<String> evaluationArguments(Path checkpoint) {
            List<String> arguments = new ArrayList<>(script(config.evaluation()));
            arguments.addAll(option(config.pretrained(), checkpoint.toString()));
            arguments.addAll(onCpu(config.trainUseGpu()));
            arguments.addAll(words(config.evaluationParameter().argument()));
            return arguments;
        }

        private List<String> predictArguments(String template, Path checkpoint) {
            for (String placeholder : List.of("{weights}", "{images}")) {
                if (!template.contains(placeholder)) {
                    throw new ConfigException("the prediction command '" + template + "' does not say where "
                            + placeholder + " goes\n  remedy: write it like"
                            + " predict.py --weights={weights} --image_dir={images}");
                }
            }
            return CommandWords.split(template).stream()
                    .map(word ->
                            word.replace("{weights}", checkpoint.toString()).replace("{images}", images()))
                    .toList();
        }

        private List<String> exportArguments(Path checkpoint, Path output) {
            List<String> arguments = new ArrayList<>(script(config.normExport()));
            arguments.addAll(option(config.exportWeights(), checkpoint.toString()));
            arguments.addAll(option(config.saveInference(), output.toString()));
            return arguments;
        }

        private List<String> inferArguments(Path modelDirectory) {
            List<String> arguments = new ArrayList<>(script(config.inference()));
            arguments.addAll(onCpu(config.inferUseGpu()));
            arguments.addAll(firstAlternative(config.inferMkldnn()));
            arguments.addAll(firstAlternative(config.inferThreads()));
            arguments.addAll(option(config.inferModelDirectory(), modelDirectory.toString()));
            arguments.addAll(firstAlternative(config.inferBatchSize()));
            arguments.addAll(option(config.inferImages(), images()));
            arguments.addAll(words(config.inferBenchmark().argument()));
            arguments.addAll(firstAlternative(config.inferPrecision()));
            arguments.addAll(words(config.inferParameter().argument()));
            return arguments;
        }

        private String images() {
            return request.images()
                    .orElseGet(() -> config.trainInferImages().isPresent()
                            ? config.trainInferImages().value()
                            : required(config.inferImages()));
        }

        private List<String> script(ConfigEntry entry) {
            return CommandWords.split(required(entry));
        }

        private List<String> forMode(ConfigEntry entry) {
            if (!entry.isPresent()) {
                return List.of();
            }
            String value = entry.valueFor(request.mode())
                    .orElseThrow(() -> problem(
                            entry,
                            "has no value for the mode " + request.mode().label()
                                    + "; upstream's script would run the repository's own default",
                            "add " + request.mode().label() + "=VALUE to the line"));
            return words(entry.argument(value));
        }

        private List<String> onCpu(ConfigEntry useGpu) {
            List<String> values = useGpu.alternatives().stream()
                    .filter(value -> useGpu.argument(value).isPresent())
                    .toList();
            if (values.isEmpty()) {
                return List.of();
            }
            String cpu = values.stream()
                    .filter(value -> value.equalsIgnoreCase("false") || value.equalsIgnoreCase("cpu"))
                    .findFirst()
                    .orElseThrow(() -> problem(
                            useGpu,
                            "lists no value for the CPU and this machine has no GPU that Paddle can use",
                            "add False, or cpu where the option names a device, to its values"));
            return words(useGpu.argument(cpu));
        }

        private static List<String> firstAlternative(ConfigEntry entry) {
            return words(entry.alternatives().stream().findFirst().flatMap(entry::argument));
        }

        /** Keys such as {@code -o Global.device} hold several words, and values may be quoted. */
        private static List<String> words(Optional<String> argument) {
            return argument.map(CommandWords::split).orElse(List.of());
        }

        /** Get the words of an option whose value, unlike one from the config, is one word whatever it holds. */
        private List<String> option(ConfigEntry entry, String value) {
            if (entry.argument(value).isEmpty() || entry.key().isBlank()) {
                throw problem(entry, "names no option, so the stage cannot be told where to write or read", "name it");
            }
            List<String> words = new ArrayList<>(CommandWords.split(entry.key()));
            String last = words.isEmpty() ? "" : words.remove(words.size() - 1);
            words.add(last + "=" + value);
            return words;
        }

        private String required(ConfigEntry entry) {
            if (!entry.isPresent()) {
                throw problem(entry, "has no value, but the base chain needs it", "give it a value");
            }
            return entry.value();
        }

        private int parseThreads(ConfigEntry entry, String threads) {
            if (!threads.matches("[1-9][0-9]{0,3}")) {
                throw problem(
                        entry, "lists '" + threads + "', which is no number of threads", "list numbers such as 1|2");
            }
            return Integer.parseInt(threads);
        }

        private ConfigException problem(ConfigEntry entry, String problem, String remedy) {
            return new ConfigException(config.file() + ":" + entry.line() + ": '" + entry.key() + "' " + problem
                    + "\n  remedy: " + remedy);
        }
    }

    /** The arguments of a stage, given the folder it writes to. */
    private interface Arguments {
        List<String> writingTo(Path output);
    }
}
