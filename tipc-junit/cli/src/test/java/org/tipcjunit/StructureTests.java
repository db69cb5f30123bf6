// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.tipcjunit.faults.ProjectSources;

/** Keeps rooms small: packages that can be overlooked, classes that can be read, no knots. */
class StructureTests {

    private static final int LARGEST_PACKAGE = 25;
    private static final int LONGEST_CLASS = 400;
    private static final int LARGEST_KNOT = 5;

    private static Map<String, Set<String>> uses;

    @BeforeAll
    static void readClasses() {
        JavaClasses classes =
                new ClassFileImporter().withImportOption(new MainClasses()).importPackages("org.tipcjunit");
        uses = new TreeMap<>();
        for (JavaClass type : classes) {
            if (isOurs(type)) {
                Set<String> used = uses.computeIfAbsent(outermost(type), name -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        // An annotation has to name the extension that reads it.
                        .filter(dependency -> !(type.isAnnotation()
                                && dependency.getTargetClass().isAssignableTo(Extension.class)))
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(StructureTests::isOurs)
                        .map(StructureTests::outermost)
                        .filter(name -> !name.equals(outermost(type)))
                        .forEach(used::add);
            }
        }
        assertThat(uses).hasSizeGreaterThan(400);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("org.tipcjunit")
                && !type.getPackageName().startsWith("org.tipcjunit.serving.proto")
                && !type.getPackageName().startsWith("org.tipcjunit.shaded")
                && !type.getSimpleName().equals("package-info");
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(StructureTests::outermost).orElse(type.getName());
    }

    @Test
    void no_package_is_too_large_to_overlook() {
        Map<String, List<String>> packages =
                uses.keySet().stream().collect(groupingBy(name -> name.substring(0, name.lastIndexOf('.'))));
        packages.values().removeIf(classes -> classes.size() <= LARGEST_PACKAGE);

        assertThat(packages)
                .as("packages of more than %d classes", LARGEST_PACKAGE)
                .isEmpty();
    }

    @Test
    void few_classes_know_each_other_in_a_circle() {
        List<Set<String>> knots = knots();
        knots.removeIf(knot -> knot.size() <= LARGEST_KNOT);

        assertThat(knots).as("circles of more than %d classes", LARGEST_KNOT).isEmpty();
    }

    @Test
    void no_class_is_too_long_to_read() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        for (Path file : ProjectSources.below("src/main/java")) {
            lines.put(
                    String.valueOf(file.getFileName()), Files.readAllLines(file).size());
        }
        assertThat(lines).hasSizeGreaterThan(400);
        lines.values().removeIf(length -> length <= LONGEST_CLASS);

        assertThat(lines).as("files of more than %d lines", LONGEST_CLASS).isEmpty();
    }

    /** Find the strongly connected sets of classes, by the algorithm of Tarjan. */
    private static List<Set<String>> knots() {
        Tarjan search = new Tarjan();
        uses.keySet().forEach(search::visit);
        return search.knots;
    }

    private static final class Tarjan {

        private final Map<String, Integer> index = new HashMap<>();
        private final Map<String, Integer> lowest = new HashMap<>();
        private final Deque<String> open = new ArrayDeque<>();
        private final List<Set<String>> knots = new ArrayList<>();

        void visit(String name) {
            if (index.containsKey(name)) {
                return;
            }
            index.put(name, index.size());
            lowest.put(name, index.get(name));
            open.push(name);
            for (String used : uses.getOrDefault(name, Set.of())) {
                if (!index.containsKey(used)) {
                    visit(used);
                    lowest.merge(name, lowest.get(used), Math::min);
                } else if (open.contains(used)) {
                    lowest.merge(name, index.get(used), Math::min);
                }
            }
            if (lowest.get(name).equals(index.get(name))) {
                Set<String> knot = Stream.generate(open::pop)
                        .takeWhile(popped -> !popped.equals(name))
                        .collect(toCollection(TreeSet::new));
                knot.add(name);
                knots.add(knot);
            }
        }
    }
}
