// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.seg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.rule.PathPattern;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.YamlFile;

/**
 * The models that a change adds: classes that are registered as such, and the configs that name them.
 *
 * @param review the change
 */
record SegModels(Review review) {

    private static final PathPattern CONFIGS = PathPattern.of("configs/*/*.yml");

    /** A registered model and the module that it stands in. */
    record Model(PythonClass type, AddedPart module) {}

    List<Model> models() {
        List<Model> models = new ArrayList<>();
        for (AddedPart part : review.addition().of("model")) {
            review.sources().python(part.path()).stream()
                    .flatMap(file -> file.classes().stream())
                    .filter(type -> type.isDecorated("MODELS.add_component"))
                    .forEach(type -> models.add(new Model(type, part)));
        }
        return models;
    }

    /** Get the folders whose configs name a model, by the model. */
    Map<String, String> folders() {
        Map<String, String> folders = new LinkedHashMap<>();
        for (String path : new TreeSet<>(review.sources().paths(CONFIGS))) {
            Optional<YamlFile> file = review.sources().yaml(path);
            file.flatMap(config -> config.get("model.type"))
                    .ifPresent(type -> folders.putIfAbsent(type.text(), path.substring(0, path.lastIndexOf('/'))));
        }
        return folders;
    }

    /** Get the README of a folder; empty where it has none. */
    Optional<String> readme(String folder) {
        return List.of("/README.md", "/README_CN.md", "/README_cn.md").stream()
                .map(name -> folder + name)
                .filter(review.sources()::has)
                .findFirst();
    }

    /** Get the READMEs of the models that are added. */
    List<String> readmes() {
        Map<String, String> folders = folders();
        return models().stream()
                .flatMap(model -> Optional.ofNullable(folders.get(model.type().name())).stream())
                .flatMap(folder -> readme(folder).stream())
                .distinct()
                .toList();
    }
}
