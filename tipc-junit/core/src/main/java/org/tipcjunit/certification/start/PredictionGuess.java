// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.requirement.text.TextFile;

/**
 * Finds the script that predicts in dygraph, and writes its command.
 *
 * <p>A script counts when it exists, is none of those of the config, loads no inference model, and takes both weights and images by
 * options that its code declares.
 *
 * @param model the model
 * @param files the repository's files
 */
record PredictionGuess(ModelLook model, RepositoryFiles files) {

    private static final Pattern PREDICTS = Pattern.compile("(?i)(predict|infer|demo)");
    private static final Pattern SCRIPT = Pattern.compile("__main__");
    /** Of a model, whose name may begin that of its own script. */
    private static final int SHORTEST_NAME = 4;

    private static final Pattern INFERENCE_MODEL = Pattern.compile(
            "paddle\\.inference|paddle_infer|create_(?:paddle_)?predictor|onnxruntime|load_inference_model");
    private static final Pattern WEIGHTS = Pattern.compile("--?(weights?|pretrained([-_]?(model|weights?|path))?"
            + "|(model|params?|weights?|checkpoint|ckpt|net)[-_]?(path|file|dir)|checkpoints?|ckpt|resume|load[-_]?from"
            + "|init[-_]checkpoint|pdparams|params|model)");
    /** Of scripts that know the names of the files themselves. */
    private static final Pattern FOLDER = Pattern.compile("--?(logs?|weights?|checkpoints?|ckpt)[-_]?(dir|folder)");

    static final Pattern IMAGES = Pattern.compile("--?((infer|test|input)?[-_]?(images?|imgs?)[-_]?(dir|path|file"
            + "|folder|root)?|infer[-_](dir|path|file)|input([-_](dir|path|file))?|source|video([-_]?(file|path))?)");
    private static final Pattern DEVICE =
            Pattern.compile("(.*[.])?-{0,2}(device|cuda|use[-_]?(gpu|cuda|xpu))", Pattern.CASE_INSENSITIVE);
    private static final Pattern CPU = Pattern.compile("(?i)--?(?:(?:use|on)[-_]?)?cpu|--?no[-_]?(?:cuda|gpu)");
    private static final Pattern OUTPUT =
            Pattern.compile("-{1,2}(save|output|log|export).*|.*(epochs?|batch[-_]?size)", Pattern.CASE_INSENSITIVE);
    private static final Pattern OUTPUT_FOLDER = Pattern.compile("(?:\\./)?test_tipc/output/");

    /** What the file of settings calls the images of a prediction. */
    private static final Pattern SETTING_OF_IMAGES = Pattern.compile("(?:infer|test|predict)[-_]?(?:images?|imgs?)");

    /**
     * What came of a script.
     *
     * @param command the command; empty where it cannot be used
     * @param why what speaks for it or against it
     */
    private record Attempt(Optional<String> command, String why) {}

    Guess guess() {
        List<String> refusals = new ArrayList<>();
        for (Path script : candidates()) {
            Attempt attempt = PythonScript.read(model.root(), files.shown(script))
                    .map(this::attempt)
                    .orElseGet(() -> new Attempt(Optional.empty(), "cannot be read"));
            if (attempt.command().isPresent()) {
                return Guess.of(Term.PREDICT, attempt.command().get(), files.shown(script) + " " + attempt.why());
            }
            refusals.add(files.shown(script) + " " + attempt.why());
        }
        String looked = refusals.isEmpty()
                ? "no script beside " + model.namedScripts(", ") + " is called predict, infer or demo"
                : String.join("; ", refusals);
        return Guess.none(
                Term.PREDICT,
                looked + "; without a command the exported layer itself predicts, in the export process",
                "predict.py --weights={weights} --image_dir={images}");
    }

    private List<Path> candidates() {
        Set<String> planned = model.scripts();
        Set<Path> folders = new LinkedHashSet<>();
        Stream.of(Step.EXPORT, Step.EVAL, Step.TRAIN)
                .flatMap(step -> model.script(step).stream())
                .map(script -> model.root().resolve(script).getParent())
                .forEach(folders::add);
        folders.add(model.root());
        folders.add(model.root().resolve("tools"));
        Stream<Path> near = folders.stream()
                .flatMap(folder -> files.scriptsIn(folder).stream())
                .filter(script -> PREDICTS.matcher(name(script)).find())
                .sorted(Comparator.comparingInt(PredictionGuess::rank));
        return Stream.concat(near, calledLikeTheModel())
                .filter(script -> !planned.contains(files.shown(script)))
                .distinct()
                .toList();
    }

