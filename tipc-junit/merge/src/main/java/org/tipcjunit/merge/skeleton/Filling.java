// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.skeleton;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tipcjunit.merge.rule.ModelLayout;
import org.tipcjunit.merge.rule.Remedy;
import org.tipcjunit.merge.rule.Rule;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.suite.common.Ways;

/**
 * Fills the templates of a suite's rules for one model.
 *
 * @param layout where the suite keeps what belongs to a model
 * @param values what stands for the names in the templates
 */
record Filling(ModelLayout layout, Map<String, String> values) {

    /** The value that is a way from the file that a text stands in. */
    private static final String LINK = "link";

    private static final String NOTICE = """
            # Copyright (c) %d PaddlePaddle Authors. All Rights Reserved.
            #
            # Licensed under the Apache License, Version 2.0 (the "License");
            # you may not use this file except in compliance with the License.
            # You may obtain a copy of the License at
            #
            #     http://www.apache.org/licenses/LICENSE-2.0
            #
            # Unless required by applicable law or agreed to in writing, software
            # distributed under the License is distributed on an "AS IS" BASIS,
            # WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
            # See the License for the specific language governing permissions and
            # limitations under the License.""";

    Filling {
        values = Map.copyOf(values);
    }

    static Filling of(ModelLayout layout, ModelName name, Path repository) {
        Map<String, String> values = new HashMap<>();
        for (String key : List.of("model", "type", "name", "family")) {
            values.put(key, name.type());
        }
        for (String key : List.of("module", "stem", "folder")) {
            values.put(key, name.stem());
        }
        values.put("plain", name.type().toLowerCase(Locale.ROOT));
        values.put(
                "notice", NOTICE.formatted(LocalDate.now(ZoneId.systemDefault()).getYear()));
        values.putAll(filled(layout.values(), values));
        layout.places().forEach((key, places) -> values.put(key, place(places, values, repository)));
        return new Filling(layout, values);
    }

    /** Get where a rule's file or addition goes, and its text; both may be empty. */
    Remedy of(Rule rule) {
        ModelLayout.NewFile own = layout.files().getOrDefault(rule.id(), new ModelLayout.NewFile("", ""));
        Remedy remedy = rule.remedy();
        Map<String, String> more = filled(layout.own().getOrDefault(rule.id(), Map.of()), values);
        Remedy filled = new Remedy(
                        remedy.words(),
                        own.file().isEmpty() ? remedy.file() : own.file(),
                        own.template().isEmpty() ? remedy.template() : own.template())
                .with(without(more, LINK));
        // Where the text stands is known now, and so is the way from there.
        return filled.with(Map.of(LINK, Ways.between(filled.file(), more.getOrDefault(LINK, filled.file()))))
                .with(values);
    }

    private static Map<String, String> without(Map<String, String> values, String name) {
        Map<String, String> others = new HashMap<>(values);
        others.remove(name);
        return others;
    }

    private static String place(List<String> places, Map<String, String> values, Path repository) {
        List<String> filled =
                places.stream().map(place -> Words.fill(place, values)).toList();
        return filled.stream()
                .filter(place -> Files.isDirectory(repository.resolve(place).resolveSibling("")))
                .findFirst()
                .orElse(filled.get(0));
    }

    private static Map<String, String> filled(Map<String, String> texts, Map<String, String> values) {
        Map<String, String> filled = new LinkedHashMap<>();
        texts.forEach((key, text) -> filled.put(key, Words.fill(text, values)));
        return filled;
    }
}
