// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.environment.PipCommand;
import org.tipcjunit.environment.PipPackage;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.stage.ChainPlan;

/**
 * The modules that the scripts of a chain import at their start and the Python lacks that will run them: all at once, where a run ends
 * at the first.
 *
 * @param missing the modules
 * @param python what was asked
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ModuleLook(List<Missing> missing, Path python) {

    private static final String PADDLE = "paddle";
    private static final String AUTO_LOG = "auto_log";
    private static final int SHOWN = 8;

    /** What took the place of parts that Paddle lost. */
    private static final Map<String, String> SINCE = Map.of(
            "paddle.fluid",
            "which Paddle has no more since 2.5: paddle.base has most of paddle.fluid.core and paddle.fluid.framework,"
                    + " paddle.distributed.ParallelEnv, paddle.io, paddle.nn and paddle.static the rest; what of it runs, fails");

    public ModuleLook {
        missing = List.copyOf(missing);
    }

    /** What installs packages that a script does not name. */
    private static final Pattern INSTALLS_UNNAMED = Pattern.compile(
            "(?m)^(?!\\s*#).*(?:\\s-r\\s*\\S|setup\\.py|install\\s+(?:-\\S+\\s+)*[.$]|requirements?\\S*\\.txt|conda\\b)");

    /**
     * A module that is not there.
     *
     * @param module its name; of Paddle's parts with the dots, else the first name only
     * @param places where it is imported first, and what else in the code names it; at least one
     * @param instead what took its place, where it is no module but a name that its package has no more; empty for modules
     */
    record Missing(String module, List<String> places, String instead) {

        Missing {
            places = List.copyOf(places);
        }

        String shown() {
            int more = places.size() - SHOWN;
            return places.stream().limit(SHOWN).collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more" : "");
        }

        boolean ofPaddle() {
            return instead.isEmpty() && module.startsWith(PADDLE + ".");
        }
    }

    /** Get nothing, as where nobody can look. */
    public static ModuleLook none() {
        return new ModuleLook(List.of(), Path.of("python3"));
    }

    /** Look at the scripts of {@code plan} with the Python that will run them. */
    public static ModuleLook at(ChainPlan plan, Path python, ProcessRunner runner) {
        // With its packages, unlike what only reads code.
        return new PythonLook(plan, python, runner)
                .ask("imports.py", "-I", Missing[].class)
                .map(missing -> new ModuleLook(
                        List.of(missing).stream()
                                .filter(module -> !module.module().equals(PADDLE))
                                .toList(),
                        python))
                .orElseGet(ModuleLook::none);
    }

    /**
     * Get what is to be told.
     *
     * @param prepares the text of the prepare.sh that runs before, which may install packages; empty where none runs
     */
    List<Problem> problems(Optional<String> prepares) {
        List<Problem> problems = new ArrayList<>();
        missing.stream()
                .filter(Missing::ofPaddle)
                .map(module -> new Problem(
                        Place.named(module.shown()),
                        "the code names " + module.module() + ", "
                                + SINCE.getOrDefault(module.module(), "which this Paddle has not"),
                        "use what took its place, or certify with a Paddle that has it (--python)"))
                .forEach(problems::add);
        missing.stream()
                .filter(name -> !name.instead().isEmpty())
                .map(name -> new Problem(
                        Place.named(name.shown()),
                        "the code has " + name.module()
                                + ", which what is installed here has not; what of it runs, fails",
                        "write " + name.instead()))
                .forEach(problems::add);
        List<Missing> packages = missing.stream()
                .filter(module -> module.instead().isEmpty())
                .filter(module -> !module.ofPaddle())
                .toList();
        prepares.flatMap(script -> left(packages, script)).ifPresent(problems::add);
        if (prepares.isEmpty() && !packages.isEmpty()) {
            problems.add(new Problem(
                    Place.nowhere(),
                    "the scripts import what this Python lacks: " + named(packages),
                    PipCommand.install(python) + " "
                            + pips(packages)
                            + ", where packages are called so, or --prepare where prepare.sh installs them; a module of the"
                            + " repository's own is found with PYTHONPATH"
                            + (packages.stream()
                                            .anyMatch(module -> module.module().equals(AUTO_LOG))
                                    ? "; " + AUTO_LOG
                                            + " is on no package index, and where the config says --benchmark:False most scripts do"
                                            + " without it"
                                    : "")));
        }
        return problems;
    }

    /** Get what a prepare.sh that names each package it installs does not name. */
    private static Optional<Problem> left(List<Missing> packages, String script) {
        if (INSTALLS_UNNAMED.matcher(script).find()) {
            return Optional.empty();
        }
        List<Missing> left = packages.stream()
                .filter(module -> Stream.of(module.module(), PipPackage.of(module.module()))
                        .noneMatch(name -> Pattern.compile(
                                        "(?<!\\w)" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                                .matcher(script)
                                .find()))
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        Place.nowhere(),
                        "the scripts import what this Python lacks and prepare.sh does not install: " + named(left),
                        "add 'pip install " + pips(left)
                                + "' to prepare.sh, where packages are called so; a module of the"
                                + " repository's own is found with PYTHONPATH"));
    }

    private static String named(List<Missing> packages) {
        return packages.stream()
                .map(module -> module.module() + " (" + module.places().get(0) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String pips(List<Missing> packages) {
        return packages.stream()
                .map(module -> PipPackage.of(module.module()))
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
