// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.stage.ChainPlan;

/**
 * Files that commands are given and that are not what they look like: pointers of Git LFS in the place of data, and what file managers
 * leave among pictures.
 *
 * @param plan the chain
 */
record StrangeFiles(ChainPlan plan) {

    private static final String POINTER = "version https://git-lfs.github.com/spec/";
    private static final long LARGEST_POINTER = 1024;
    private static final int MOST_LOOKED_AT = 5_000;
    private static final int MOST_TOLD = 3;
    private static final Set<String> OF_FILE_MANAGERS = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        CommandPaths paths = new CommandPaths(plan);
        List<Path> pointers = given(paths)
                .flatMap(StrangeFiles::files)
                .filter(StrangeFiles::isPointer)
                .distinct()
                .toList();
        if (!pointers.isEmpty()) {
            String names = named(pointers);
            problems.add(new Problem(
                    Place.nowhere(),
                    "Git LFS has not fetched what commands are given: " + names + " only point to it",
                    "git lfs install, then git lfs pull"));
        }
        List<Path> others = plan.facts().images().flatMap(paths::original).stream()
                .flatMap(StrangeFiles::files)
                .filter(file -> OF_FILE_MANAGERS.contains(String.valueOf(file.getFileName())))
                .toList();
        if (!others.isEmpty()) {
            String names = named(others);
            problems.add(new Problem(
                    Place.nowhere(),
                    "the folder of the test images holds what is none: " + names
                            + "; a script that reads each file of the folder fails",
                    "remove it, and name it in .gitignore"));
        }
        return problems;
    }

    /** Get what of the repository the words of commands name, without the repository itself. */
    private Stream<Path> given(CommandPaths paths) {
        return plan.commands().values().stream()
                .filter(stage -> stage.workspace().equals(plan.workspace()))
                .flatMap(stage -> stage.argv().stream()
                        .skip(1)
                        .map(word -> word.substring(word.indexOf('=') + 1))
                        .filter(word -> !word.isBlank() && !word.startsWith("-"))
                        .flatMap(word -> paths.inRepository(stage, word).stream()))
                .distinct();
    }

    private static Stream<Path> files(Path path) {
        try (Stream<Path> inside = Files.isDirectory(path) ? Files.walk(path) : Stream.of(path)) {
            return inside.limit(MOST_LOOKED_AT).filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean isPointer(Path file) {
        try {
            return Files.size(file) <= LARGEST_POINTER
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).startsWith(POINTER);
        } catch (IOException e) {
            return false;
        }
    }

    private String named(List<Path> files) {
        List<String> names = files.stream()
                .limit(MOST_TOLD)
                .map(file -> plan.repository().relativize(file).toString())
                .collect(Collectors.toCollection(ArrayList::new));
        if (files.size() > MOST_TOLD) {
            names.add("...");
        }
        return String.join(", ", names);
    }
}
