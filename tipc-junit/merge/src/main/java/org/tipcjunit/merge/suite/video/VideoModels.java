// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.video;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.suite.common.WholeName;

/**
 * The backbones that a change adds, and the configs that name them.
 *
 * @param review the change
 */
record VideoModels(Review review) {

    private static final PathPattern CONFIGS = PathPattern.of("{configs,applications}/**/*.yaml");

    /**
     * A module with backbones.
     *
     * @param part the module
     * @param classes the classes that it registers
     */
    record Backbone(AddedPart part, Set<String> classes) {

        Backbone {
            classes = Set.copyOf(classes);
        }

        /** Get the first class, for messages. */
        String model() {
            return new TreeSet<>(classes).first();
        }

        /** Whether a text speaks of it. */
        boolean isIn(String text) {
            return mentions(text, part.stem()) || classes.stream().anyMatch(name -> mentions(text, name));
        }

        /** A short name is a part of many words. */
        private static boolean mentions(String text, String name) {
            return Names.plain(name).length() < 5 ? WholeName.isIn(text, name) : Names.mentions(text, name);
        }
    }

    List<Backbone> backbones() {
        List<Backbone> backbones = new ArrayList<>();
        for (AddedPart part : review.addition().of("backbone")) {
            Set<String> classes = new TreeSet<>();
            review.sources().python(part.path()).stream()
                    .flatMap(file -> file.classes().stream())
                    .filter(type -> type.isDecorated("register"))
                    .map(PythonClass::name)
                    .forEach(classes::add);
            if (!classes.isEmpty()) {
                backbones.add(new Backbone(part, classes));
            }
        }
        return backbones;
    }

    /** Get the configs that name a backbone. */
    List<String> configs(Backbone backbone) {
        Map<String, Set<String>> configs =
                review.sources().once(Configs.class, this::read).byName();
        return backbone.classes().stream()
                .flatMap(name -> configs.getOrDefault(name, Set.of()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The configs that state each name below {@code MODEL}. */
    private record Configs(Map<String, Set<String>> byName) {}

    private Configs read() {
        Map<String, Set<String>> configs = new HashMap<>();
        for (String path : review.sources().paths(CONFIGS)) {
            review.sources().yaml(path).ifPresent(file -> file.entries().forEach((way, value) -> {
                if (way.startsWith("MODEL.")) {
                    configs.computeIfAbsent(value.text(), name -> new LinkedHashSet<>())
                            .add(path);
                }
            }));
        }
        return new Configs(configs);
    }
}
