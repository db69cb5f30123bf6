// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.merge.source.YamlFile;
import org.tipcjunit.merge.source.YamlValue;

/** Reads {@code .pre-commit-config.yaml}, also in its first form, a list at the root with {@code sha}, which pre-commit itself refuses by now. */
record HookFile(YamlFile file) {

    static final String PATH = ".pre-commit-config.yaml";

    List<Hook> hooks() {
        List<Hook> hooks = new ArrayList<>();
        String root = file.has("repos") ? "repos." : "";
        for (int i = 0; file.has(root + i); i++) {
            String repository = root + i;
            for (int j = 0; file.has(repository + ".hooks." + j); j++) {
                hooks.add(hook(repository, repository + ".hooks." + j));
            }
        }
        return hooks;
    }

    private Hook hook(String repository, String hook) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; file.has(hook + ".args." + i); i++) {
            arguments.add(value(hook + ".args." + i));
        }
        String revision = value(repository + ".rev");
        return new Hook(
                value(hook + ".id"),
                value(repository + ".repo"),
                revision.isEmpty() ? value(repository + ".sha") : revision,
                arguments,
                value(hook + ".files"),
                List.of(value(hook + ".exclude"), value("exclude")));
    }

    private String value(String way) {
        return file.get(way).map(YamlValue::text).orElse("");
    }
}
