// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a script's name says that it is for: {@code infer_table.py} predicts tables, and no words.
 *
 * @param model the model that a script is looked for
 */
record ScriptPurpose(ModelLook model) {

    /** What names of scripts for any model are made of. */
    private static final Set<String> GENERAL = Set.of(
            "predict",
            "prediction",
            "predictor",
            "predicts",
            "infer",
            "inference",
            "demo",
            "dygraph",
            "dynamic",
            "dy",
            "image",
            "images",
            "img",
            "imgs",
            "single",
            "one",
            "test",
            "model",
            "net",
            "network",
            "paddle",
            "pd",
            "run",
            "main",
            "tipc",
            "script",
            "simple",
            "quick",
            "python",
            "py",
            "local",
            "eval",
            "cls",
            "classify",
            "classification");

    /** Get the first word of a script's name that speaks of another model; empty where none does. */
    Optional<String> otherThan(String script) {
        String own = Stream.concat(model.names().stream(), model.scripts().stream())
                .map(name -> plain(name))
                .collect(Collectors.joining(" "));
        String name = script.substring(script.lastIndexOf('/') + 1).replaceFirst("\\.py$", "");
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z]+"))
                .filter(word -> word.length() > 1)
                .filter(word -> !GENERAL.contains(word))
                .filter(word -> !own.contains(word))
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
