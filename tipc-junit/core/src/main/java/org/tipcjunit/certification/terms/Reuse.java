// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.chain.Stages;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.stage.KeptStages;
import org.tipcjunit.stage.Stage;

/**
 * What settings say of stages that need not run again.
 *
 * @param wish what becomes of kept stages; empty where none are kept
 * @param letsStand whether the certificate of an earlier run may stand where nothing that it rests on has changed
 * @param isWhole whether every stage runs, whatever is kept, so that a certificate of it may stand later
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Reuse(Optional<KeptStages.Wish> wish, boolean letsStand, boolean isWhole) {

    /** What says how a run comes by its results, and nothing of what these rest on. */
    private static final Set<Term> WAYS = Set.of(Term.REUSE, Term.FRESH);

    /** What {@code tipc judge} sets {@link Term#FROM} to: no stage runs. */
    public static final String NOTHING = "nothing";

    /** Variables that differ from one shell, or one call of Maven or Gradle, to the next and that no script goes by. */
    private static final Set<String> OF_STARTERS = Set.of(
            "_",
            "OLDPWD",
            "PWD",
            "SHLVL",
            "SHELL_SESSION_ID",
            "WINDOWID",
            "MAVEN_ARGS",
            "MAVEN_CMD_LINE_ARGS",
            "MAVEN_OPTS",
            "MAVEN_PROJECTBASEDIR",
            "GRADLE_OPTS");

    /**
     * Read the settings.
     *
     * @throws ConfigException if they name no stage, or contradict each other
     */
    public static Reuse of(Settings settings) {
        boolean fresh = settings.get(Term.FRESH).filter("true"::equals).isPresent();
        Optional<String> from = settings.get(Term.FROM);
        if (fresh && from.isPresent()) {
            throw ConfigException.of(
                    "tipc.fresh runs all stages, and " + Term.FROM.setting()
                            + " (or tipc judge) wants some to be taken",
                    "state one of them");
        }
        boolean reused = settings.get(Term.REUSE)
                .map(word -> Term.REUSE.read(word, String.class))
                .isPresent();
        if (fresh || (from.isEmpty() && !reused)) {
            return new Reuse(Optional.empty(), false, true);
        }
        KeptStages.Wish wish = new KeptStages.Wish(
                from.map(Reuse::again).orElse(stage -> false),
                from.filter(NOTHING::equals).isPresent());
        return new Reuse(Optional.of(wish), from.isEmpty(), false);
    }

    /** Get the terms whose values a certificate rests on: a whole run is the same one, whether it was asked for by {@code --fresh} or not. */
    public static List<Term> grounds() {
        return Stream.of(Term.values()).filter(term -> !WAYS.contains(term)).toList();
    }

    private static Predicate<String> again(String from) {
        if (from.equals(NOTHING)) {
            return stage -> false;
        }
        List<Stage<?>> all = Stages.all();
        int first = Stages.named(from)
                .map(all::indexOf)
                .orElseThrow(() -> ConfigException.of(
                        "there is no stage '" + from + "' (" + Term.FROM.setting() + ")",
                        "name one of " + all.stream().map(Stage::label).collect(Collectors.joining(", "))));
        return name -> Stages.named(name).map(all::indexOf).orElse(first) >= first;
    }

    /**
     * Get the stages that are kept in a folder, if any are to be.
     *
     * @param version the version of this library
     * @param variables the variables that stages inherit
     */
    public Optional<KeptStages> in(
            Path kept,
            String version,
            PaddleEnvironment environment,
            Map<String, String> variables,
            Consumer<String> progress) {
        return wish.map(wanted -> new KeptStages(kept, facts(version, environment, variables), wanted, progress));
    }

    /** Get what all stages run with, in words, by what it is; parameters as in {@link #in}. */
    public static Map<String, String> facts(
            String version, PaddleEnvironment environment, Map<String, String> variables) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("the version of tipc-junit", version);
        facts.put("the Python environment", environment + " " + library(environment.paddleLibrary()));
        facts.put("what is installed for Python", installed(environment.sitePackages()));
        meant(variables).forEach((name, value) -> facts.put("the inherited variable " + name, value));
        return facts;
    }

    /** Get what of the inherited variables a script may go by. */
    static Map<String, String> meant(Map<String, String> variables) {
        Map<String, String> meant = new TreeMap<>(variables);
        meant.keySet().removeAll(OF_STARTERS);
        return meant;
    }

    /** Packages are changed in place as well, without another version. */
    private static String installed(Path sitePackages) {
        StringBuilder files = new StringBuilder();
        try {
            Files.walkFileTree(sitePackages, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.endsWith("__pycache__") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.append(file)
                            .append(' ')
                            .append(attributes.size())
                            .append(' ')
                            .append(attributes.lastModifiedTime())
                            .append('\n');
                    return FileVisitResult.CONTINUE;
                }
            });
            return Sha256.of(files.toString().lines().sorted().collect(Collectors.joining("\n")))
                    .hex();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** An environment that was installed anew has the same packages, and maybe not the same files. */
    private static String library(Path library) {
        try {
            return Files.size(library) + " " + Files.getLastModifiedTime(library);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
