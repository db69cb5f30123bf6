// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.text.TextFile;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StagePlanner;

/**
 * Weights that a stage behind the training is given in the place of those that were trained: some that lie in the repository, or none.
 *
 * @param plan the chain
 */
record ReleasedWeights(ChainPlan plan) {

    private static final String WEIGHTS = ".pdparams";
    private static final Pattern WRITES =
            Pattern.compile("(?i)-{0,2}[\\w.-]*(?:save|out|inference[-_]?dir)[\\w.-]*(?:=.*)?");

    /** Get a problem for each stage that is not given the trained ones. */
    List<Problem> problems() {
        Optional<Path> trained = plan.facts().checkpoint();
        List<Problem> problems = new ArrayList<>();
        if (trained.isPresent()) {
            boolean isTold = isToldWhereToSave(trained.get());
            plan.commands().values().stream()
                    .filter(stage -> stage.kind() == StageKind.EVALUATE
                            || stage.kind() == StageKind.EXPORT
                            || stage.kind() == StageKind.PREDICT)
                    .filter(stage -> stage.workspace().equals(plan.workspace()))
                    .filter(stage -> !takes(stage, trained.get()))
                    .forEach(stage -> released(stage)
                            .map(file -> problem(stage, file, trained.get()))
                            .or(() -> isTold && stage.kind() != StageKind.PREDICT
                                    ? Optional.of(none(stage, trained.get()))
                                    : Optional.empty())
                            .ifPresent(problems::add));
        }
        return problems;
    }

    /** Whether the training's command names the folder that the weights go to, which no script can know that is not told. */
    private boolean isToldWhereToSave(Path trained) {
        return plan.commands().values().stream()
                .filter(stage -> stage.kind() == StageKind.TRAIN)
                .flatMap(stage -> stage.argv().stream()
                        .map(word -> word.substring(word.indexOf('=') + 1))
                        .flatMap(value -> CommandPaths.inCopy(stage, value).stream()))
                .anyMatch(path -> isAround(path, trained));
    }

    private Problem none(PlannedStage stage, Path trained) {
        return new Problem(
                Place.nowhere(),
                "the " + stage.name() + " command is not given the weights that are trained: no word of it leads to "
                        + shortest(trained),
                "name their option in the config's line for the weights of the " + stage.name()
                        + ", where the script that"
                        + " reads the config puts them behind it (tipc plan shows that); or write the option with "
                        + shortest(trained) + ", or with its folder, into the command's own line");
    }

    /** Get where the training saves its weights, as what stands in the place of a value: a folder or a file. */
    private String place(String value, Path trained) {
        boolean isFolder = Files.isDirectory(plan.repository().resolve(value));
        return shortest(isFolder ? trained.resolveSibling(".").normalize() : trained);
    }

    private String shortest(Path trained) {
        return StagePlanner.shortest(plan.workspace(), trained);
    }

    private Problem problem(PlannedStage stage, Path file, Path trained) {
        String what = "the " + stage.name() + " command takes the weights "
                + plan.repository().relativize(file)
                + ", which lie in the repository already, and not those that are trained";
        Optional<Written> written = written(stage);
        return written.map(words -> new Problem(
                        words.place(),
                        what,
                        "take " + words.words()
                                + " out of this line, and let the config's line for the weights of the "
                                + stage.name() + " begin with " + words.option()
                                + ", where the script that reads the config puts what is trained behind it (tipc"
                                + " plan shows that); otherwise write " + words.option() + " with "
                                + place(words.value(), trained) + " here"))
                .orElseGet(() -> new Problem(
                        Place.nowhere(),
                        what,
                        "let it take " + shortest(trained)
                                + ": correct the option in its line of the config, or that in the training's line"
                                + " that says where weights go"));
    }

    /**
     * Where the command itself, in its line of the config, names the weights.
     *
     * @param words the option with its value, as they stand there
     */
    private record Written(Place place, String option, String value, String words) {}

    /** Find it; empty where another line or file gives them, or the command is no evaluation or export. */
    private Optional<Written> written(PlannedStage stage) {
        if (stage.kind() == StageKind.PREDICT) {
            return Optional.empty();
        }
        Path config = plan.repository().resolve(plan.request().model().configPath());
        List<String> lines = TextFile.read(config).text().lines().toList();
        String script = stage.scriptName().orElse("");
        return IntStream.range(0, lines.size())
                .filter(i -> !script.isEmpty() && lines.get(i).contains(script))
                .boxed()
                .flatMap(i -> values(stage)
                        .filter(value -> released(stage, value).isPresent())
                        .map(value -> Pattern.compile("(--?[\\w.-]+)[= ](" + Pattern.quote(value) + ")(?=\\s|$)")
                                .matcher(lines.get(i)))
                        .filter(Matcher::find)
                        .map(found -> new Written(
                                Place.at(plan.repository().relativize(config), i + 1),
                                found.group(1),
                                found.group(2),
                                found.group())))
                .findFirst();
    }

    /** Whether a word of the command leads to the trained weights: their path, or a folder around them, but not the repository's. */
    private boolean takes(PlannedStage stage, Path trained) {
        return values(stage)
                .flatMap(value -> CommandPaths.inCopy(stage, value).stream())
                .anyMatch(path -> isAround(path, trained)
                        || path.startsWith(trained)
                        || path.toString().startsWith(trained + "."));
    }

    /** Whether a path is the trained weights' own, or a folder around them, but not the repository's or one above it. */
    private boolean isAround(Path path, Path trained) {
        return trained.startsWith(path) && !plan.copy().startsWith(path);
    }

    private Optional<Path> released(PlannedStage stage) {
        return values(stage).flatMap(value -> released(stage, value).stream()).findFirst();
    }

    private Optional<Path> released(PlannedStage stage, String value) {
        return new CommandPaths(plan)
                .inRepository(stage, value).stream()
                        .flatMap(ReleasedWeights::weights)
                        .findFirst();
    }

    private static Stream<Path> weights(Path path) {
        Path named = path.resolveSibling(path.getFileName() + WEIGHTS);
        if (Files.isRegularFile(path)) {
            return path.toString().endsWith(WEIGHTS) ? Stream.of(path) : Stream.empty();
        }
        if (Files.isRegularFile(named)) {
            return Stream.of(named);
        }
        try (Stream<Path> inside = Files.isDirectory(path) ? Files.list(path) : Stream.empty()) {
            return inside.filter(file -> file.toString().endsWith(WEIGHTS)).sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Get what the words of the command behind the script may name, without the folders that it writes to. */
    private static Stream<String> values(PlannedStage stage) {
        List<String> argv = stage.argv();
        return IntStream.range(1, argv.size())
                .filter(i -> !WRITES.matcher(argv.get(i)).matches())
                .filter(i -> argv.get(i).contains("=")
                        || !WRITES.matcher(argv.get(i - 1)).matches())
                .mapToObj(argv::get)
                .map(word -> word.substring(word.indexOf('=') + 1))
                .filter(value -> !value.isBlank() && !value.startsWith("-"));
    }
}
