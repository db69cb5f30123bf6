// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.ocr;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tipcjunit.merge.judge.AddedPart;
import org.tipcjunit.merge.judge.Review;
import org.tipcjunit.merge.judge.Violation;
import org.tipcjunit.merge.source.Names;
import org.tipcjunit.merge.source.PythonClass;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.source.YamlValue;

/**
 * The algorithms that a change adds: those whose configs are new, and name a class of a new module.
 *
 * @param review the change
 */
record OcrAlgorithms(Review review) {

    /** The kinds of parts that an algorithm is made of. */
    static final Set<String> COMPONENTS =
            Set.of("transform", "backbone", "neck", "head", "loss", "postprocess", "metric");

    /**
     * A new algorithm.
     *
     * @param name its name, as configs state it, such as {@code PSE}
     * @param task its task, such as {@code det} or {@code rec}
     * @param config its first config
     */
    record Algorithm(String name, String task, AddedPart config) {

        /** Get where its document belongs, in Chinese or in English. */
        String document(Review review, boolean english) {
            String stem = "/algorithm_" + task + "_" + Names.plain(name);
            if (review.sources().hasFolder("docs/algorithm")) {
                String folder = task.equals("det") ? "text_detection" : task.equals("rec") ? "text_recognition" : task;
                return "docs/algorithm/" + folder + stem + (english ? ".en.md" : ".md");
            }
            return english ? "doc/doc_en" + stem + "_en.md" : "doc/doc_ch" + stem + ".md";
        }

        /** Get a violation that knows of the algorithm. */
        Violation violation(String path) {
            return Violation.of(path)
                    .with("model", name)
                    .with("task", task)
                    .with("stem", Names.plain(name))
                    .with("config", config.path());
        }
    }

    List<Algorithm> algorithms() {
        Set<String> added = new HashSet<>();
        for (AddedPart part : review.addition().of(COMPONENTS)) {
            review.sources().python(part.path()).stream()
                    .flatMap(file -> file.classes().stream())
                    .map(PythonClass::name)
                    .forEach(added::add);
        }
        Map<String, Algorithm> algorithms = new LinkedHashMap<>();
        for (AddedPart config : review.addition().of("config")) {
            review.sources()
                    .yaml(config.path())
                    .filter(file -> names(file, added))
                    .ifPresent(file -> {
                        String name = file.get("Architecture.algorithm")
                                .map(YamlValue::text)
                                .orElse(config.stem());
                        String task = file.get("Architecture.model_type")
                                .map(YamlValue::text)
                                .orElse(task(config));
                        algorithms.putIfAbsent(name, new Algorithm(name, task, config));
                    });
        }
        return new ArrayList<>(algorithms.values());
    }

    private static boolean names(YamlFile file, Set<String> classes) {
        return file.entries().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("Architecture."))
                .anyMatch(entry -> classes.contains(entry.getValue().text()));
    }

    private static String task(AddedPart config) {
        String rest = config.path().substring(config.path().indexOf('/') + 1);
        return rest.substring(0, Math.max(0, rest.indexOf('/')));
    }
}