    /** Some repositories keep a script for each model elsewhere, such as {@code applications/tools/nafnet_denoising.py}. */
    private Stream<Path> calledLikeTheModel() {
        List<String> names = model.names().stream()
                .map(PredictionGuess::plain)
                .filter(name -> name.length() >= SHORTEST_NAME)
                .toList();
        return files.files().stream()
                .filter(file -> name(file).endsWith(".py"))
                .filter(file -> !files.shown(file).startsWith("test"))
                .filter(file -> names.stream().anyMatch(plain(name(file))::startsWith))
                .filter(file -> SCRIPT.matcher(TextFile.read(file).text()).find());
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String name(Path script) {
        return String.valueOf(script.getFileName());
    }

    private static int rank(Path script) {
        return name(script).equals("predict.py")
                ? 0
                : name(script).equals("infer.py") ? 1 : name(script).length();
    }

    private Attempt attempt(PythonScript script) {
        if (INFERENCE_MODEL.matcher(script.own()).find()) {
            return new Attempt(Optional.empty(), "runs an exported model, not the dygraph one");
        }
        Optional<String> other = new ScriptPurpose(model).otherThan(script.path());
        if (other.isPresent()) {
            return new Attempt(
                    Optional.empty(),
                    "is for '" + other.get()
                            + "', as its name says, which neither the model nor its scripts are called");
        }
        Optional<Argument> weights = weights(script);
        Optional<Argument> images = images(script);
        if (weights.isEmpty() || images.isEmpty()) {
            return new Attempt(
                    Optional.empty(),
                    "takes " + (weights.isEmpty() ? "no weights" : "no images") + " by an option (it has "
                            + (script.options().isEmpty() ? "none" : names(script)) + ")");
        }
        List<Argument> kept = shared(script, weights.get(), images.get());
        List<String> lacking = script.options().stream()
                .filter(PythonScript.Option::required)
                .filter(option -> Stream.concat(kept.stream(), Stream.of(weights.get(), images.get()))
                        .noneMatch(argument -> option.names().contains(argument.option())))
                .map(PythonScript.Option::name)
                .toList();
        if (!lacking.isEmpty()) {
            return new Attempt(
                    Optional.empty(),
                    "demands " + String.join(", ", lacking) + ", for which no command of the config has a value");
        }
        List<Argument> given = new ArrayList<>(kept);
        given.add(weights.get()
                .with(FOLDER.matcher(weights.get().option()).matches() ? "{weights-folder}" : "{weights}"));
        given.add(images.get().with("{images}"));
        String command = script.path() + " " + String.join(" ", words(script, given));
        return new Attempt(
                Optional.of(command),
                "exists and declares " + shownName(weights.get()) + " and " + shownName(images.get())
                        + (kept.isEmpty() ? "" : "; the other arguments are those of the config's commands"));
    }

    /** Get the arguments as a command has them; those of an option of which only the last is taken stand behind it together. */
    private static List<String> words(PythonScript script, List<Argument> given) {
        Map<String, String> words = new LinkedHashMap<>();
        for (Argument argument : given) {
            boolean together = !argument.key().isEmpty()
                    && script.option(argument.option())
                            .filter(PythonScript.Option::once)
                            .isPresent();
            if (together) {
                words.merge(
                        argument.option(),
                        argument.text(),
                        (before, text) ->
                                before + text.substring(argument.option().length()));
            } else {
                words.put(argument.text(), argument.text());
            }
        }
        return List.copyOf(words.values());
    }

    private static String names(PythonScript script) {
        return script.options().stream()
                .map(PythonScript.Option::name)
                .distinct()
                .limit(12)
                .collect(Collectors.joining(", "));
    }

    private static String shownName(Argument argument) {
        return argument.key().isEmpty() ? argument.option() : argument.option() + " " + argument.key();
    }

    private Optional<Argument> weights(PythonScript script) {
        Optional<String> given = model.command(Step.EXPORT)
                .flatMap(PlannedCommand::weights)
                .or(() -> model.command(Step.EVAL).flatMap(PlannedCommand::weights));
        return model.argumentOf(Step.EXPORT, given)
                .or(() -> model.argumentOf(Step.EVAL, given))
                .filter(argument -> script.option(argument.option()).isPresent())
                .or(() -> named(script, WEIGHTS))
                .or(() -> named(script, FOLDER));
    }

    private Optional<Argument> images(PythonScript script) {
        Optional<Argument> setting = script.option("-o").flatMap(overrides -> settingOfImages(script));
        if (setting.isPresent()) {
            return setting;
        }
        return model.argumentOf(Step.INFER, model.command(Step.INFER).flatMap(PlannedCommand::images))
                .filter(argument -> argument.key().isEmpty())
                .filter(argument -> script.option(argument.option()).isPresent())
                .or(() -> named(script, IMAGES));
    }

    /** Get an option by its name; where several fit, one for folders before one for single files. */
    private static Optional<Argument> named(PythonScript script, Pattern names) {
        return script.options().stream()
                .filter(option -> !option.flag())
                .filter(option -> option.names().stream()
                        .anyMatch(name -> names.matcher(name).matches()))
                // A model's name is no file of weights where there is an option that says so more plainly.
                .min(Comparator.comparingInt(option ->
                        option.name().equals("--model") ? 2 : option.name().endsWith("dir") ? 0 : 1))
                .map(option -> new Argument(option.name(), "", ""));
    }

    /** Find the entry of the model's file of settings that holds the images, such as {@code Infer.infer_imgs}, and that the script reads. */
    private Optional<Argument> settingOfImages(PythonScript script) {
        return model.arguments(Step.EXPORT).stream()
                .filter(argument -> argument.value().matches(".*\\.ya?ml"))
                .flatMap(argument ->
                        SettingsEntries.in(TextFile.read(model.root().resolve(argument.value()))
                                        .text())
                                .stream())
                .filter(entry -> SETTING_OF_IMAGES.matcher(last(entry)).matches())
                .filter(entry -> script.code().contains('"' + last(entry) + '"')
                        || script.code().contains("'" + last(entry) + "'"))
                .findFirst()
                .map(entry -> new Argument("-o", entry, ""));
    }

    private static String last(String entry) {
        return entry.substring(entry.lastIndexOf('.') + 1);
    }

    /** Get the arguments of the export, and the device of the training, that the script takes as well. */
    private List<Argument> shared(PythonScript script, Argument weights, Argument images) {
        List<Argument> kept = new ArrayList<>();
        Set<String> seen =
                new LinkedHashSet<>(Set.of(weights.option() + weights.key(), images.option() + images.key()));
        Stream.concat(
                        model.arguments(Step.EXPORT).stream()
                                .filter(argument -> argument.key().isEmpty()
                                        || DEVICE.matcher(argument.key()).matches()),
                        Stream.of(Step.TRAIN, Step.EVAL)
                                .flatMap(step -> model.arguments(step).stream())
                                .filter(argument -> DEVICE.matcher(
                                                argument.key().isEmpty() ? argument.option() : argument.key())
                                        .matches()))
                .filter(argument -> script.option(argument.option()).isPresent())
                .filter(argument -> !OUTPUT.matcher(argument.option()).matches())
                .filter(argument -> argument.value().indexOf(' ') < 0)
                .filter(argument -> !OUTPUT_FOLDER.matcher(argument.value()).lookingAt())
                .filter(argument -> seen.add(argument.option() + argument.key()))
                .forEach(kept::add);
        if (model.onCpu() && kept.stream().noneMatch(argument -> isDevice(argument))) {
            script.options().stream()
                    .filter(option -> DEVICE.matcher(option.name()).matches())
                    .filter(option -> !option.flag())
                    .findFirst()
                    .map(option -> new Argument(option.name(), "", option.name().endsWith("device") ? "cpu" : "False"))
                    .or(() -> script.options().stream()
                            .filter(option ->
                                    option.flag() && CPU.matcher(option.name()).matches())
                            .findFirst()
                            .map(option -> new Argument(option.name(), "", "")))
                    .ifPresent(kept::add);
        }
        return kept;
    }

    private static boolean isDevice(Argument argument) {
        return DEVICE.matcher(argument.key().isEmpty() ? argument.option() : argument.key())
                .matches();
    }
}
