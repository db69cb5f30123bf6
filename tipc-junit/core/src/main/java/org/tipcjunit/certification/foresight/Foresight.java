// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.train.EpochArgument;
import org.tipcjunit.stage.train.Train;
import org.tipcjunit.stage.train.TrainingPlan;

/**
 * What can be told of a chain by looking at the repository, before it trains. It is told and nothing more: what is missing may be
 * made by a stage, and judges look at what ran.
 *
 * @param plan the chain
 * @param iterations the fewest iterations whose losses are judged
 * @param look what the scripts' code says of itself
 * @param modules what the scripts import and is not there
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Foresight(ChainPlan plan, int iterations, ScriptLook look, ModuleLook modules) {

    /** A repository with more files holds data, too, which nobody wants to wait for. */
    private static final int ENTRIES = 10_000;

    private static final long LARGEST_SOURCE = 1L << 24;

    private static final Set<String> PASSED_OVER = Set.of(".git", "node_modules", "site-packages", "test_tipc");
    private static final Pattern SOURCE = Pattern.compile(".*\\.(?:py|ya?ml|sh)");
    private static final Pattern SEED = Pattern.compile("(?i)seed");
    private static final Pattern MODEL = Pattern.compile("(?m)^model_name:([^\\r\\n]*)");
    private static final String PREPARE = "test_tipc/prepare.sh";

    /** Get what is wrong, or may be. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        boolean prepares = plan.request().workspace().prepare();
        List<Problem> missing = prepares ? List.of() : missing();
        problems.addAll(missing);
        new IgnoredData(plan).problem().ifPresent(problems::add);
        problems.addAll(new StrangeFiles(plan).problems());
        if (prepares || !missing.isEmpty()) {
            problems.addAll(fetched(prepares));
        }
        problems.addAll(modules.problems(
                prepares ? text(plan.repository().resolve(PREPARE)).or(() -> Optional.of("")) : Optional.empty()));
        ScriptProblems scripts = new ScriptProblems(plan, look);
        problems.addAll(scripts.options());
        problems.addAll(scripts.devices());
        problems.addAll(new StartingWeights(plan).problems());
        problems.addAll(new ReleasedWeights(plan).problems());
        problems.addAll(new UnusedLines(plan).problems());
        problems.addAll(new UnresolvedModes(plan).problems());
        new OtherImages(plan).problem().ifPresent(problems::add);
        fewIterations().ifPresent(problems::add);
        unseeded(scripts).ifPresent(problems::add);
        scripts.racing().ifPresent(problems::add);
        return List.copyOf(problems);
    }

    private List<Problem> missing() {
        List<Problem> missing = new ArrayList<>();
        plan.commands().values().stream()
                .filter(stage -> stage.workspace().equals(plan.workspace()))
                .flatMap(stage -> stage.script().stream())
                .distinct()
                .flatMap(script -> inRepository(script).stream())
                .filter(script -> !Files.exists(script))
                .forEach(script -> missing.add(new Problem(
                        Place.nowhere(),
                        "the config runs " + shown(script) + ", which the repository does not have",
                        inOtherCase(script)
                                .map(
                                        other -> "write " + shown(other)
                                                + ": names differ by capital letters too, here and in every command of the README")
                                .orElse("correct the config's line, or commit the script"))));
        plan.facts()
                .images()
                .flatMap(this::inRepository)
                .filter(images -> !Files.exists(images))
                .ifPresent(images -> missing.add(new Problem(
                        Place.nowhere(),
                        "the test images " + shown(images) + " are not there",
                        "name others with --images, or let prepare.sh make them with --prepare")));
        return missing;
    }

    private List<Problem> fetched(boolean prepares) {
        String model = text(plan.repository().resolve(plan.request().model().configPath()))
                .map(MODEL::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).strip())
                .orElse("");
        return PrepareFetches.in(text(plan.repository().resolve(PREPARE)).orElse(""), plan.mode(), model)
                .fetches()
                .stream()
                .map(fetch -> new Problem(
                        Place.at(Path.of(PREPARE), fetch.line()),
                        (prepares ? "it fetches " : "it would fetch ")
                                + fetch.what()
                                + (prepares ? "" : ", and is not run"),
                        prepares
                                ? "where that is not to be had, put the data there by hand and name them with --data; what is"
                                        + " isolated has a network with --network prepare only"
                                : "run it with --prepare, or name the data that you have with --data"))
                .toList();
    }

    private Optional<Problem> fewIterations() {
        return plan.part(TrainingPlan.class)
                .flatMap(TrainingPlan::epochs)
                .filter(EpochArgument::countsIterations)
                .filter(count -> Math.max(
                                count.value(),
                                plan.request().wishes().iterations().orElse(0))
                        < iterations)
                .map(count -> new Problem(
                        Place.nowhere(),
                        "the training has " + count.option() + "=" + count.value() + ", and losses of fewer than "
                                + iterations + " iterations cannot be judged",
                        "certify with --iterations " + iterations + ", or write " + count.option() + "=" + iterations
                                + " into the config"));
    }

    private Optional<Problem> unseeded(ScriptProblems scripts) {
        if (seedsByCommand()) {
            return Optional.empty();
        }
        return scripts.knowSeeds()
                ? scripts.unseeded()
                : scripts.seedOfItsScriptSwitchedOff().or(this::unseeded);
    }

    /** No file says anything of a seed, so that the results of a run are those of no other one. */
    private Optional<Problem> unseeded() {
        if (Train.STAGE.in(plan).isEmpty()) {
            return Optional.empty();
        }
        List<Path> sources = sources();
        boolean seeds = sources.isEmpty()
                || sources.stream().anyMatch(file -> text(file)
                        .map(text -> SEED.matcher(text).find())
                        .orElse(true));
        return seeds
                ? Optional.empty()
                : Optional.of(new Problem(
                        Place.nowhere(),
                        "no script of the repository sets a seed, so that each training gives other weights and the results in a"
                                + " README are those of no other run",
                        "call paddle.seed(0), numpy.random.seed(0) and random.seed(0) at the start of the training, and document"
                                + " the results of such a run"));
    }

    private boolean seedsByCommand() {
        return Train.STAGE.in(plan).stream()
                .flatMap(train -> train.argv().stream())
                .anyMatch(word -> SEED.matcher(word).find());
    }

    /** Get the scripts and configs of the repository; none where it holds too much to look at all of them. */
    private List<Path> sources() {
        Sources sources = new Sources();
        try {
            Files.walkFileTree(plan.repository(), sources);
        } catch (IOException e) {
            return List.of();
        }
        return sources.entries > ENTRIES ? List.of() : sources.found;
    }

    /** Gathers scripts and configs. */
    private static final class Sources extends SimpleFileVisitor<Path> {

        private final List<Path> found = new ArrayList<>();
        private int entries;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return PASSED_OVER.contains(String.valueOf(folder.getFileName()))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (SOURCE.matcher(file.toString()).matches()) {
                found.add(file);
            }
            return ++entries > ENTRIES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST_SOURCE
                    ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Get the file whose path differs from that of one that is missing by capital letters only. */
    private Optional<Path> inOtherCase(Path missing) {
        Path found = plan.repository();
        for (Path name : found.relativize(missing)) {
            try (Stream<Path> files = Files.list(found)) {
                Optional<Path> next = files.filter(
                                file -> String.valueOf(file.getFileName()).equalsIgnoreCase(name.toString()))
                        .sorted()
                        .findFirst();
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                found = next.get();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private Optional<Path> inRepository(Path ofCopy) {
        return new CommandPaths(plan).original(ofCopy);
    }

    private String shown(Path file) {
        return plan.repository().relativize(file).toString();
    }
}
