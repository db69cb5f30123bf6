// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.workspace.IgnoredFiles;

/**
 * Files and folders that commands read, that the repository has and that git ignores, so that the working copy has them only where they
 * are named as data.
 *
 * @param plan the chain
 */
record IgnoredData(ChainPlan plan) {

    /** Options of what is written, and folders that scripts write into, which earlier runs have left. */
    private static final Pattern WRITES = Pattern.compile(
            "(?i)-.*(?:save|out|result|vis|log|export|model|param|weight|work|check|ckpt|snapshot|cache|board|dump|resume).*");

    private static final Pattern WRITTEN = Pattern.compile(
            "(?i)(?:test_tipc/)?(?:out|log|result|run|check|ckpt|infer|work|save|vis|export|tmp|temp).*");

    Optional<Problem> problem() {
        if (plan.request().workspace().prepare()) {
            return Optional.empty();
        }
        Set<String> named = new LinkedHashSet<>();
        CommandPaths paths = new CommandPaths(plan);
        plan.commands().values().stream()
                .filter(stage -> stage.workspace().equals(plan.workspace()))
                .forEach(stage -> read(stage).stream()
                        .flatMap(value -> paths.inRepository(stage, value).stream())
                        .forEach(path -> shown(path).ifPresent(named::add)));
        plan.facts().images().flatMap(paths::original).flatMap(this::shown).ifPresent(named::add);
        List<String> ignored =
                named.isEmpty() ? List.of() : outermost(IgnoredFiles.among(plan.repository(), List.copyOf(named)));
        return ignored.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        Place.nowhere(),
                        "git ignores what commands are given, so that the working copy will lack it: "
                                + String.join(", ", ignored),
                        "name it with --data " + String.join(",", ignored)
                                + ", or data= in certification.properties, and it is copied"));
    }

    /** Get the values of a command's words, without those that say where something is written. */
    private static List<String> read(PlannedStage stage) {
        List<String> values = new ArrayList<>();
        String before = "";
        for (String word : stage.argv().stream().skip(1).toList()) {
            int equals = word.indexOf('=');
            String option = equals < 0 ? before : "-" + word.substring(0, equals);
            String value = word.substring(equals + 1);
            if (!value.isBlank()
                    && !value.startsWith("-")
                    && !WRITES.matcher(option).matches()) {
                values.add(value);
            }
            before = word.startsWith("-") && equals < 0 ? word : "";
        }
        return values;
    }

    private Optional<String> shown(Path path) {
        return Optional.of(path)
                .filter(file -> file.startsWith(plan.repository()) && !file.equals(plan.repository()))
                .filter(file -> plan.request().workspace().data().stream()
                        .map(data -> plan.repository().resolve(data).normalize())
                        .noneMatch(file::startsWith))
                .filter(IgnoredData::holdsFiles)
                .map(file -> plan.repository().relativize(file).toString())
                .filter(name -> !WRITTEN.matcher(name).matches());
    }

    private static boolean holdsFiles(Path path) {
        try (Stream<Path> inside = Files.exists(path) ? Files.walk(path) : Stream.empty()) {
            return inside.anyMatch(Files::isRegularFile);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private List<String> outermost(List<String> names) {
        return names.stream()
                .filter(name -> names.stream()
                        .noneMatch(other -> !other.equals(name) && Path.of(name).startsWith(Path.of(other))))
                .toList();
    }
}
