// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.clas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.PythonFile;
import org.tipcjunit.merge.source.PythonImport;

/**
 * The backbones that a change adds: a module, the functions and classes that configs may name, and the configs that do.
 *
 * @param review the change
 */
record ClasModels(Review review) {

    private static final PathPattern CONFIGS = PathPattern.of("ppcls/configs/**/*.yaml");
    private static final PathPattern PACKAGES = PathPattern.of("ppcls/arch/**/__init__.py");

    /**
     * A module of backbones.
     *
     * @param part the module
     * @param file what it defines
     * @param names what of it ppcls/arch imports; its public names where it imports none
     */
    record Backbone(AddedPart part, PythonFile file, Set<String> names) {

        Backbone {
            names = Set.copyOf(names);
        }
    }

    private record Found(List<Backbone> backbones) {}

    private record Configs(Map<String, List<String>> byModel) {}

    /** Get the modules that define something of their own to be named by configs. */
    List<Backbone> backbones() {
        return review.sources().once(Found.class, () -> new Found(find())).backbones();
    }

    private List<Backbone> find() {
        List<PythonFile> packages = review.sources().pythons(review.sources().paths(PACKAGES));
        List<Backbone> backbones = new ArrayList<>();
        for (AddedPart part : review.addition().of("backbone")) {
            review.sources().python(part.path()).ifPresent(file -> {
                Set<String> named = new HashSet<>();
                packages.stream()
                        .flatMap(init -> init.imports().stream())
                        .filter(used -> ("." + used.module()).endsWith("." + part.stem()))
                        .forEach(used -> named.addAll(used.names()));
                if (named.isEmpty() || named.contains("*")) {
                    named.remove("*");
                    file.functions().stream()
                            .map(function -> function.name())
                            .filter(name -> Character.isUpperCase(name.charAt(0)))
                            .forEach(named::add);
                }
                if (!named.isEmpty()) {
                    backbones.add(new Backbone(part, file, named));
                }
            });
        }
        return backbones;
    }

    /** Get all names that the packages of ppcls/arch define or import; a star brings what its module defines. */
    Set<String> imported() {
        Set<String> names = new HashSet<>();
        for (PythonFile file : review.sources().pythons(review.sources().paths(PACKAGES))) {
            file.classes().forEach(type -> names.add(type.name()));
            file.functions().forEach(function -> names.add(function.name()));
            for (PythonImport used : file.imports()) {
                names.addAll(used.names());
                if (used.names().contains("*")) {
                    star(file.path(), used).ifPresent(module -> {
                        module.classes().forEach(type -> names.add(type.name()));
                        module.functions().forEach(function -> names.add(function.name()));
                    });
                }
            }
        }
        return names;
    }

    /** Get the configs that name each model, by the model. */
    Map<String, List<String>> configs() {
        return review.sources().once(Configs.class, () -> new Configs(read())).byModel();
    }

    private Map<String, List<String>> read() {
        Map<String, List<String>> configs = new TreeMap<>();
        for (String path : review.sources().paths(CONFIGS)) {
            review.sources().yaml(path).ifPresent(file -> file.entries().forEach((way, value) -> {
                if (way.startsWith("Arch.") && way.endsWith("name")) {
                    configs.computeIfAbsent(value.text(), name -> new ArrayList<>())
                            .add(path);
                }
            }));
        }
        return configs;
    }

    /** Get the name of a family: that of the folder of its configs, or of its module. */
    String family(Backbone backbone) {
        Map<String, List<String>> configs = configs();
        return backbone.names().stream()
                .sorted()
                .flatMap(name -> configs.getOrDefault(name, List.of()).stream())
                .findFirst()
                .map(path -> new AddedPart("config", path).folderName())
                .orElse(backbone.part().stem());
    }

    /** Get the first model of a backbone, for messages. */
    static String first(Backbone backbone) {
        return backbone.names().stream()
                .sorted()
                .findFirst()
                .orElse(backbone.part().stem());
    }

    private Optional<PythonFile> star(String from, PythonImport used) {
        String path = used.path(from);
        return review.sources().python(path + ".py").or(() -> review.sources().python(path + "/__init__.py"));
    }
}
